import { parsePlan } from '../../../local/cloud/faults/plan'
import type { ActionName, InputOf } from '../../../typings/contract'
import { withCompany } from '../company'
import { DAY, fromNow } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'
import { examOf, fillBank, publishQuiz, rightFor, unitOf, weeklyOf } from './quiz'

/** What people do with quizzes, counted, not timed; the session is read on every call and counted. */

const company = withCompany()
const BRANCH = 'org-east-3'
/** Holds each request back, so that requests made side by side overlap on any machine. */
const LATENCY = { kind: 'latency', action: 'database.*', times: 'always', milliseconds: 20 }
const OLD_ATTEMPTS = 60

let author: Person
let reader: Person
let examId: string
let weeklyId: string
beforeAll(async () => {
  const find = peopleOf(company)
  author = find.officer('secretary', BRANCH)
  reader = find.plain(BRANCH)
  await fillBank(author, BRANCH, '预算', { single: 25 })
  await fillBank(author, BRANCH, '预算二', { single: 5 })
  const rules = (subject: string, count: number) => ({
    choice: { rules: [{ subject, kind: 'single' as const, count }] },
  })
  examId = await publishQuiz(author, BRANCH, examOf(company, BRANCH, rules('预算', 20)))
  weeklyId = await publishQuiz(author, BRANCH, weeklyOf(company, BRANCH, rules('预算二', 5)))
  await fillHistory()
  company.cloud.faults.add([parsePlan(LATENCY)], 1)
})

/** What is over must not make anything slower. */
async function fillHistory() {
  const attempts = Array.from({ length: OLD_ATTEMPTS }, (_, at) => ({
    _id: `old-${at}:${reader._id}:1`,
    quizId: `old-${at}`,
    memberId: reader._id,
    number: 1,
    kind: 'exam',
    startedAt: fromNow(company, -90 * DAY),
    scored: true,
    answers: {},
  }))
  await company.fill('attempts', attempts)
}

async function cost<Name extends ActionName>(by: Person, name: Name, input: InputOf<Name>) {
  await company.send('study', { action: 'unknown', input: {} }, by.openid)
  const event = { action: name, input }
  const outcome = await company.cloud.invoke('study', event, { openid: by.openid })
  expect(outcome).toMatchObject({ result: { ok: true } })
  const requests = company.cloud.operations.recent(outcome.invocationId)
  const sum = (of: 'documentsExamined' | 'documentsReturned') =>
    requests
      // What an update examines is what it changes; it returns nothing.
      .filter(({ action }) => action !== 'database.modifyDocument')
      .reduce((total, request) => total + request[of], 0)
  return {
    operations: outcome.operations,
    rounds: outcome.rounds,
    examined: sum('documentsExamined'),
    returned: sum('documentsReturned'),
  }
}

type Cost = Awaited<ReturnType<typeof cost>>
function expectWithin(spent: Cost, operations: number, rounds: number) {
  expect([spent.operations <= operations, spent.rounds <= rounds, spent]).toEqual([
    true,
    true,
    spent,
  ])
  expect(spent.examined).toBeLessThanOrEqual(2 * spent.returned)
}

it('starts an exam of 20 questions with at most 4 operations in 3 rounds, resumes it with one more of each', async () => {
  const start = { quizId: examId, attempt: 1 }
  expectWithin(await cost(reader, 'study.start', start), 4, 3)
  expectWithin(await cost(reader, 'study.start', start), 5, 4)
})

it('saves with 3, submits all 20 with at most 3 operations in 2 rounds, a repeat with one more', async () => {
  const { questions } = await reader.does('study.start', { quizId: examId, attempt: 1 })
  const answers = questions.map((each) => ({
    position: each.position,
    given: rightFor(each),
    seq: each.position + 1,
  }))
  const input = { quizId: examId, attempt: 1, answers }
  expectWithin(await cost(reader, 'study.save', { ...input, answers: answers.slice(0, 5) }), 3, 3)
  expectWithin(await cost(reader, 'study.submit', input), 3, 2)
  expectWithin(await cost(reader, 'study.submit', input), 4, 3)
})

it('starts a second attempt within the same budget', async () => {
  expectWithin(await cost(reader, 'study.start', { quizId: examId, attempt: 2 }), 4, 3)
})

it('opens a weekly five with 4 and answers each question with 4 operations', async () => {
  expectWithin(await cost(reader, 'study.start', { quizId: weeklyId, attempt: 1 }), 4, 3)
  const { questions } = await reader.does('study.start', { quizId: weeklyId, attempt: 1 })
  const [first, ...others] = questions
  if (first === undefined) throw new Error('no question')
  const answer = (each: typeof first) => ({
    quizId: weeklyId,
    position: each.position,
    given: rightFor(each),
    tries: 1,
  })
  expectWithin(await cost(reader, 'study.answer', answer(first)), 4, 3)
  for (const each of others.slice(0, -1)) await reader.does('study.answer', answer(each))
  const last = others.at(-1)
  if (last === undefined) throw new Error('no question')
  // Done: the ask is answered too.
  expectWithin(await cost(reader, 'study.answer', answer(last)), 5, 4)
})

it('opens the 学习 tab with at most 7 operations in 3 rounds', async () => {
  await fillBank(author, BRANCH, '预算三', { fill: 1 })
  const choice = { rules: [{ subject: '预算三', kind: 'fill' as const, count: 1 }] }
  await publishQuiz(author, BRANCH, unitOf(company, BRANCH, { choice }))
  expectWithin(await cost(reader, 'study.home', {}), 8, 3)
})

it('names who has done it and who has not with at most 5 operations in 2 rounds', async () => {
  expectWithin(await cost(author, 'study.people', { quizId: examId, orgId: BRANCH }), 4, 2)
})
