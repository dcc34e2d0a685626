import {
  fullCode,
  stepAt,
  typedCode,
  untilNextStep,
} from '../../../../cloudfunctions/rules/meeting/code'
import { numbersOf, rollOf } from '../../../../cloudfunctions/rules/meeting/numbers'
import type { AttendanceRow, HostView, LeaveRow, Numbers } from '../../../../typings/meeting'
import type { Change } from '../../../services/outbox'
import type { Tag } from '../../../services/words'
import { attendanceNote, LEAVE_TAGS, reasonName, STATE_TAGS } from './meeting-words'

/** The host's room: who is expected, who is where, as one value that answers of the server are merged into. */

export interface PersonLine {
  id: string
  name: string
  note: string
  tag: Tag | null
}

export interface RoomShown {
  numbers: Numbers
  present: PersonLine[]
  onLeave: PersonLine[]
  askedLeave: PersonLine[]
  unverified: PersonLine[]
  waiting: PersonLine[]
  missing: PersonLine[]
}

/** News of the server over what was known: rows replace by person. Pure. */
export function merged(
  room: HostView,
  news: { rows: AttendanceRow[]; leaves?: LeaveRow[]; mark?: string; at?: string },
): HostView {
  const replaced = <Row extends { memberId: string }>(before: Row[], fresh: Row[]): Row[] => {
    const ids = new Set(fresh.map(({ memberId }) => memberId))
    return [...before.filter(({ memberId }) => !ids.has(memberId)), ...fresh]
  }
  return {
    ...room,
    rows: replaced(room.rows, news.rows),
    leaves: replaced(room.leaves, news.leaves ?? []),
    mark: news.mark ?? room.mark,
    at: news.at ?? room.at,
  }
}

/** The room with what this phone recorded and has not sent yet. Pure. */
export function withPending(room: HostView, pending: readonly Change[]): HostView {
  const rows = pending.flatMap((change): AttendanceRow[] => {
    if (change.action !== 'meeting.record' || change.state !== 'waiting') return []
    const { records } = (change as Change<'meeting.record'>).input
    return records.map(({ memberId, how, at, remote, reason }) => {
      const person = room.attendees.find((each) => each.memberId === memberId)
      return {
        memberId,
        name: person?.name ?? '',
        role: person?.role ?? 'observer',
        voter: person?.voter ?? false,
        state: 'present',
        how,
        remote,
        at,
        reason,
        recordedBy: '待发送',
        corrected: false,
      }
    })
  })
  const known = new Set(
    room.rows.filter(({ state }) => state === 'present').map(({ memberId }) => memberId),
  )
  return merged(room, { rows: rows.filter(({ memberId }) => !known.has(memberId)) })
}

/** The room as lists by name. Pure. */
export function roomShown(room: HostView, now: Date): RoomShown {
  const { attendees, rows, leaves, meeting } = room
  const roll = rollOf(attendees, rows, leaves)
  const names = new Map(attendees.map(({ memberId, name }) => [memberId, name]))
  const byId = new Map(rows.map((row) => [row.memberId, row]))
  const leaveOf = new Map(leaves.map((leave) => [leave.memberId, leave]))
  const line = (memberId: string): PersonLine => {
    const row = byId.get(memberId)
    const leave = leaveOf.get(memberId)
    return {
      id: memberId,
      name: row?.name ?? names.get(memberId) ?? leave?.name ?? '',
      note: row === undefined ? leaveNote(leave) : attendanceNote(row, now),
      tag:
        row === undefined || row.state === 'present' ? leaveTag(row, leave) : STATE_TAGS[row.state],
    }
  }
  const asked = leaves.filter(
    (leave) => leave.state === 'asked' && roll.missing.includes(leave.memberId),
  )
  const askedIds = new Set(asked.map(({ memberId }) => memberId))
  return {
    numbers: numbersOf(meeting.kind, attendees, rows, leaves),
    present: roll.present.map(line),
    onLeave: roll.onLeave.map(line),
    askedLeave: asked.map(({ memberId }) => line(memberId)),
    unverified: roll.unverified.map(line),
    waiting: roll.waiting.map(line),
    missing: roll.missing.filter((memberId) => !askedIds.has(memberId)).map(line),
  }
}

export interface CodeShown {
  text: string
  digits: string
  /** Seconds until the next one. */
  left: number
}

/** The code to show at an instant of meeting time. Pure. */
export function codeShown(secret: string, meetingId: string, time: number): CodeShown {
  const step = stepAt(time)
  return {
    text: fullCode(secret, meetingId, step),
    digits: typedCode(secret, meetingId, step),
    left: Math.ceil(untilNextStep(time) / 1000),
  }
}

function leaveNote(leave: LeaveRow | undefined): string {
  if (leave === undefined || leave.state === 'withdrawn') return ''
  return [reasonName(leave.reason), leave.text].filter((part) => part !== '').join('：')
}

function leaveTag(row: AttendanceRow | undefined, leave: LeaveRow | undefined): Tag | null {
  if (row !== undefined || leave === undefined || leave.state === 'withdrawn') return null
  return LEAVE_TAGS[leave.state]
}
