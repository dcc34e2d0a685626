import * as v from 'valibot'
import type { Member, Organisation } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { MEMBERS } from '../../kernel/members'
import { id } from '../../kernel/schema'
import { currentPosts } from '../../rules/audience'
import { isPartyPost } from '../../rules/roles'

/**
 * A member calls an officer of the branch: who took a post of the Party can be reached by those it is for. Who manages
 * the project, edits or administers cannot.
 */
export const callOfficer = action('member.callOfficer', {
  input: v.strictObject({ orgId: id, memberId: id }),
  target: documentIn<Organisation>('organisations')(({ orgId }) => orgId),
  prefetch: (db, { memberId }) => db.collection<Member>(MEMBERS).get(memberId),
  subjects: (_, { target }) => [{ orgId: target._id, path: target.path }],
  async run({ session, db, now, refuse }, _, { target, prefetched: officer }) {
    if (officer === null || officer.state === 'left') return refuse('notFound')
    const posts = currentPosts(officer.posts, now)
    const isOfficer = posts.some(({ orgId, role }) => orgId === target._id && isPartyPost(role))
    if (!isOfficer) return refuse('forbidden')
    await audit(db, {
      actor: session,
      action: 'member.revealPhone',
      about: { orgId: target._id, path: target.path },
      subjectId: officer._id,
      summary: `查看${officer.name}的手机号（拨打）`,
      now,
      once: [session.memberId, officer._id, now.toISOString()],
    })
    return { phone: officer.phone ?? null }
  },
})
