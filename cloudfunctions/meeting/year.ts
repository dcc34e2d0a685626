import type { DutyRow } from '../../typings/meeting'
import type { StoredMeeting } from '../../typings/meeting-room'
import type { Member, Organisation } from '../../typings/organisation'
import type { Database } from '../kernel/db'
import { MEETINGS } from '../kernel/meetings'
import { MEMBERS } from '../kernel/members'
import { currentPosts } from '../rules/audience'
import { localDate } from '../rules/calendar'
import { dutiesOf } from '../rules/meeting/duties'
import { countsAs } from '../rules/meeting/kinds'

/** More than an organisation and its groups hold in a year. */
const MOST_MEETINGS = 500
const MOST_GROUPS = 50
/** Of all groups, former ones too. */
const MOST_LEADERS = 500
/**
 * Meetings are found by their planned start and counted on the day they were opened; one that was put off or held early
 * across the turn of the year is looked for so far beyond it. A copy of the last meeting is offered in January, too.
 */
const AROUND_MS = 92 * 86_400_000

/** The duties of an organisation in a year, from the meetings of it and its groups; with those around the year. */
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
          .find({ parentId: _id, level: 'group' }, { limit: MOST_GROUPS })
      : [],
    level === 'branch'
      ? db
          .collection<Member>(MEMBERS)
          .count({ 'affiliation.orgId': _id, state: 'active', stage: 'full' })
      : 0,
  ])
  const from = new Date(Date.UTC(year, 0, 1) - AROUND_MS).toISOString()
  const until = new Date(Date.UTC(year + 1, 0, 1) + AROUND_MS).toISOString()
  const meetings = await db.collection<StoredMeeting>(MEETINGS).find(
    {
      orgId: is.in([_id, ...groups.map((group) => group._id)]),
      startsAt: is.and(is.gte(from), is.lt(until)),
    },
    { orderBy: [['startsAt', 'desc']], limit: MOST_MEETINGS },
  )
  const ofGroups = await groupsOfMeetings(db, meetings, groups)
  const held = meetings
    .filter(({ state }) => state !== 'cancelled')
    .map((meeting) => ({
      meetingId: meeting._id,
      title: meeting.title,
      countsAs: countsAs(meeting),
      on: localDate(new Date(meeting.openedAt ?? meeting.startsAt), meeting.timeZone),
      state: meeting.state,
      presentAll: meeting.numbers?.presentAll ?? 0,
      groupIds: ofGroups(meeting),
      byGroup: meeting.orgId !== _id,
    }))
    .reverse()
  const holder = {
    level,
    fullMembers,
    groups: groups
      .filter((group) => group.state !== 'closed' || group.closesOn !== undefined)
      .map((group) => ({
        orgId: group._id,
        name: group.shortName,
        ...(group.openedOn === undefined ? {} : { openedOn: group.openedOn }),
        ...(group.closesOn === undefined ? {} : { closesOn: group.closesOn }),
      })),
    ...(kind === undefined ? {} : { kind }),
    ...(openedOn === undefined ? {} : { openedOn }),
    ...(closesOn === undefined ? {} : { closesOn }),
  }
  return { duties: dutiesOf(holder, year, held, localDate(now, timeZone)), meetings }
}

/**
 * Whose a 党小组会 was: the group's that held it, and of one the branch held the groups' whose leaders it named, because
 * a group's meeting is chaired by its leader (条例第十四条) and the roster knows no other member of it.
 */
async function groupsOfMeetings(
  db: Database,
  meetings: readonly StoredMeeting[],
  groups: readonly Organisation[],
): Promise<(meeting: StoredMeeting) => string[]> {
  const groupIds = groups.map(({ _id }) => _id)
  const isBranches = ({ kind, orgId }: StoredMeeting) =>
    kind === 'groupMeeting' && !groupIds.includes(orgId)
  const leaders =
    groups.length > 0 && meetings.some(isBranches)
      ? await db
          .collection<Member>(MEMBERS)
          .find({ 'posts.orgId': db.is.in(groupIds) }, { limit: MOST_LEADERS, fields: ['posts'] })
      : []
  return (meeting) => {
    if (!isBranches(meeting)) return [meeting.orgId]
    const day = localDate(new Date(meeting.openedAt ?? meeting.startsAt), meeting.timeZone)
    const named = new Set([meeting.chairId, ...meeting.chosenIds])
    return leaders
      .filter(({ _id }) => named.has(_id))
      .flatMap(({ posts }) => currentPosts(posts, day))
      .filter(({ role, orgId }) => role === 'groupLeader' && groupIds.includes(orgId))
      .map(({ orgId }) => orgId)
  }
}
