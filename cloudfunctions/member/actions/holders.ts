import * as v from 'valibot'
import type { PostHolder } from '../../../typings/member'
import type { Member, Organisation } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { inForce } from '../../kernel/in-force'
import { MEMBERS } from '../../kernel/members'
import { id } from '../../kernel/schema'
import { currentPosts } from '../../rules/audience'
import { ROLES } from '../../rules/roles'

/** People with a post in one organisation; no organisation has as many. */
const MOST = 100

/** Who holds which post in an organisation. Those of a committee belong to branches below it. */
export const holders = action('member.holders', {
  input: v.strictObject({ orgId: id }),
  target: documentIn<Organisation>('organisations')(({ orgId }) => orgId),
  subjects: (_, { target }) => [{ orgId: target._id, path: target.path }],
  async run({ db, now, may }, { orgId }, { target }) {
    const people = await db
      .collection<Member>(MEMBERS)
      .find(db.is.or(...inForce(db, 'posts', { orgId }, now)), { limit: MOST })
    const all = people.flatMap((person) =>
      currentPosts(person.posts, now)
        .filter((post) => post.orgId === orgId)
        .map(
          (post): PostHolder => ({
            memberId: person._id,
            name: person.name,
            role: post.role,
            ...(post.until === undefined ? {} : { until: post.until }),
            isDelegate: post.delegateOf !== undefined,
            joined: person.openid !== undefined,
          }),
        ),
    )
    return {
      holders: all.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role)),
      mayAppoint: may('member.appoint', { orgId, path: target.path }),
    }
  },
})
