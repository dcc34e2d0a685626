import { readMemberCode } from '../../../../cloudfunctions/rules/meeting/code'
import type { OutputOf } from '../../../../typings/contract'
import type { AttendanceRow, AttendanceState, HostView } from '../../../../typings/meeting'
import type { Change, OutboxAction } from '../../../services/change'

/** The host's room: who is expected, who is where, as one value that answers of the server are merged into. Pure. */

/** Somebody the host scanned who is not on the list: the server knows the name. */
const UNLISTED = '名单外的人'
const UNSENT = '待发送'

/** Part of the room, as an answer of the server brings it. */
export type News = Partial<Pick<HostView, 'rows' | 'leaves' | 'mark' | 'at'>>

/** News of the server over what was known: a row takes the place of the same person's, so that lists keep their order. */
export function merged(room: HostView, { rows, leaves, mark, at }: News): HostView {
  return {
    ...room,
    rows: replaced(room.rows, rows ?? []),
    leaves: replaced(room.leaves, leaves ?? []),
    mark: mark ?? room.mark,
    at: at ?? room.at,
  }
}

/** What a poll brought. `changed`: whether it was anything but the time, as rows come more than once. */
export function withNews(
  room: HostView,
  news: OutputOf<'meeting.live'>,
): { room: HostView; changed: boolean } {
  const next: HostView = {
    ...merged(room, news),
    motions: news.motions,
    meeting: { ...room.meeting, state: news.state },
    pass: news.hosting ? room.pass : null,
    heldBy: news.heldBy,
  }
  const facts = ({ rows, leaves, motions, meeting: { state }, pass, heldBy }: HostView) =>
    JSON.stringify([rows, leaves, motions, state, pass, heldBy])
  return { room: next, changed: facts(next) !== facts(room) }
}

/** The room with what this phone did and has not sent yet. */
export function withPending(room: HostView, pending: readonly Change[]): HostView {
  return pending
    .filter(({ state }) => state === 'waiting')
    .reduce((before, change) => {
      if (is(change, 'meeting.open')) return opened(before, change.input)
      if (is(change, 'meeting.end')) return ended(before, change.input)
      if (is(change, 'meeting.record')) return recorded(before, change.input)
      if (is(change, 'meeting.answerProofs')) return answered(before, 'unverified', change.input)
      if (is(change, 'meeting.answerObservers')) return answered(before, 'waiting', change.input)
      return before
    }, room)
}

/** Whose code the host scanned, and whether they are here already; `null` when it is nobody's. */
export function scanned(
  room: HostView,
  code: string,
): { memberId: string; name: string; isHere: boolean } | null {
  const memberId = readMemberCode(code)
  if (memberId === null) return null
  const name = room.attendees.find((each) => each.memberId === memberId)?.name ?? UNLISTED
  const isHere = room.rows.some((row) => row.memberId === memberId && row.state === 'present')
  return { memberId, name, isHere }
}

function is<Action extends OutboxAction>(change: Change, action: Action): change is Change<Action> {
  return change.action === action
}

/** Opened on this phone; the server may not have heard of it. */
export function opened(room: HostView, { openedAt }: { openedAt: string | null }): HostView {
  if (room.meeting.state !== 'planned' || openedAt === null) return room
  return { ...room, meeting: { ...room.meeting, state: 'open', openedAt } }
}

function ended(room: HostView, { endedAt }: { endedAt: string | null }): HostView {
  if (room.meeting.state !== 'open' || endedAt === null) return room
  return { ...room, meeting: { ...room.meeting, state: 'ended', endedAt } }
}

function recorded(room: HostView, { records }: Change<'meeting.record'>['input']): HostView {
  const known = new Set(
    room.rows.filter(({ state }) => state === 'present').map(({ memberId }) => memberId),
  )
  const rows = records
    .filter(({ memberId }) => !known.has(memberId))
    .map(({ memberId, how, at, remote, reason }): AttendanceRow => {
      const person = room.attendees.find((each) => each.memberId === memberId)
      return {
        memberId,
        name: person?.name ?? UNLISTED,
        role: person?.role ?? 'observer',
        voter: person?.voter ?? false,
        state: 'present',
        how,
        remote,
        at,
        reason,
        recordedBy: UNSENT,
        corrected: false,
      }
    })
  return merged(room, { rows })
}

function answered(
  room: HostView,
  from: AttendanceState,
  { memberIds, accept }: Change<'meeting.answerProofs'>['input'],
): HostView {
  const chosen = new Set(memberIds)
  const rows = room.rows
    .filter(({ memberId, state }) => state === from && chosen.has(memberId))
    .map((row): AttendanceRow => {
      const state = accept ? 'present' : 'declined'
      return { ...row, state, recordedBy: UNSENT }
    })
  return merged(room, { rows })
}

function replaced<Row extends { memberId: string }>(before: Row[], fresh: Row[]): Row[] {
  const news = new Map(fresh.map((row) => [row.memberId, row]))
  const known = new Set(before.map(({ memberId }) => memberId))
  return [
    ...before.map((row) => news.get(row.memberId) ?? row),
    ...[...news.values()].filter(({ memberId }) => !known.has(memberId)),
  ]
}
