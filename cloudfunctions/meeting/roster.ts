import type { Attendee, MeetingPlan } from '../../typings/meeting'
import type { StoredMeeting } from '../../typings/meeting-room'
import type { Member, MemberStage, Organisation } from '../../typings/organisation'
import { refuse } from '../kernel/action'
import type { Database, Filter } from '../kernel/db'
import { MEMBERS } from '../kernel/members'
import { isBranch, peopleAt } from '../kernel/people-at'
import { orgKey } from '../rules/audience'
import { localDate } from '../rules/calendar'
import { attendeesOf, homeOf, MEMBER_STAGES, MOST_ATTENDEES } from '../rules/meeting/attendees'
import { attendeesRule } from '../rules/meeting/kinds'

type Place = Pick<Organisation, '_id' | 'level' | 'parentId' | 'timeZone'>

/**
 * The list of a meeting from today's roster. Reads only those who can be on it, and one more than may be.
 * @throws `tooMany`
 */
export async function listFor(
  db: Database,
  plan: MeetingPlan,
  organisation: Place,
  now: Date,
): Promise<Attendee[]> {
  const people = await db
    .collection<Member>(MEMBERS)
    .find({ ...whoCanBe(db, plan, organisation), state: 'active' }, { limit: MOST_ATTENDEES + 1 })
  if (people.length > MOST_ATTENDEES) return refuse('tooMany', { limit: MOST_ATTENDEES })
  return attendeesOf(plan, organisation, people, localDate(now, organisation.timeZone))
}

/**
 * The same of a meeting that is planned.
 * @throws `notFound`, `tooMany`
 */
export async function listNow(
  db: Database,
  meeting: StoredMeeting,
  now: Date,
): Promise<Attendee[]> {
  const organisation = await db.collection<Organisation>('organisations').get(meeting.orgId)
  return organisation === null ? refuse('notFound') : listFor(db, meeting, organisation, now)
}

function whoCanBe(db: Database, plan: MeetingPlan, organisation: Place): Filter {
  const { is } = db
  const home = homeOf(organisation)
  const stages = (some: readonly MemberStage[]) => some.map((stage) => orgKey(home, stage))
  switch (attendeesRule(plan.kind, organisation.level)) {
    case 'members':
      return { audienceKeys: is.in(stages([...MEMBER_STAGES, ...plan.observerStages])) }
    case 'committee':
      return { 'posts.orgId': organisation._id }
    case 'named':
      return { _id: is.in(plan.chosenIds) }
  }
}

/** How many members stand at and below an organisation, as far as one list may hold them and one more. */
export async function membersUnder(db: Database, { _id }: Pick<Place, '_id'>): Promise<number> {
  const keys = MEMBER_STAGES.map((stage) => orgKey(_id, stage))
  const found = await db
    .collection<Member>(MEMBERS)
    .find(
      { audienceKeys: db.is.in(keys), state: 'active' },
      { limit: MOST_ATTENDEES + 1, fields: ['_id'] },
    )
  return found.length
}

/** Everybody who can be named in a plan: of a superior organisation its officers and who belongs to it itself. */
export async function candidatesFor(
  db: Database,
  organisation: Place,
  now: Date,
): Promise<Member[]> {
  const { _id, level } = organisation
  const place = { _id: homeOf(organisation), level: level === 'group' ? 'branch' : level } as const
  const [people, holders] = await Promise.all([
    peopleAt(db, place, [], now),
    isBranch(place)
      ? []
      : db
          .collection<Member>(MEMBERS)
          .find({ 'posts.orgId': _id, state: 'active' }, { limit: MOST_ATTENDEES }),
  ])
  const found = [...people.map(({ document }) => document), ...holders]
  return [...new Map(found.map((person) => [person._id, person])).values()]
}
