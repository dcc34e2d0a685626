import type { Attendee, MeetingPlan } from '../../../typings/meeting'
import type { Member, MemberStage, Organisation } from '../../../typings/organisation'
import { currentAttachments, currentPosts, orgKey, personKey } from '../audience'
import { COMMITTEE_ROLES, KINDS } from './kinds'

/** Who belongs to a meeting on a day. Pure: the roster and the day are arguments. */

/** The frozen list is one document; a sitting of more people is held in parts. */
export const MOST_ATTENDEES = 500
/** 正式党员和预备党员: members, whose attendance is expected. Only the former vote (党章 article 7). */
const MEMBER_STAGES: readonly MemberStage[] = ['full', 'probationary']

type Planned = Pick<MeetingPlan, 'kind' | 'chosenIds' | 'observerStages' | 'withoutVoteIds'>
type Person = Pick<
  Member,
  '_id' | 'name' | 'stage' | 'affiliation' | 'attachments' | 'posts' | 'state'
>

/**
 * The list of a meeting held by `organisation` on `day`. Members are expected by affiliation or current attachment;
 * a person attached from elsewhere attends and does not vote (TRF-10). Leave changes nothing here.
 */
export function attendeesOf(
  plan: Planned,
  organisation: Pick<Organisation, '_id'>,
  people: readonly Person[],
  day: string,
): Attendee[] {
  return people
    .filter((person) => person.state === 'active')
    .flatMap((person) => attendeeFor(plan, organisation._id, person, day) ?? [])
    .sort((a, b) => (a.memberId < b.memberId ? -1 : 1))
}

function attendeeFor(plan: Planned, orgId: string, person: Person, day: string): Attendee | null {
  const { attendees, voters } = KINDS[plan.kind]
  const isOfficer = currentPosts(person.posts, day).some(
    (post) => post.orgId === orgId && COMMITTEE_ROLES.includes(post.role),
  )
  const isAffiliated = person.affiliation.path.includes(orgId)
  const guest = currentAttachments(person.attachments, day).find(({ path }) => path.includes(orgId))
  const place = isAffiliated ? person.affiliation : guest
  const isMember = MEMBER_STAGES.includes(person.stage)

  const expected = {
    members: isMember && place !== undefined,
    committee: isOfficer,
    named: plan.chosenIds.includes(person._id),
  }[attendees]
  const observes =
    place !== undefined && (plan.observerStages as readonly MemberStage[]).includes(person.stage)
  if (!expected && !observes) return null

  const mayVote = {
    fullMembers: person.stage === 'full' && isAffiliated,
    committee: isOfficer && person.stage === 'full',
    nobody: false,
  }[voters]
  const { orgId: branchId, orgName, path } = place ?? person.affiliation
  return {
    memberId: person._id,
    name: person.name,
    stage: person.stage,
    orgId: branchId,
    orgName,
    path,
    role: expected ? 'expected' : 'observer',
    voter: expected && mayVote && !plan.withoutVoteIds.includes(person._id),
    attached: !isAffiliated,
  }
}

/**
 * Whom the meeting's ask goes to. Where everybody of a stage is meant, by keys that follow the roster until the
 * meeting opens; else by name.
 */
export function audienceKeysForMeeting(
  plan: Planned,
  orgId: string,
  named: readonly Attendee[],
): string[] {
  if (KINDS[plan.kind].attendees !== 'members')
    return named.map(({ memberId }) => personKey(memberId))
  return [...MEMBER_STAGES, ...plan.observerStages].map((stage) => orgKey(orgId, stage))
}
