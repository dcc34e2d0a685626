import type {
  Attendance,
  AttendanceHow,
  Attendee,
  Leave,
  PersonName,
} from '../../../typings/meeting'
import type { StoredMeeting } from '../../../typings/meeting-room'
import type { Random } from '../random'
import { LEAVES, MARKED, NOT_JOINED, OPENING } from './words'

const MINUTE_MS = 60_000
/** A meeting nobody ended takes check-ins so long; until then an attendance answers its ask. */
const LONGEST_MS = 12 * 60 * MINUTE_MS

/** Where the meeting is and what phones can do there. */
export interface Site {
  hasNetwork: boolean
  /** Who uses the product; the others are marked by hand. */
  joined: ReadonlySet<string>
}

/** Who came, how, and who asked for leave. The host and the recorder always come. */
export function attendanceOf(
  meeting: StoredMeeting,
  attendees: readonly Attendee[],
  { hasNetwork, joined }: Site,
  random: Random,
): { rows: Attendance[]; leaves: Leave[] } {
  const opened = Date.parse(meeting.openedAt ?? meeting.startsAt)
  const host = meeting.chair
  const rows: Attendance[] = []
  const leaves: Leave[] = []
  for (const attendee of attendees) {
    const isNeeded = [meeting.chairId, meeting.recorderId].includes(attendee.memberId)
    if (isNeeded || random.chance(0.88)) rows.push(arrival(attendee))
    else if (attendee.role === 'expected' && joined.has(attendee.memberId) && random.chance(0.8))
      leaves.push(leaveOf(attendee))
  }
  return { rows, leaves }

  function arrival(attendee: Attendee): Attendance {
    const { memberId, name, orgId, path, role, voter } = attendee
    const how = howOf(memberId)
    const minutes = random.chance(0.9) ? random.int(0, 8) : random.int(9, 20)
    const at = new Date(opened + minutes * MINUTE_MS + random.int(0, 59_999)).toISOString()
    return {
      _id: `${meeting._id}:${memberId}`,
      meetingId: meeting._id,
      memberId,
      name,
      orgId,
      path,
      meetingTitle: meeting.title,
      meetingKind: meeting.kind,
      meetingOrgName: meeting.orgName,
      startsAt: meeting.startsAt,
      timeZone: meeting.timeZone,
      role,
      voter,
      state: 'present',
      how,
      remote: meeting.mode === 'both' && how === 'scan' && random.chance(0.1),
      at,
      recordedAt: at,
      ...(how === 'byHand' ? { reason: reasonFor(memberId) } : {}),
      ...(how === 'scan' || how === 'typed' ? {} : { recordedBy: host }),
      ...(how === 'proof' ? { clockAhead: random.int(-3, 20) } : {}),
      corrections: [],
      changedAt: at,
      closesAt: new Date(opened + LONGEST_MS).toISOString(),
    }
  }

  function reasonFor(memberId: string): string {
    if (memberId === host.memberId) return OPENING
    return joined.has(memberId) ? random.pick(MARKED) : NOT_JOINED
  }

  function howOf(memberId: string): AttendanceHow {
    if (memberId === host.memberId) return 'byHand'
    if (!joined.has(memberId) || random.chance(0.03)) return 'byHand'
    if (!hasNetwork) return random.chance(0.7) ? 'hostScan' : 'proof'
    return random.chance(0.04) ? 'typed' : 'scan'
  }

  function leaveOf({ memberId, name, orgId, path }: Attendee): Leave {
    const { reason, text } = random.pick(LEAVES)
    const askedAt = new Date(opened - random.int(2, 40) * 60 * MINUTE_MS).toISOString()
    const answeredAt = new Date(Date.parse(askedAt) + 25 * MINUTE_MS).toISOString()
    const answeredBy: PersonName = host
    return {
      _id: `${meeting._id}:${memberId}`,
      meetingId: meeting._id,
      memberId,
      name,
      orgId,
      path,
      reason,
      text,
      state: 'agreed',
      askedAt,
      answeredBy,
      answeredAt,
      history: [{ at: answeredAt, by: answeredBy, state: 'agreed', text: '' }],
      changedAt: answeredAt,
    }
  }
}
