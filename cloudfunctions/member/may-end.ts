import type { ActionName } from '../../typings/contract'
import type { Post } from '../../typings/organisation'
import type { Subject } from '../kernel/action'

/**
 * What the access table cannot say of posts, because it knows actions, not roles: administrators are made and unmade by
 * administrators alone, so that nobody gives themselves more than they have; and who lets somebody act for a
 * secretary may end that, but no other post.
 */
type May = (name: ActionName, subject: Subject) => boolean

export function mayGive(may: May, role: Post['role'], here: Subject): boolean {
  return (
    may('member.appoint', here) && (role !== 'administrator' || may('organisation.update', here))
  )
}

export function mayEnd(may: May, post: Pick<Post, 'role' | 'delegateOf'>, here: Subject): boolean {
  const isDelegate = post.delegateOf !== undefined
  return mayGive(may, post.role, here) || (isDelegate && may('member.delegate', here))
}
