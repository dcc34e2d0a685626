import type { DutyRow } from '../../typings/meeting'
import type { StoredMeeting } from '../../typings/meeting-room'
import type { Member, Organisation } from '../../typings/organisation'
import type { Database } from '../kernel/db'
import { MEETINGS } from '../kernel/meetings'
import { MEMBERS } from '../kernel/members'
import { localDate } from '../rules/calendar'
import { dutiesOf } from '../rules/meeting/duties'
import { countsAs } from '../rules/meeting/kinds'

/** More than an organisation and its groups hold in a year. */
const MOST_MEETINGS = 500
const MOST_GROUPS = 50
const DAY_MS = 86_400_000

/** The duties of an organisation in a year, from the meetings of it and its groups. */
export async function yearOf(
  db: Database,
  organisation: Organisation,
  year: number,
  now: Date,
): Promise<{ duties: DutyRow[]; meetings: StoredMeeting[] }> {
  const { is } = db
  const { _id, level, kind, openedOn, closesOn, timeZone } = organisation
  const [groups, fullMembers] = await Promise.all([
    level === 'branch'
      ? db
          .collection<Organisation>('organisations')
          .find({ parentId: _id, level: 'group' }, { limit: MOST_GROUPS, fields: ['state'] })
      : [],
    level === 'branch'
      ? db
          .collection<Member>(MEMBERS)
          .count({ 'affiliation.orgId': _id, state: 'active', stage: 'full' })
      : 0,
  ])
  // A day more at both ends, for the zones; the day itself is judged in the one the meeting was planned in.
  const from = new Date(Date.UTC(year, 0, 1) - DAY_MS).toISOString()
  const until = new Date(Date.UTC(year + 1, 0, 1) + DAY_MS).toISOString()
  const meetings = await db.collection<StoredMeeting>(MEETINGS).find(
    {
      orgId: is.in([_id, ...groups.map((group) => group._id)]),
      startsAt: is.and(is.gte(from), is.lt(until)),
    },
    { orderBy: [['startsAt', 'desc']], limit: MOST_MEETINGS },
  )
  const held = meetings
    .filter(({ state }) => state !== 'cancelled')
    .map((meeting) => ({
      meetingId: meeting._id,
      title: meeting.title,
      countsAs: countsAs(meeting),
      on: localDate(new Date(meeting.openedAt ?? meeting.startsAt), meeting.timeZone),
      state: meeting.state,
      presentAll: meeting.numbers?.presentAll ?? 0,
    }))
    .reverse()
  const holder = {
    level,
    fullMembers,
    groups: groups.filter(({ state }) => state !== 'closed').length,
    ...(kind === undefined ? {} : { kind }),
    ...(openedOn === undefined ? {} : { openedOn }),
    ...(closesOn === undefined ? {} : { closesOn }),
  }
  return { duties: dutiesOf(holder, year, held, localDate(now, timeZone)), meetings }
}
