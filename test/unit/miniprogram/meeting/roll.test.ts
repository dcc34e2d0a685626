import {
  merged,
  withNews,
  withPending,
} from '../../../../miniprogram/packages/meeting/services/host-room'
import {
  type RollLook,
  type RollSection,
  type RollShown,
  rollShown,
} from '../../../../miniprogram/packages/meeting/services/roll-sections'
import type { Change } from '../../../../miniprogram/services/change'
import { changeOf } from '../../../../miniprogram/services/draw'
import type { OutputOf } from '../../../../typings/contract'
import type { AttendanceRow, Attendee, HostView, MeetingView } from '../../../../typings/meeting'

const NOW = new Date('2026-11-25T06:00:00Z')
const LOOK: RollLook = { most: {}, search: '', before: [] }

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

/** A page with the host's lists. */
class RollPage {
  private shown: RollShown
  constructor(
    room: HostView,
    look: Partial<RollLook> = {},
    public most = look.most ?? {},
  ) {
    this.shown = rollShown(room, { ...LOOK, ...look }, NOW)
  }
  /** @returns how many bytes its `setData` takes when the room has become another */
  become(next: HostView, most = this.most): number {
    this.most = most
    const shown = rollShown(next, { ...LOOK, most, before: this.shown.sections }, NOW)
    const sent = bytesBetween(this.shown, shown)
    this.shown = shown
    return sent
  }
  section(key: string): RollSection | undefined {
    return this.shown.sections.find((each) => each.key === key)
  }
  names(key: string): string[] | undefined {
    const rows = this.section(key)?.rows.filter(({ gone }) => !gone)
    return rows?.map(({ name }) => name)
  }
}

function bytesBetween(before: RollShown, after: RollShown): number {
  const change = changeOf(before, after)
  const isNothing = Object.keys(change).length === 0
  return isNothing ? 0 : new TextEncoder().encode(JSON.stringify(change)).length
}

test('a poll that brings nothing, or what is known, is no change and draws nothing', () => {
  const first = withNews(roomOf(500), news([row(1), row(2)]))
  expect(first.changed).toBe(true)
  const second = withNews(first.room, news([row(1), row(2)]))
  expect(second.changed).toBe(false)
  expect(new RollPage(first.room).become(second.room)).toBe(0)
})

/** What a page may send for one thing that happens, in bytes. */
const MOST_BYTES = 32 * 1024
/** Whoever asked for everything: a list grows by a step at each tap. */
function openedWhole(room: HostView) {
  const page = new RollPage(room)
  for (const key of ['missing', 'present'] as const) {
    for (let step = page.section(key)?.step; step; step = page.section(key)?.step) {
      const { found = 0, rest = 0 } = page.section(key) ?? {}
      const sent = page.become(room, { ...page.most, [key]: found - rest + step })
      expect(sent).toBeLessThan(MOST_BYTES)
    }
  }
  return page
}
const arrived = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => row(from + index))

test('of 500 expected one arrival, and fifty at once, draw little however much of the lists is opened', () => {
  const room = merged(roomOf(500), { rows: arrived(100) })
  for (const page of [new RollPage(room), openedWhole(room)]) {
    expect(page.become(merged(room, { rows: arrived(1, 100) }))).toBeLessThan(12_000)
    const fifty = merged(room, { rows: arrived(50, 100) })
    expect(page.become(fifty)).toBeLessThan(16_000)
    // The first of these who wait moves no list that is there.
    const proof = row(150, { state: 'unverified', how: 'proof' })
    expect(page.become(merged(fifty, { rows: [proof] }))).toBeLessThan(2_000)
  }
})

test('an opened list of the missing shows all of them, also who was struck off again, and nobody twice', () => {
  const room = roomOf(500)
  const page = openedWhole(room)
  expect(page.names('missing')).toHaveLength(500)
  const here = merged(room, { rows: arrived(40, 200) })
  page.become(here)
  expect(page.names('missing')).toHaveLength(460)
  expect(page.section('missing')).toMatchObject({ found: 460, rest: 0 })
  page.become(merged(here, { rows: [row(210, { state: 'struck' })] }))
  expect(page.names('missing')).toHaveLength(461)
  expect(page.names('missing')?.[200]).toBe('欧阳建国210')
})

test('whoever came last stands first, the rest of a long list is asked for, and a name is found', () => {
  const room = merged(roomOf(120), { rows: [row(3), row(7), row(5)] })
  const page = new RollPage(room)
  expect(page.names('present')).toEqual(['欧阳建国7', '欧阳建国5', '欧阳建国3'])
  expect(page.section('missing')).toMatchObject({ found: 117, rest: 97, step: 60 })
  expect(openedWhole(room).names('missing')).toHaveLength(117)
  const found = new RollPage(room, { search: '国119' })
  expect(found.names('missing')).toEqual(['欧阳建国119'])
  expect(found.section('present')).toMatchObject({ found: 0 })
  expect(rollShown(room, { ...LOOK, search: '没有这个人' }, NOW).isNobody).toBe(true)
})

test('of many who are here the newest are drawn while more arrive, and all of them after the end', () => {
  const room = merged(roomOf(300), { rows: arrived(200) })
  const page = openedWhole(room)
  expect(page.names('present')).toHaveLength(60)
  expect(page.section('present')).toMatchObject({ rest: 140, step: 0 })
  const ended: HostView = { ...room, meeting: { ...room.meeting, state: 'ended' } }
  const after = openedWhole(ended)
  expect(after.names('present')).toHaveLength(200)
  const corrected = merged(ended, { rows: [row(150, { state: 'struck' })] })
  expect(after.become(corrected)).toBeLessThan(2_000)
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
