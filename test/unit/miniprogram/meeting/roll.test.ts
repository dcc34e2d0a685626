import {
  merged,
  withNews,
  withPending,
} from '../../../../miniprogram/packages/meeting/services/host-room'
import { rollShown } from '../../../../miniprogram/packages/meeting/services/roll-sections'
import type { Change } from '../../../../miniprogram/services/change'
import { changeOf } from '../../../../miniprogram/services/draw'
import type { OutputOf } from '../../../../typings/contract'
import type { AttendanceRow, Attendee, HostView, MeetingView } from '../../../../typings/meeting'

const NOW = new Date('2026-11-25T06:00:00Z')
const LOOK = { whole: [], search: '' }

function roomOf(size: number): HostView {
  return {
    meeting: {
      _id: 'm',
      kind: 'generalMeeting',
      mode: 'onSite',
      state: 'open',
      timeZone: 'Asia/Shanghai',
      remoteCounts: true,
    } as MeetingView,
    attendees: Array.from({ length: size }, (_, index) => attendee(index)),
    rows: [],
    leaves: [],
    motions: [],
    pass: { meetingId: 'm', secret: '00', serverAt: NOW.toISOString(), since: NOW.toISOString() },
    heldBy: null,
    mark: NOW.toISOString(),
    at: NOW.toISOString(),
  }
}

function attendee(index: number): Attendee {
  return {
    memberId: `member-${String(index).padStart(6, '0')}`,
    name: `欧阳建国${index}`,
    stage: 'full',
    orgId: 'org',
    orgName: '云溪隧道项目党支部',
    path: ['org'],
    role: 'expected',
    voter: true,
    attached: false,
  }
}

function row(index: number, changes: Partial<AttendanceRow> = {}): AttendanceRow {
  const { memberId, name, role, voter } = attendee(index)
  const at = new Date(NOW.getTime() + index).toISOString()
  const how = { state: 'present', how: 'scan', remote: false, at, corrected: false } as const
  return { memberId, name, role, voter, ...how, ...changes }
}

function news(rows: AttendanceRow[]): OutputOf<'meeting.live'> {
  const at = new Date(NOW.getTime() + 3000).toISOString()
  const host = { state: 'open', hosting: true, heldBy: null } as const
  return { rows, leaves: [], motions: [], ...host, mark: at, at }
}

/** Characters of the `setData` between two states of the host's screen. */
function bytes(before: HostView, after: HostView): number {
  const change = changeOf(rollShown(before, LOOK, NOW), rollShown(after, LOOK, NOW))
  return Object.keys(change).length === 0
    ? 0
    : new TextEncoder().encode(JSON.stringify(change)).length
}

test('a poll that brings nothing, or what is known, is no change and draws nothing', () => {
  const first = withNews(roomOf(500), news([row(1), row(2)]))
  expect(first.changed).toBe(true)
  const second = withNews(first.room, news([row(1), row(2)]))
  expect(second.changed).toBe(false)
  expect(bytes(first.room, second.room)).toBe(0)
})

test('of 500 expected one arrival, and fifty at once, draw no more than a list page may', () => {
  const room = merged(roomOf(500), { rows: [row(0)] })
  expect(bytes(room, merged(room, { rows: [row(1)] }))).toBeLessThan(10_000)
  const many = Array.from({ length: 50 }, (_, index) => row(index + 1))
  expect(bytes(room, merged(room, { rows: many }))).toBeLessThan(10_000)
})

test('whoever came last stands first, the rest of a long list is asked for, and a name is found', () => {
  const room = merged(roomOf(120), { rows: [row(3), row(7), row(5)] })
  const shown = rollShown(room, LOOK, NOW)
  const section = (key: string) => shown.sections.find((each) => each.key === key)
  expect(section('present')?.rows.map(({ name }) => name)).toEqual([
    '欧阳建国7',
    '欧阳建国5',
    '欧阳建国3',
  ])
  expect(section('missing')).toMatchObject({ rest: 97 })
  const whole = rollShown(room, { whole: ['missing'], search: '' }, NOW)
  expect(whole.sections.find(({ key }) => key === 'missing')?.rows).toHaveLength(117)
  const found = rollShown(room, { whole: [], search: '国119' }, NOW)
  expect(found.sections.map(({ key, rows }) => [key, rows.length])).toEqual([['missing', 1]])
})

test('what waits on this phone is shown as done: opened, recorded, accepted, ended', () => {
  const planned = roomOf(5)
  const room: HostView = {
    ...planned,
    meeting: { ...planned.meeting, state: 'planned' },
    rows: [
      row(2, { state: 'unverified', how: 'proof' }),
      row(4, { state: 'unverified', how: 'proof' }),
    ],
  }
  const at = NOW.toISOString()
  const record = { memberId: row(1).memberId, how: 'hostScan', at, remote: false, reason: '' }
  const stranger = { ...record, memberId: 'somebody-else' }
  const waiting = [
    ['meeting.open', { meetingId: 'm', deviceId: 'phone-one', openedAt: at }],
    ['meeting.record', { meetingId: 'm', records: [record, stranger] }],
    ['meeting.answerProofs', { meetingId: 'm', memberIds: [row(2).memberId], accept: true }],
    ['meeting.end', { meetingId: 'm', endedAt: at }],
  ].map(([action, input]) => ({ action, input, state: 'waiting' }) as Change)
  const seen = withPending(room, waiting)
  expect(seen.meeting).toMatchObject({ state: 'ended', openedAt: at, endedAt: at })
  const { numbers, unverified } = rollShown(seen, LOOK, NOW)
  expect(numbers).toMatchObject({ presentAll: 2, observers: 1 })
  expect(unverified).toBe(1)
  const refused = waiting.map((change) => ({ ...change, state: 'refused' }) as Change)
  expect(withPending(room, refused)).toEqual(room)
})
