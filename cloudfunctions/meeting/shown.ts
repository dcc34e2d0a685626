import type {
  Attendance,
  AttendanceCorrection,
  AttendanceRow,
  CorrectionLine,
  Leave,
  LeaveRow,
  MeetingPlan,
  MeetingRow,
  MeetingView,
  Motion,
  Receipt,
} from '../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../typings/meeting-room'
import { pick } from '../kernel/pick'
import { correctionWords } from '../rules/meeting/correction'
import { KINDS } from '../rules/meeting/kinds'
import { isOver } from '../rules/meeting/proof'

/** What leaves the server: names, no keys, no secrets, nothing internal. */
export function viewOf(meeting: StoredMeeting, now: Date): MeetingView {
  const {
    audienceKeys: _keys,
    chairId: _chair,
    recorderId: _recorder,
    chosenIds: _chosen,
    withoutVoteIds: _withoutVote,
    inputHash: _input,
    editHash: _edit,
    createdAt: _created,
    host: _host,
    settledAt: _settled,
    ...shown
  } = meeting
  const { name: kindName, remoteCounts } = KINDS[meeting.kind]
  return {
    ...shown,
    kindName,
    alsoNames: meeting.also.map((kind) => KINDS[kind].name),
    remoteCounts,
    takesCheckIns:
      meeting.state === 'open' &&
      meeting.openedAt !== undefined &&
      !isOver({ openedAt: Date.parse(meeting.openedAt), endedAt: null }, now.getTime()),
  }
}

/** For somebody who is not on the list and was not let in: that it is held, and where; not what about. */
export function viewFromOutside(meeting: StoredMeeting, now: Date): MeetingView {
  return { ...viewOf(meeting, now), agenda: [], link: '', materials: [] }
}

/** A count is its tellers' and the officers' until both tellers agree; everybody else is shown what was decided. */
export function motionShown(motion: Motion, memberId: string, mayHost: boolean): Motion {
  const isTeller = motion.tellers.some((teller) => teller.memberId === memberId)
  if (mayHost || isTeller || motion.state === 'decided') return motion
  const { count: _count, otherCount: _other, ...shown } = motion
  return shown
}

/** The part of a meeting that was typed in. */
const PLAN = [
  'kind',
  'also',
  'title',
  'startsAt',
  'length',
  'mode',
  'place',
  'link',
  'agenda',
  'materials',
  'chairId',
  'recorderId',
  'chosenIds',
  'withoutVoteIds',
  'observerStages',
  'fence',
  'half',
] as const satisfies readonly (keyof MeetingPlan)[]

/** To be edited, or held again. */
export function planOf(meeting: StoredMeeting): MeetingPlan {
  return pick(meeting, PLAN)
}

const LISTED = [
  'kind',
  'also',
  'title',
  'orgId',
  'orgName',
  'startsAt',
  'timeZone',
  'place',
  'mode',
  'state',
  'announced',
  'minutesState',
] as const satisfies readonly (keyof MeetingRow)[]

export function listRowOf(meeting: StoredMeeting): MeetingRow {
  return {
    ...pick(meeting, LISTED),
    meetingId: meeting._id,
    kindName: KINDS[meeting.kind].name,
    numbers: meeting.numbers ?? null,
  }
}

export function rowOf(attendance: Attendance): AttendanceRow {
  const { recordedBy, corrections } = attendance
  return {
    ...pick(attendance, ATTENDED),
    ...(recordedBy === undefined ? {} : { recordedBy: recordedBy.name }),
    corrected: corrections.length > 0,
  }
}

const ATTENDED = [
  'memberId',
  'name',
  'role',
  'voter',
  'state',
  'how',
  'remote',
  'at',
  'placeHint',
  'reason',
  'clockAhead',
] as const satisfies readonly (keyof Attendance)[]

export function leaveRowOf(leave: Leave): LeaveRow {
  const { answeredBy } = leave
  return {
    ...pick(leave, ['memberId', 'name', 'reason', 'text', 'state', 'askedAt']),
    ...(answeredBy === undefined ? {} : { answeredBy: answeredBy.name }),
  }
}

export function receiptOf(attendance: Attendance): Receipt {
  const { meetingKind: kind, meetingOrgName: orgName, corrections } = attendance
  return {
    ...pick(attendance, RECEIVED),
    kind,
    kindName: KINDS[kind].name,
    orgName,
    corrections: corrections.map(correctionLine).reverse(),
  }
}

const RECEIVED = [
  'meetingId',
  'meetingTitle',
  'startsAt',
  'timeZone',
  'state',
  'how',
  'role',
  'remote',
  'at',
] as const satisfies readonly (keyof Attendance)[]

/** A correction in words. */
export function correctionLine(correction: AttendanceCorrection): CorrectionLine {
  const { at, by, reason } = correction
  return { at, by: by.name, ...correctionWords(correction), reason }
}

/** Whether a room takes anything from people at this moment, and if not, why. */
export function closedBecause(
  room: MeetingRoom,
  now: Date,
): 'meetingNotOpen' | 'meetingEnded' | 'meetingCancelled' | null {
  if (room.state === 'cancelled') return 'meetingCancelled'
  if (room.state === 'prepared' || room.openedAt === null) return 'meetingNotOpen'
  if (room.state === 'ended') return 'meetingEnded'
  const span = { openedAt: Date.parse(room.openedAt), endedAt: null }
  return isOver(span, now.getTime()) ? 'meetingEnded' : null
}
