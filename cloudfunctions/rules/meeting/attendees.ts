import type { Attendee, MeetingPlan } from '../../../typings/meeting'
import type { Member, MemberStage, Organisation } from '../../../typings/organisation'
import { currentAttachments, currentPosts, orgKey, personKey } from '../audience'
import { attendeesRule, COMMITTEE_ROLES, KINDS } from './kinds'

/** Who belongs to a meeting on a day. Pure: the roster and the day are arguments. */

/** The frozen list is one document; a sitting of more people is held in parts. */
export const MOST_ATTENDEES = 500
/** 正式党员和预备党员: members, whose attendance is expected. Only the former vote (党章 article 7). */
export const MEMBER_STAGES: readonly MemberStage[] = ['full', 'probationary']

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
  organisation: Pick<Organisation, '_id' | 'level' | 'parentId'>,
  people: readonly Person[],
  day: string,
): Attendee[] {
  return people
    .filter((person) => person.state === 'active')
    .flatMap((person) => attendeeFor(plan, organisation, person, day) ?? [])
    .sort((a, b) => (a.memberId < b.memberId ? -1 : 1))
}

/** One person's place on the list; `null` when they have none. */
export function attendeeFor(
  plan: Planned,
  organisation: Pick<Organisation, '_id' | 'level' | 'parentId'>,
  person: Person,
  day: string,
): Attendee | null {
  const { voters } = KINDS[plan.kind]
  const orgId = homeOf(organisation)
  const isOfficer = currentPosts(person.posts, day).some(
    (post) => post.orgId === organisation._id && COMMITTEE_ROLES.includes(post.role),
  )
  const isAffiliated = person.affiliation.path.includes(orgId)
  const guest = currentAttachments(person.attachments, day).find(({ path }) => path.includes(orgId))
  const place = isAffiliated ? person.affiliation : guest
  const isMember = MEMBER_STAGES.includes(person.stage)

  const expected = {
    members: isMember && place !== undefined,
    committee: isOfficer,
    named: plan.chosenIds.includes(person._id),
  }[attendeesRule(plan.kind, organisation.level)]
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

/** Where the people of an organisation have their affiliation: a group's are the branch's (ORG-13). */
export function homeOf({
  _id,
  level,
  parentId,
}: Pick<Organisation, '_id' | 'level' | 'parentId'>): string {
  return level === 'group' && parentId !== null ? parentId : _id
}

/**
 * Whom the meeting's ask goes to. Where everybody of a stage is meant, by keys that follow the roster until the
 * meeting opens; else by name.
 */
export function audienceKeysForMeeting(
  plan: Planned,
  organisation: Pick<Organisation, '_id' | 'level'>,
  named: readonly Attendee[],
): string[] {
  if (attendeesRule(plan.kind, organisation.level) !== 'members')
    return named.map(({ memberId }) => personKey(memberId))
  return [...MEMBER_STAGES, ...plan.observerStages].map((stage) => orgKey(organisation._id, stage))
}
