import { parsePlan } from '../../../local/cloud/faults/plan'
import type { ActionName, InputOf } from '../../../typings/contract'
import { withCompany } from '../company'
import { type Person, peopleOf } from '../notices/people'
import { openMeeting, PHONE, type Sitting, scan } from './meeting'

/** Counted, not timed. Holds each request back, so that requests made side by side overlap on any machine. */
const LATENCY = { kind: 'latency', action: 'database.*', times: 'always', milliseconds: 20 }
const BRANCH = 'org-east-3'

const company = withCompany()
let secretary: Person
let member: Person
let second: Person
let sitting: Sitting

beforeAll(async () => {
  const find = peopleOf(company)
  secretary = find.officer('secretary', BRANCH)
  member = find.plain(BRANCH)
  second = find.plain(BRANCH, 1)
  // What is over must not make anything slower.
  for (let count = 0; count < 3; count += 1) {
    const old = await openMeeting(company, secretary, BRANCH)
    await member.does('meeting.checkIn', scan(old.code()))
    await secretary.does('meeting.end', { meetingId: old.meetingId, endedAt: null })
  }
  sitting = await openMeeting(company, secretary, BRANCH)
  company.cloud.faults.add([parsePlan(LATENCY)], 1)
})

async function cost<Name extends ActionName>(by: Person, name: Name, input: InputOf<Name>) {
  const functionName = name.split('.')[0] ?? ''
  await company.send(functionName, { action: 'unknown', input: {} }, by.openid)
  const outcome = await company.cloud.invoke(
    functionName,
    { action: name, input },
    { openid: by.openid },
  )
  expect(outcome).toMatchObject({ result: { ok: true } })
  const requests = company.cloud.operations.recent(outcome.invocationId)
  const sum = (of: 'documentsExamined' | 'documentsReturned') =>
    requests.reduce((total, request) => total + request[of], 0)
  const { operations, rounds } = outcome
  return { operations, rounds, isIndexed: sum('documentsExamined') <= 2 * sum('documentsReturned') }
}

it('checks in by scan with at most 3 operations in 2 rounds', async () => {
  const spent = await cost(member, 'meeting.checkIn', scan(sitting.code()))
  expect(spent).toEqual({ operations: 3, rounds: 2, isIndexed: true })
})

it('gives a repeat its receipt with one operation and one round more', async () => {
  const spent = await cost(member, 'meeting.checkIn', scan(sitting.code()))
  expect(spent).toEqual({ operations: 4, rounds: 3, isIndexed: true })
})

it('checks in by six digits with at most 5 operations in 3 rounds', async () => {
  const { meetingId } = sitting
  const typed = { meetingId, digits: sitting.digits(), remote: false, placeHint: null }
  const { operations, rounds } = await cost(second, 'meeting.checkInTyped', typed)
  expect(operations).toBeLessThanOrEqual(5)
  expect(rounds).toBeLessThanOrEqual(3)
})

it('polls the live screen in one round', async () => {
  const { meetingId, view } = sitting
  const live = { meetingId, deviceId: PHONE, since: view.mark }
  expect(await cost(secretary, 'meeting.live', live)).toMatchObject({ operations: 5, rounds: 1 })
})

it('opens a meeting’s page and Today in two rounds', async () => {
  const { meetingId } = sitting
  const page = await cost(member, 'meeting.view', { meetingId })
  expect(page).toMatchObject({ operations: 6, rounds: 2 })
  const today = await cost(member, 'member.today', {})
  expect(today.operations).toBeLessThanOrEqual(5)
  expect(today.rounds).toBeLessThanOrEqual(2)
})

it('lists what is to come and what I attended in three rounds', async () => {
  const { operations, rounds } = await cost(member, 'meeting.mine', { before: null })
  expect({ operations, rounds }).toEqual({ operations: 7, rounds: 3 })
})
