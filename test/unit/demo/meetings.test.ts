import { dutiesOf } from '../../../cloudfunctions/rules/meeting/duties'
import { countsAs } from '../../../cloudfunctions/rules/meeting/kinds'
import { factsOf } from '../../../cloudfunctions/rules/meeting/minutes'
import { numbersOf } from '../../../cloudfunctions/rules/meeting/numbers'
import { generateCompany } from '../../../local/demo/company'
import { storedCompany } from '../../../local/demo/documents'
import { meetingsOfTheYear } from '../../../local/demo/meetings/year'
import type { Attendance, Leave, Motion } from '../../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import type { Minutes } from '../../../typings/minutes'

const TODAY = '2026-11-25'
const NOW = new Date(`${TODAY}T02:00:00.000Z`)

const stored = storedCompany(generateCompany({ size: 'demo', today: TODAY }), {
  today: TODAY,
  everyNthNotJoined: 6,
  officersJoined: true,
})
const documents = [...meetingsOfTheYear(stored, NOW)]
const of = <T>(collection: string) =>
  documents.filter((each) => each.collection === collection).map(({ document }) => document as T)

const meetings = of<StoredMeeting>('meetings')
const rooms = new Map(of<MeetingRoom>('meetingRooms').map((room) => [room._id, room]))
const byMeeting = <T extends { meetingId: string }>(collection: string) => {
  const lists = new Map<string, T[]>()
  for (const each of of<T>(collection))
    lists.set(each.meetingId, [...(lists.get(each.meetingId) ?? []), each])
  return (meetingId: string) => lists.get(meetingId) ?? []
}
const rowsOf = byMeeting<Attendance>('attendance')
const leavesOf = byMeeting<Leave>('leaves')
const motionsOf = byMeeting<Motion>('motions')

it('writes each document once, and nothing from the future', () => {
  for (const collection of new Set(documents.map((each) => each.collection))) {
    const ids = of<{ _id: string }>(collection).map(({ _id }) => _id)
    expect([collection, new Set(ids).size]).toEqual([collection, ids.length])
  }
  const late = meetings.filter(({ endedAt = '9999' }) => endedAt >= NOW.toISOString())
  expect(late).toEqual([])
})

it('is the same year whenever it is asked for on one day', () => {
  const again = JSON.stringify([...meetingsOfTheYear(stored, NOW)])
  expect(again === JSON.stringify(documents)).toBe(true)
})

it('has nobody present who was not on the list, and numbers that are those of its records', () => {
  const wrong = meetings.filter(({ _id, kind, numbers }) => {
    const attendees = rooms.get(_id)?.attendees ?? []
    const listed = new Set(attendees.map(({ memberId }) => memberId))
    const counted = numbersOf(kind, attendees, rowsOf(_id), leavesOf(_id))
    const isOnList = rowsOf(_id).every(({ memberId }) => listed.has(memberId))
    return !isOnList || JSON.stringify(counted) !== JSON.stringify(numbers)
  })
  expect(wrong.map(({ _id }) => _id)).toEqual([])
})

it('locks minutes that say what the records say, by the chair', () => {
  const minutes = of<Minutes>('minutes')
  expect(minutes.length).toBeGreaterThan(300)
  for (const each of minutes) {
    const meeting = meetings.find(({ _id }) => _id === each._id)
    if (meeting === undefined) throw new Error(`${each._id} belongs to no meeting`)
    const records = {
      meeting,
      attendees: rooms.get(each._id)?.attendees ?? [],
      rows: rowsOf(each._id),
      leaves: leavesOf(each._id),
      motions: motionsOf(each._id),
    }
    expect(each.facts).toEqual(factsOf(records))
    expect(each.approvedBy).toEqual(meeting.chair)
    expect(meeting.minutesState).toBe('approved')
  }
})

it('leaves recent minutes to be written', () => {
  expect(meetings.some(({ minutesState }) => minutesState === 'none')).toBe(true)
})

it('uses no phone in a tunnel without network, and no phone of who has none', () => {
  const tunnel = meetings.filter(({ orgId }) => stored.withoutNetwork.has(orgId))
  expect(tunnel.length).toBeGreaterThan(5)
  const how = new Set(tunnel.flatMap(({ _id }) => rowsOf(_id)).map((row) => row.how))
  expect([...how].sort()).toEqual(['byHand', 'hostScan', 'proof'])
  const joined = new Map(stored.members.map(({ _id, openid }) => [_id, openid !== undefined]))
  const ghosts = of<Attendance>('attendance').filter(
    ({ memberId, how: by }) => joined.get(memberId) !== true && by !== 'byHand',
  )
  expect(ghosts).toEqual([])
})

it('gives every branch meetings, and the year something done, due and overdue', () => {
  const states = new Set<string>()
  for (const organisation of stored.organisations.filter(({ level }) => level === 'branch')) {
    const { _id, kind, level, openedOn } = organisation
    const groups = stored.organisations.filter(({ parentId }) => parentId === _id)
    const orgIds = [_id, ...groups.map((group) => group._id)]
    const held = meetings
      .filter(({ orgId }) => orgIds.includes(orgId))
      .map((meeting) => ({
        meetingId: meeting._id,
        title: meeting.title,
        countsAs: countsAs(meeting),
        on: meeting.startsAt.slice(0, 10),
        state: meeting.state,
        presentAll: meeting.numbers?.presentAll ?? 0,
        groupIds: [meeting.orgId],
        byGroup: meeting.orgId !== _id,
      }))
    expect([_id, held.length > 0]).toEqual([_id, true])
    const fullMembers = stored.members.filter(
      ({ affiliation, stage }) => affiliation.orgId === _id && stage === 'full',
    ).length
    const holder = {
      level,
      fullMembers,
      groups: groups.map((group) => ({ orgId: group._id, name: group.shortName })),
      ...(kind === undefined ? {} : { kind }),
      ...(openedOn === undefined ? {} : { openedOn }),
    }
    const rows = dutiesOf(holder, 2026, held, TODAY)
    for (const { state } of rows) states.add(state)
    const done = rows.filter(({ state }) => state === 'done').length
    const overdue = rows.filter(({ state }) => state === 'overdue').length
    if (kind !== 'temporary') expect([_id, done > overdue]).toEqual([_id, true])
  }
  expect([...states].sort()).toEqual(['ahead', 'done', 'due', 'exempt', 'overdue'])
})
