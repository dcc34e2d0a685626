import { reservedAskId } from '../../../cloudfunctions/rules/ask'
import { endOfDay } from '../../../cloudfunctions/rules/calendar'
import { audienceKeysForMeeting } from '../../../cloudfunctions/rules/meeting/attendees'
import { attendeesRule } from '../../../cloudfunctions/rules/meeting/kinds'
import { numbersOf } from '../../../cloudfunctions/rules/meeting/numbers'
import { roomFacts } from '../../../cloudfunctions/rules/meeting/room'
import type { Ask } from '../../../typings/ask'
import type { Attendance, Attendee, Leave, MeetingPlan, PersonName } from '../../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import type { Instant, LocalDate, Member, Organisation } from '../../../typings/organisation'
import type { Random } from '../random'
import { attendanceOf, type Site } from './attendance'
import { attendeesOn, chosenFor, officersOf, type Roster, rosterOn } from './people'
import type { Held } from './schedule'
import { agendaOf, titleOf } from './words'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** A meeting is told this long before. */
const TOLD_MS = 2 * DAY_MS + 3 * 60 * MINUTE_MS

/** A meeting that is over, with everything that was recorded about it. */
export interface Sitting {
  meeting: StoredMeeting
  room: MeetingRoom
  ask: Ask
  rows: Attendance[]
  leaves: Leave[]
}

/** `null` when nobody could have hosted it then. */
export function sittingOf(
  held: Held,
  organisation: Organisation,
  roster: Roster,
  site: Site,
  random: Random,
): Sitting | null {
  const people = rosterOn(roster, held.on)
  const officers = officersOf(organisation, people, held.on)
  if (officers === null) return null
  const { _id: orgId, name: orgName, path, level, timeZone } = organisation
  const startsAt = instantOf(held.on, held.at, timeZone)
  const plan = planFor(held, organisation, officers, startsAt, random, people, roster)
  const attendees = attendeesOn(plan, organisation, people, held.on)
  // ORG-8: where there are fewer than seven full members there is no committee to meet.
  if (attendees.length < (held.kind === 'committeeMeeting' ? 3 : 2)) return null

  const opened = Date.parse(startsAt) + random.int(-4, 6) * MINUTE_MS
  const openedAt = new Date(opened).toISOString()
  const endedAt = new Date(opened + (held.length + random.int(-10, 15)) * MINUTE_MS).toISOString()
  const createdAt = new Date(Date.parse(startsAt) - TOLD_MS).toISOString()
  const { chair, recorder } = officers
  const _id = `demo-${orgId}-${held.on}-${held.kind}`
  const begun: StoredMeeting = {
    ...plan,
    _id,
    orgId,
    orgName,
    path,
    level,
    timeZone,
    chair,
    recorder,
    audienceKeys: audienceKeysForMeeting(plan, organisation, attendees),
    announced: true,
    askVersion: 1,
    state: 'ended',
    openedAt,
    endedAt,
    minutesState: 'none',
    host: { ...chair, deviceId: 'demo-phone', since: openedAt },
    createdBy: chair,
    createdAt,
    version: 1,
    inputHash: 'demo',
  }
  const { rows, leaves } = attendanceOf(begun, attendees, site, random)
  const meeting = { ...begun, numbers: numbersOf(plan.kind, attendees, rows, leaves) }
  return { meeting, room: roomOf(meeting, attendees), ask: askOf(meeting), rows, leaves }
}

function planFor(
  { kind, also, on, length }: Held,
  organisation: Organisation,
  { chair, recorder }: { chair: PersonName; recorder: PersonName },
  startsAt: Instant,
  random: Random,
  people: readonly Member[],
  roster: Roster,
): MeetingPlan {
  const isNamed = attendeesRule(kind, organisation.level) === 'named'
  return {
    kind,
    also,
    title: titleOf(kind, Number(on.slice(5, 7)), random),
    startsAt,
    length,
    mode: kind === 'generalMeeting' || kind === 'themeDay' ? 'both' : 'onSite',
    place: random.pick(['项目部会议室', '党员活动室', '职工之家']),
    link: '',
    agenda: agendaOf(kind, random),
    materials: [],
    chairId: chair.memberId,
    recorderId: recorder.memberId,
    chosenIds: isNamed ? chosenFor(organisation, people, roster, kind) : [],
    withoutVoteIds: [],
    observerStages: kind === 'generalMeeting' || kind === 'themeDay' ? ['activist'] : [],
    fence: null,
    half: 'halfIsEnough',
  }
}

/** As it is long after the end: its secrets are gone. */
function roomOf(meeting: StoredMeeting, attendees: Attendee[]): MeetingRoom {
  const { startsAt, openedAt = startsAt, endedAt = startsAt } = meeting
  return {
    ...roomFacts(meeting),
    state: 'ended',
    openedAt,
    endedAt,
    attendees,
    turns: [],
    at: openedAt,
    version: 1,
  }
}

function askOf(meeting: StoredMeeting): Ask {
  const { _id, title, orgId, orgName, path, audienceKeys, createdAt, startsAt } = meeting
  const endedAt = meeting.endedAt ?? startsAt
  return {
    _id: reservedAskId('meeting', _id),
    kind: 'meeting',
    subjectId: _id,
    version: 1,
    title,
    orgId,
    orgName,
    path,
    audienceKeys,
    mode: 'confirm',
    publishAt: createdAt,
    deadline: startsAt,
    closesAt: endedAt,
    state: 'open',
    pinned: false,
    changedAt: endedAt,
  }
}

/** What a zone's clock shows as `HH:MM` on a day. No zone of the demo changes its clock. */
export function instantOf(day: LocalDate, time: string, timeZone: string): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const midnight = endOfDay(day, timeZone).getTime() + 1 - DAY_MS
  return new Date(midnight + (hours * 60 + minutes) * MINUTE_MS).toISOString()
}
