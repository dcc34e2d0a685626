import tcb from '@cloudbase/node-sdk'
import { rescore } from '../../../cloudfunctions/clock/rescore'
import { settle } from '../../../cloudfunctions/clock/settle'
import { createDatabase, type Database } from '../../../cloudfunctions/kernel/db'
import { dueJobs, type JobHandler, runStep } from '../../../cloudfunctions/kernel/jobs'
import type { Given, QuizDraft, QuizKind } from '../../../typings/study'
import { withCompany } from '../company'
import { DAY, HOUR } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'
import {
  examOf,
  fillBank,
  letTimePass,
  MINUTE,
  publishQuiz,
  questionOf,
  rightFor,
  unitOf,
  weeklyOf,
} from './quiz'

/** The key of a question is corrected after people answered it: everything that followed from the old one follows. */
const company = withCompany()
const BRANCH = 'org-east-3'

let db: Database
let author: Person
/** Answered as the old key says, as the new one says, and as neither. */
let old: Person
let fresh: Person
let neither: Person

beforeAll(() => {
  Object.assign(process.env, company.cloud.environment)
  const app = tcb.init({ env: company.cloud.env, secretId: 'local-id', secretKey: 'local-key' })
  db = createDatabase(app.database(), 'node')
  const find = peopleOf(company)
  author = find.officer('secretary', BRANCH)
  ;[old, fresh, neither] = [0, 1, 3].map((nth) => find.plain(BRANCH, nth)) as [
    Person,
    Person,
    Person,
  ]
})

let nth = 50
/** A quiz of one question that the three have answered. */
async function answered(kind: QuizKind) {
  nth += 1
  const subject = `更正${nth}`
  const [questionId = ''] = await fillBank(author, BRANCH, subject, { single: 1 }, { from: nth })
  const choice = { questionIds: [questionId] }
  const drafts: Record<QuizKind, () => QuizDraft> = {
    exam: () => examOf(company, BRANCH, { choice, terms: { papers: 1, minutes: 10 } }),
    unit: () => unitOf(company, BRANCH, { choice }),
    weekly: () => weeklyOf(company, BRANCH, { choice }),
  }
  const quizId = await publishQuiz(author, BRANCH, drafts[kind]())
  const key = questionOf('single', nth)
  const [right = 0] = 'choices' in key.key ? key.key.choices : []
  const choices = [0, 1, 2].map((step) => (right + step) % 4)
  for (const [at, person] of [old, fresh, neither].entries()) {
    const { questions } = await person.does('study.start', { quizId, attempt: 1 })
    const [shown] = questions
    if (shown === undefined) throw new Error('no question')
    const text = key.options[choices[at] ?? 0]
    const choice = shown.options.find((option) => option.text === text)?.choice ?? 0
    const given: Given = { choices: [choice] }
    if (at === 0) expect(given).toEqual(rightFor(shown))
    if (kind === 'exam')
      await person.does('study.submit', {
        quizId,
        attempt: 1,
        answers: [{ position: 0, given, seq: 1 }],
      })
    else await person.does('study.answer', { quizId, position: 0, given, tries: 1 })
  }
  const corrected = {
    questionId,
    seenVersion: 1,
    subject,
    question: { ...key, key: { choices: [choices[1] ?? 0] } },
    practice: false,
    reason: '原答案有误',
  }
  return {
    quizId,
    questionId,
    choices,
    corrected,
    correct: () => author.does('question.edit', corrected),
  }
}

/** What stands of a quiz and its question, person by person, and who was told. */
async function facts({ quizId, questionId }: { quizId: string; questionId: string }) {
  const all = <Document>(name: string, filter: object) =>
    db.collection<Document & { _id: string }>(name).find({ ...filter }, { limit: 100 })
  const [attempts, answers, credits, mistakes, told] = await Promise.all([
    all<{ memberId: string; score: { right: number } | null; wrong: string[] }>('attempts', {
      quizId,
    }),
    all<{ memberId: string; answeredAt: string | null }>('answers', { askId: quizId }),
    all<{ memberId: string; hours: number }>('credits', { recordId: quizId }),
    all<{ memberId: string }>('mistakes', { questionId }),
    all<{ audienceKeys: string[] }>('asks', { kind: 'rescore', subjectId: quizId }),
  ])
  return [old, fresh, neither].map(({ _id: memberId }) => {
    const isTheirs = (each: { memberId: string }) => each.memberId === memberId
    const attempt = attempts.find(isTheirs)
    return {
      right: attempt?.score?.right ?? null,
      wrong: attempt?.wrong.includes(questionId),
      done: answers.some((each) => isTheirs(each) && each.answeredAt !== null),
      hours: credits.filter(isTheirs).map(({ hours }) => hours),
      inBook: mistakes.some(isTheirs),
      told: told.filter(({ audienceKeys }) => audienceKeys.includes(`person:${memberId}`)).length,
    }
  })
}

/** The old key, then the corrected one, of what is done by answering. `told` is of the second only. */
const MARKED = [
  [
    { right: 1, wrong: false, done: true, hours: [], inBook: false, told: 0 },
    { right: 0, wrong: true, done: true, hours: [], inBook: true, told: 0 },
    { right: 0, wrong: true, done: true, hours: [], inBook: true, told: 0 },
  ],
  [
    { right: 0, wrong: true, done: true, hours: [], inBook: true, told: 1 },
    { right: 1, wrong: false, done: true, hours: [], inBook: false, told: 1 },
    { right: 0, wrong: true, done: true, hours: [], inBook: true, told: 0 },
  ],
]

const EXPECTED = {
  exam: MARKED,
  weekly: MARKED,
  // A unit is done by right answers only: one is completed by the correction, another asks for a new answer.
  unit: [
    [
      { right: 1, wrong: false, done: true, hours: [2], inBook: false, told: 0 },
      { right: null, wrong: false, done: false, hours: [], inBook: true, told: 0 },
      { right: null, wrong: false, done: false, hours: [], inBook: true, told: 0 },
    ],
    [
      { right: null, wrong: false, done: false, hours: [2, -2], inBook: true, told: 1 },
      { right: 1, wrong: false, done: true, hours: [2], inBook: false, told: 1 },
      { right: null, wrong: false, done: false, hours: [], inBook: true, told: 0 },
    ],
  ],
}

const KINDS = ['exam', 'weekly', 'unit'] as const
/** Of the results of an exam nobody is told before they are out. */
const untilKnown = (kind: QuizKind) => (kind === 'exam' ? DAY + HOUR : 2 * MINUTE)

test.each(KINDS)('%s: what followed from the old key follows from the new one', async (kind) => {
  const quiz = await answered(kind)
  await letTimePass(company, untilKnown(kind))
  expect(await facts(quiz)).toEqual(EXPECTED[kind][0])
  await quiz.correct()
  await letTimePass(company, 2 * MINUTE)
  await letTimePass(company, 2 * MINUTE)
  expect(await facts(quiz)).toEqual(EXPECTED[kind][1])
})

test('a unit that asks for another answer stands on Today, and gives its hours back for it', async () => {
  const quiz = await answered('unit')
  const { quizId } = quiz
  const year = new Date(company.cloud.clock.now()).getUTCFullYear()
  const hours = async () => (await old.does('study.credits', { year })).online
  const before = await hours()
  await quiz.correct()
  await letTimePass(company, 2 * MINUTE)
  await letTimePass(company, 2 * MINUTE)
  expect(await hours()).toBe(before - 2)
  const isAsked = async () =>
    (await old.does('member.today', {})).asks.some(
      ({ subjectId, kind }) => subjectId === quizId && kind === 'unit',
    )
  expect(await isAsked()).toBe(true)
  const { questions, marked } = await old.does('study.start', { quizId, attempt: 1 })
  expect(marked[0]).toMatchObject({ right: false, key: { choices: [quiz.choices[1]] } })
  const given = { choices: [quiz.choices[1] ?? 0] }
  expect(questions).toHaveLength(1)
  const answer = { quizId, position: 0, given, tries: 2 }
  expect(await old.does('study.answer', answer)).toMatchObject({ done: true, hours: 2 })
  await old.does('study.answer', answer)
  await letTimePass(company, 2 * MINUTE)
  expect(await hours()).toBe(before)
  expect(await isAsked()).toBe(false)
})

test('after the end of a unit nobody could answer again, and what was done stays done', async () => {
  const quiz = await answered('unit')
  await letTimePass(company, 21 * DAY)
  await quiz.correct()
  await letTimePass(company, 2 * MINUTE)
  await letTimePass(company, 2 * MINUTE)
  const [wasRight, isRight] = await facts(quiz)
  expect(wasRight).toMatchObject({ right: 0, done: true, hours: [2], inBook: true, told: 1 })
  expect(isRight).toMatchObject({ right: 1, done: true, hours: [2], inBook: false, told: 1 })
})

test('a mistake that another attempt made too, or that was reviewed, stays in the book', async () => {
  const quiz = await answered('exam')
  await letTimePass(company, DAY + HOUR)
  const again = weeklyOf(company, BRANCH, { choice: { questionIds: [quiz.questionId] } })
  const quizId = await publishQuiz(author, BRANCH, again)
  await neither.does('study.start', { quizId, attempt: 1 })
  const given = { choices: [quiz.choices[2] ?? 0] }
  await neither.does('study.answer', { quizId, position: 0, given, tries: 1 })
  await letTimePass(company, 6 * DAY)
  const { due } = await fresh.does('study.mistakes', {})
  const mine = due.find(({ questionId }) => questionId === quiz.questionId)
  if (mine === undefined) throw new Error('not in the book')
  const { questionId, reviews } = mine
  await fresh.does('study.reviewMistake', { questionId, reviews, given })
  const question = { ...quiz.corrected.question, key: { choices: [quiz.choices[1] ?? 0] } }
  await author.does('question.edit', { ...quiz.corrected, question })
  await letTimePass(company, 2 * MINUTE)
  await letTimePass(company, 2 * MINUTE)
  const [, reviewed, wrongTwice] = await facts(quiz)
  expect(reviewed).toMatchObject({ right: 1, inBook: true })
  expect(wrongTwice).toMatchObject({ right: 0, inBook: true })
})

describe('whatever comes in between', () => {
  const TOUCHED = ['attempts', 'paperKeys', 'answers', 'credits', 'mistakes', 'asks', 'jobs']
  const handlers: Record<string, JobHandler> = { rescore, settle }
  let offset = 0
  const tools = (through: Database) => ({
    db: through,
    wechat: {} as never,
    now: () => new Date(company.cloud.clock.now() + offset),
  })

  /** Runs what is due through this database, as the minute timer does, until nothing is. */
  async function strike(through: Database, kinds: readonly string[] = ['rescore', 'settle']) {
    for (let progress = true; progress; ) {
      progress = false
      for (const jobId of await dueJobs(db, tools(db).now())) {
        const kind = jobId.split(':')[0] ?? ''
        if (!kinds.includes(kind)) continue
        const job = await runStep(tools(through), jobId, handlers)
        progress ||= job !== null && job.runAt <= tools(db).now().getTime()
      }
    }
  }

  /** Twice: the lease of a step that was cut off runs out, and what is corrected is settled a while later. */
  async function strikeTillSettled(through: Database): Promise<void> {
    for (let strikes = 0; strikes < 2; strikes += 1) {
      offset += 2 * MINUTE
      await strike(through)
    }
  }

  // The settling has begun; the log says of each cut that it failed.
  beforeAll(async () => {
    await letTimePass(company, 0)
    jest.spyOn(console, 'error').mockReturnValue(undefined)
  })
  afterAll(() => jest.restoreAllMocks())

  /** The database, but for what happens right before and after each of its writes. */
  function watched(on: { before?: () => Promise<void>; after?: () => void }): Database {
    const write = <Arguments extends unknown[], Result>(
      work: (...given: Arguments) => Promise<Result>,
    ) => {
      return async (...given: Arguments) => {
        await on.before?.()
        const result = await work(...given)
        on.after?.()
        return result
      }
    }
    return {
      ...db,
      collection: (name) => {
        const { insert, put, updateWhere, removeWhere, ...reads } = db.collection(name)
        return {
          ...reads,
          insert: write(insert) as typeof insert,
          put: write(put) as typeof put,
          updateWhere: write(updateWhere),
          removeWhere: write(removeWhere),
        }
      },
    } as Database
  }

  async function copied() {
    const copies = await Promise.all(
      TOUCHED.map(async (name) => [name, await company.documents<{ _id: string }>(name)] as const),
    )
    return async () => {
      offset = 0
      for (const [name, documents] of copies) {
        await db.collection(name).removeWhere({ _id: db.is.exists(true) })
        if (documents.length > 0) await company.fill(name, documents)
      }
    }
  }

  // Of a unit most is derived: what is written for the others is written for it too.
  test('a unit’s correction cut off after any write ends as if it were not', async () => {
    const kind = 'unit'
    const quiz = await answered(kind)
    await letTimePass(company, untilKnown(kind))
    await quiz.correct()
    const back = await copied()
    let writes = 0
    const counting = watched({
      after: () => {
        writes += 1
      },
    })
    await strikeTillSettled(counting)
    expect(await facts(quiz)).toEqual(EXPECTED[kind][1])
    expect(writes).toBeGreaterThan(10)

    for (let cut = 1; cut <= writes; cut += 1) {
      await back()
      let done = 0
      const failing = watched({
        after: () => {
          done += 1
          if (done >= cut) throw new Error('killed')
        },
      })
      // Once dead it writes nothing more, not even that it failed.
      while (done < cut) await strikeTillSettled(failing).catch(() => undefined)
      await strikeTillSettled(db)
      expect([cut, await facts(quiz)]).toEqual([cut, EXPECTED[kind][1]])
    }
    await back()
  })

  // Of an exam, whose settling writes most: answers, mistakes and the score of each.
  test('an exam’s key corrected between any two writes of the settling', async () => {
    const kind = 'exam'
    const quiz = await answered(kind)
    await quiz.correct()
    const back = await copied()
    offset = MINUTE
    let writes = 0
    const counting = watched({
      after: () => {
        writes += 1
      },
    })
    await strike(counting, ['settle'])
    expect(writes).toBeGreaterThan(5)
    for (let at = 1; at <= writes; at += 1) {
      await back()
      offset = MINUTE
      let begun = 0
      const interrupted = watched({
        before: async () => {
          begun += 1
          if (begun === at) await strike(db, ['rescore'])
        },
      })
      await strike(interrupted, ['settle'])
      await strikeTillSettled(db)
      const [was, is, other] = await facts(quiz)
      const [wasExpected, isExpected, otherExpected] = EXPECTED[kind][1] ?? []
      const { told: _1, ...wasFacts } = wasExpected ?? { told: 0 }
      expect([at, was, is, other]).toMatchObject([
        at,
        wasFacts,
        { right: isExpected?.right, wrong: false, inBook: false, done: true },
        { right: otherExpected?.right, inBook: true },
      ])
    }
    await back()
  })
})
