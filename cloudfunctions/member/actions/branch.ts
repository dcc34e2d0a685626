import * as v from 'valibot'
import type { BranchView, PersonRow } from '../../../typings/member'
import type { Member, Organisation } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { inForce } from '../../kernel/in-force'
import { MEMBERS } from '../../kernel/members'
import { peopleAt } from '../../kernel/people-at'
import { id } from '../../kernel/schema'
import { currentPosts } from '../../rules/audience'
import { maskPhone } from '../../rules/phone'
import { isPartyPost, PARTY_POSTS } from '../../rules/roles'
import { JOIN_REQUESTS, type JoinRequestRecord } from '../join-request'

const RECENT_DAYS = 14
const REQUESTS_SHOWN = 50
/** People with a post in one organisation; no organisation has as many. */
const MOST_HOLDERS = 100

/** The 支部 tab: an organisation, its officers and its people; for its officers also what waits there. */
export const branch = action('member.branch', {
  input: v.strictObject({ orgId: id }),
  target: documentIn<Organisation>('organisations')(({ orgId }) => orgId),
  subjects: (_, { target }) => [{ orgId: target._id, path: target.path }],
  async run({ db, now, may }, _, { target: organisation }): Promise<BranchView> {
    const here = { orgId: organisation._id, path: organisation.path }
    const answersRequests = may('member.answerJoinRequest', here)
    const superior = organisation.path.slice(0, -1)
    const [found, holders, requests, organisations] = await Promise.all([
      peopleAt(db, organisation, [], now),
      db
        .collection<Member>(MEMBERS)
        .find(db.is.or(...inForce(db, 'posts', { orgId: organisation._id }, now)), {
          limit: MOST_HOLDERS,
        }),
      answersRequests
        ? db
            .collection<JoinRequestRecord>(JOIN_REQUESTS)
            .find(
              { orgId: organisation._id, state: 'waiting' },
              { orderBy: [['at', 'asc']], limit: REQUESTS_SHOWN },
            )
        : [],
      superior.length === 0
        ? []
        : db
            .collection<Organisation>('organisations')
            .find({ _id: db.is.in(superior) }, { limit: superior.length, fields: ['name'] }),
    ])

    const people = found.map(({ document }) => document)
    const rows = people.map((person) => rowOf(person, organisation._id, now))
    // Those of a committee belong to branches below it, and who was appointed from above to another one.
    const officers = holders.map((person) => rowOf(person, organisation._id, now))
    const names = new Map(organisations.map(({ _id, name }) => [_id, name]))
    const since = new Date(now.getTime() - RECENT_DAYS * 86_400_000).toISOString()
    const { _id, name, level, state, timeZone, kind } = organisation
    return {
      organisation: { _id, name, level, state, timeZone, ...(kind === undefined ? {} : { kind }) },
      above: superior.map((orgId) => ({ orgId, name: names.get(orgId) ?? '' })),
      officers: PARTY_POSTS.flatMap((role) =>
        officers.filter((row) => row.roles.includes(role)).map((row) => ({ ...row, role })),
      ),
      people: rows.sort((a, b) => a.name.localeCompare(b.name, 'zh')),
      joined: rows.filter((row) => row.joined).length,
      joinRequests: requests.map((request) => ({
        requestId: request._id,
        fullName: request.fullName,
        note: request.note,
        at: request.at,
        candidates: people
          .filter((person) => person.openid === undefined && person.name === request.fullName)
          .map((person) => ({
            memberId: person._id,
            name: person.name,
            ...(person.phone === undefined ? {} : { maskedPhone: maskPhone(person.phone) }),
            ...(person.employeeNumber === undefined
              ? {}
              : { employeeNumber: person.employeeNumber }),
          })),
      })),
      recentJoins: answersRequests
        ? people
            .flatMap(({ _id: memberId, name: who, joinedAt }) =>
              joinedAt !== undefined && joinedAt > since
                ? [{ memberId, name: who, at: joinedAt }]
                : [],
            )
            .sort((a, b) => (a.at < b.at ? 1 : -1))
        : [],
      may: (
        [
          ['invite', 'member.invite'],
          ['answerJoinRequests', 'member.answerJoinRequest'],
          ['edit', 'member.leave'],
          ['appoint', 'member.appoint'],
          ['publish', 'notice.publish'],
        ] as const
      ).flatMap(([right, name]) => (may(name, here) ? [right] : [])),
    }
  },
})

function rowOf(person: Member, orgId: string, now: Date): PersonRow {
  const isGuest = person.affiliation.orgId !== orgId
  const posts = currentPosts(person.posts, now).filter((post) => post.orgId === orgId)
  const roles = [...new Set(posts.map((post) => post.role))]
  const deputy = posts.filter((post) => post.role === 'deputySecretary')
  const until = deputy
    .map((post) => post.until ?? '')
    .sort()
    .at(-1)
  // Who is deputy in their own right acts for nobody.
  const acts = deputy.every((post) => post.delegateOf !== undefined) && until
  return {
    memberId: person._id,
    name: person.name,
    stage: person.stage,
    ...(person.phone === undefined ? {} : { maskedPhone: maskPhone(person.phone) }),
    joined: person.openid !== undefined,
    roles: roles.filter((role) => isPartyPost(role) || role === 'projectManager'),
    ...(acts ? { actsUntil: acts } : {}),
    ...(isGuest ? { attachedFrom: person.affiliation.orgName } : {}),
  }
}
