import type {
  Attendance,
  AttendanceRow,
  Leave,
  LeaveRow,
  MeetingPlan,
  MeetingRow,
  MeetingView,
  Receipt,
} from '../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../kernel/meetings'
import { KINDS } from '../rules/meeting/kinds'
import { isOver } from '../rules/meeting/proof'

/** What leaves the server: names, no keys, no secrets, nothing internal. */
export function viewOf(meeting: StoredMeeting, now: Date): MeetingView {
  const {
    audienceKeys: _keys,
    chairId: _chair,
    recorderId: _recorder,
    inputHash: _input,
    editHash: _edit,
    createdAt: _created,
    host: _host,
    ...shown
  } = meeting
  return {
    ...shown,
    kindName: KINDS[meeting.kind].name,
    takesCheckIns:
      meeting.state === 'open' &&
      meeting.openedAt !== undefined &&
      !isOver({ openedAt: Date.parse(meeting.openedAt), endedAt: null }, now.getTime()),
  }
}

/** The part of a meeting that was typed in: to be edited, or held again. */
export function planOf(meeting: StoredMeeting): MeetingPlan {
  const {
    kind,
    also,
    title,
    startsAt,
    length,
    mode,
    place,
    link,
    agenda,
    materials,
    chairId,
    recorderId,
    chosenIds,
    withoutVoteIds,
    observerStages,
    fence,
    half,
  } = meeting
  return {
    kind,
    also,
    title,
    startsAt,
    length,
    mode,
    place,
    link,
    agenda,
    materials,
    chairId,
    recorderId,
    chosenIds,
    withoutVoteIds,
    observerStages,
    fence,
    half,
  }
}

export function listRowOf(meeting: StoredMeeting): MeetingRow {
  const { _id: meetingId, kind, also, title, orgId, orgName, startsAt, timeZone } = meeting
  const { place, mode, state, announced, minutesState, numbers } = meeting
  return {
    meetingId,
    kind,
    kindName: KINDS[kind].name,
    also,
    title,
    orgId,
    orgName,
    startsAt,
    timeZone,
    place,
    mode,
    state,
    announced,
    minutesState,
    numbers: numbers ?? null,
  }
}

export function rowOf(attendance: Attendance): AttendanceRow {
  const { memberId, name, role, voter, state, how, remote, at } = attendance
  const { placeHint, reason, clockAhead, recordedBy, corrections } = attendance
  return {
    memberId,
    name,
    role,
    voter,
    state,
    how,
    remote,
    at,
    ...(placeHint === undefined ? {} : { placeHint }),
    ...(reason === undefined ? {} : { reason }),
    ...(clockAhead === undefined ? {} : { clockAhead }),
    ...(recordedBy === undefined ? {} : { recordedBy: recordedBy.name }),
    corrected: corrections.length > 0,
  }
}

export function leaveRowOf({
  memberId,
  name,
  reason,
  text,
  state,
  askedAt,
  answeredBy,
}: Leave): LeaveRow {
  return {
    memberId,
    name,
    reason,
    text,
    state,
    askedAt,
    ...(answeredBy === undefined ? {} : { answeredBy: answeredBy.name }),
  }
}

export function receiptOf(attendance: Attendance): Receipt {
  const { meetingId, meetingTitle, meetingOrgName, state, how, role, remote, at } = attendance
  return { meetingId, meetingTitle, orgName: meetingOrgName, state, how, role, remote, at }
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
