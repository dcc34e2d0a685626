import type { ActionName } from '../../typings/contract'
import type { Post } from '../../typings/organisation'
import type { Subject } from '../kernel/action'

/** What the access table cannot say of posts, because it knows actions, not roles. */

/** What the caller may do about an organisation, by the access table. */
type May = (name: ActionName, subject: Subject) => boolean

/**
 * Whether the caller may give a post, and end it: administrators are made and unmade by administrators alone, so that
 * nobody gives themselves more than they have. They are known by what nobody else may do.
 */
export function mayGive(may: May, role: Post['role'], here: Subject): boolean {
  return (
    may('member.appoint', here) && (role !== 'administrator' || may('organisation.update', here))
  )
}

/** Whether the caller may end this very post: who lets somebody act for a secretary may end that, but no other post. */
export function mayEnd(may: May, post: Pick<Post, 'role' | 'delegateOf'>, here: Subject): boolean {
  const isDelegate = post.delegateOf !== undefined
  return mayGive(may, post.role, here) || (isDelegate && may('member.delegate', here))
}
