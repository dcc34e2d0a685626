import { isCurrent } from '../../../cloudfunctions/rules/audience'
import { attendeesOf, homeOf } from '../../../cloudfunctions/rules/meeting/attendees'
import { MEETING_OFFICERS } from '../../../cloudfunctions/rules/meeting/kinds'
import type { Attendee, MeetingPlan, PersonName } from '../../../typings/meeting'
import type { LocalDate, Member, MemberStage, Organisation } from '../../../typings/organisation'
import type { CompanyMember } from '../record'

/** The company's people as they stood on an earlier day. */
export interface Roster {
  /** As the product stores them today. */
  members: readonly Member[]
  /** What the demo knows beyond that: the dates of each person's steps, and their group. By id. */
  known: ReadonlyMap<string, CompanyMember>
}

/** Who was in the company on a day, at the stage they had then. Officers were the same in the term before. */
export function rosterOn({ members, known }: Roster, day: LocalDate): Member[] {
  return members.flatMap((member) => {
    const person = known.get(member._id)
    const stage = person === undefined ? null : stageOn(person, day)
    if (stage === null || (member.affiliation.from ?? '') > day) return []
    const posts = member.posts.map((post) =>
      post.until === undefined && post.from > day ? { ...post, from: day } : post,
    )
    return [{ ...member, stage, posts }]
  })
}

function stageOn(person: CompanyMember, day: LocalDate): MemberStage | null {
  const { appliedOn, activistOn, candidateOn, joinedOn, convertedOn } = person
  const since = (date: LocalDate | undefined) => date !== undefined && date <= day
  if (since(convertedOn)) return 'full'
  if (since(joinedOn)) return 'probationary'
  if (since(candidateOn)) return 'candidate'
  if (since(activistOn)) return 'activist'
  return since(appliedOn) ? 'applicant' : null
}

/** Whom a meeting of named people names: a group its members, a talk the secretary and one other. */
export function chosenFor(
  organisation: Organisation,
  people: readonly Member[],
  { known }: Roster,
  kind: MeetingPlan['kind'],
): string[] {
  if (organisation.level === 'group')
    return people
      .filter(({ _id, stage }) => {
        const isMember = stage === 'full' || stage === 'probationary'
        return isMember && known.get(_id)?.groupId === organisation._id
      })
      .map(({ _id }) => _id)
  if (kind !== 'talk') return []
  const own = people.filter(
    ({ affiliation, stage }) => affiliation.orgId === organisation._id && stage === 'full',
  )
  return own.filter((_, at) => at === 0 || at === own.length - 1).map(({ _id }) => _id)
}

/** Who can host: an officer who uses the product, the secretary if possible; and who else can write. */
export function officersOf(
  organisation: Organisation,
  people: readonly Member[],
  day: LocalDate,
): { chair: PersonName; recorder: PersonName } | null {
  const holds = (member: Member, roles: readonly string[]) =>
    member.openid !== undefined &&
    member.posts.some(
      (post) =>
        post.orgId === organisation._id && roles.includes(post.role) && isCurrent(post, day),
    )
  const named = ({ _id, name }: Member) => ({ memberId: _id, name })
  const chair =
    people.find((each) => holds(each, ['secretary', 'groupLeader'])) ??
    people.find((each) => holds(each, MEETING_OFFICERS))
  if (chair === undefined) return null
  const recorder =
    people.find((each) => holds(each, ['publicityOfficer', 'organisationOfficer'])) ?? chair
  return { chair: named(chair), recorder: named(recorder) }
}

/** The list as it was frozen. */
export function attendeesOn(
  plan: MeetingPlan,
  organisation: Organisation,
  people: readonly Member[],
  day: LocalDate,
): Attendee[] {
  const home = homeOf(organisation)
  const near = people.filter(
    ({ affiliation, attachments, posts }) =>
      affiliation.path.includes(home) ||
      attachments.some(({ path }) => path.includes(home)) ||
      posts.some(({ orgId }) => orgId === organisation._id),
  )
  return attendeesOf(plan, organisation, near, day)
}
