import { parsePlan } from '../../../local/cloud/faults/plan'
import type { InputOf, OutputOf } from '../../../typings/contract'
import type { SavedAnswer } from '../../../typings/study'
import { withCompany } from '../company'
import { DAY, fromNow, HOUR } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'
import {
  examOf,
  fillBank,
  letTimePass,
  MINUTE,
  publishQuiz,
  rightFor,
  SECRET,
  wrongFor,
} from './quiz'

const company = withCompany()
const BRANCH = 'org-east-3'
const SUBJECT = '党章党规'
const RULES = {
  rules: [
    { subject: SUBJECT, kind: 'single' as const, count: 3 },
    { subject: SUBJECT, kind: 'multiple' as const, count: 2 },
    { subject: SUBJECT, kind: 'fill' as const, count: 1 },
  ],
}
/** 3 × 2 + 2 × 4 + 1 × 3 */
const TOTAL = 17

let find: ReturnType<typeof peopleOf>
let author: Person
let reader: Person
let from = 0
beforeAll(() => {
  find = peopleOf(company)
  author = find.officer('secretary', BRANCH)
  reader = find.plain(BRANCH)
})
/** Each test has free questions of its own: those of a running exam are held. */
beforeEach(async () => {
  from += 20
  await fillBank(author, BRANCH, SUBJECT, { single: 6, multiple: 4, fill: 2 }, { from })
})
afterEach(() => letTimePass(company, 3 * DAY))

const exam = (terms = {}, changes = {}) =>
  publishQuiz(author, BRANCH, examOf(company, BRANCH, { choice: RULES, terms, ...changes }))

type Started = OutputOf<'study.start'>
const begin = (quizId: string, person: Person = reader, attempt = 1) =>
  person.does('study.start', { quizId, attempt })

function answersFor({ questions }: Started, wrong: readonly number[] = [], seq = 1): SavedAnswer[] {
  return questions.map((question, index) => ({
    position: question.position,
    given: wrong.includes(question.position) ? wrongFor(question) : rightFor(question),
    seq: seq + index,
  }))
}

async function resultOf(quizId: string, person: Person = reader, attempt = 1) {
  return person.does('study.result', { quizId, attempt })
}

describe('a person’s exam', () => {
  it('is started, saved, resumed on another phone, submitted, and released after everybody’s end', async () => {
    const quizId = await exam()
    const home = await reader.does('study.home', {})
    expect(home.todo.map(({ quiz }) => quiz.quizId)).toContain(quizId)
    const started = await begin(quizId)
    expect(started.questions).toHaveLength(6)
    expect(started.quiz.points).toBe(TOTAL)
    const all = answersFor(started, [0])
    await reader.does('study.save', { quizId, attempt: 1, answers: all.slice(0, 3) })

    const resumed = await begin(quizId)
    expect(resumed.questions).toEqual(started.questions)
    expect(resumed.answers).toEqual(all.slice(0, 3))
    expect(resumed.seq).toBe(3)
    expect(resumed.attempt.startedAt).toBe(started.attempt.startedAt)
    const [first] = (await reader.does('member.today', {})).asks
    expect(first).toMatchObject({ subjectId: quizId, runsUntil: started.attempt.endsAt })

    const submitted = await reader.does('study.submit', { quizId, attempt: 1, answers: all })
    company.cloud.clock.advance(1000)
    // Again, and with other answers: the first stands.
    const again = { quizId, attempt: 1, answers: answersFor(started, [1, 2, 3]) }
    expect(await reader.does('study.submit', again)).toEqual(submitted)
    expect(await reader.tries('study.save', again)).toBe('alreadySubmitted')
    expect((await reader.does('member.today', {})).asks.map((ask) => ask.subjectId)).not.toContain(
      quizId,
    )
    expect(await reader.tries('study.result', { quizId, attempt: 1 })).toBe('notReleased')
    await letTimePass(company, HOUR)
    expect(await reader.tries('study.result', { quizId, attempt: 1 })).toBe('notReleased')
    const open = await reader.does('study.open', { quizId })
    expect(open.attempts[0]?.score).toBeNull()

    await letTimePass(company, DAY + 30 * MINUTE)
    const shown = await resultOf(quizId)
    expect(shown.attempt).toMatchObject({
      rated: true,
      state: 'submitted',
      score: { right: 5, questions: 6, points: TOTAL - 2, total: TOTAL, passed: true },
    })
    expect(shown.marked.map(({ right }) => right)).toEqual([false, true, true, true, true, true])
    expect(shown.marked.every(({ explanation }) => explanation.includes(SECRET))).toBe(true)
    expect((await reader.does('study.history', { before: null })).rows[0]).toMatchObject({
      attempt: { score: { right: 5 } },
    })
  })

  it.each(['answers', 'attempts'])(
    'says the end of the attempt on Today also when the call broke off before %s had it',
    async (collection) => {
      const quizId = await exam({ minutes: 30 })
      const fault = {
        kind: 'error',
        action: 'database.insertDocument',
        collection,
        times: 'always',
      }
      company.cloud.faults.add([parsePlan(fault)], 1)
      expect(await reader.tries('study.start', { quizId, attempt: 1 })).toBe('internal')
      company.cloud.faults.clear()
      company.cloud.clock.advance(5 * MINUTE)
      const { attempt } = await begin(quizId)
      const { asks } = await reader.does('member.today', {})
      expect(asks.find(({ subjectId }) => subjectId === quizId)?.runsUntil).toBe(attempt.endsAt)
      expect(Date.parse(attempt.endsAt)).toBe(Date.parse(attempt.startedAt) + 30 * MINUTE)
    },
  )

  it('has its full length when it is started a second before the end, and is not released before', async () => {
    const closesAt = fromNow(company, HOUR)
    const quizId = await exam({ minutes: 30 }, { closesAt })
    company.cloud.clock.advance(HOUR - 1000)
    const { attempt, quiz } = await begin(quizId)
    expect(Date.parse(attempt.endsAt) - Date.parse(attempt.startedAt)).toBe(30 * MINUTE)
    expect(attempt.graceUntil <= quiz.releaseAt).toBe(true)
    company.cloud.clock.advance(2000)
    expect(await find.plain(BRANCH, 1).tries('study.start', { quizId, attempt: 1 })).toBe(
      'deadlinePassed',
    )
    expect(await reader.tries('study.result', { quizId, attempt: 1 })).toBe('notReleased')
    await letTimePass(company, 39 * MINUTE)
    expect(await reader.tries('study.result', { quizId, attempt: 1 })).toBe('notReleased')
    await letTimePass(company, 2 * MINUTE)
    expect((await resultOf(quizId)).attempt.state).toBe('timedOut')
  })

  it('takes answers in the ten minutes after its end, and tells who is later that they do not count', async () => {
    const quizId = await exam({ minutes: 30 })
    const [late, tooLate] = [find.plain(BRANCH, 1), find.plain(BRANCH, 2)]
    const lateStart = await begin(quizId, late)
    const tooLateStart = await begin(quizId, tooLate)
    const saved = answersFor(tooLateStart).slice(0, 1)
    await tooLate.does('study.save', { quizId, attempt: 1, answers: saved })
    company.cloud.clock.advance(39 * MINUTE)
    const answers = answersFor(lateStart)
    await late.does('study.submit', { quizId, attempt: 1, answers })
    company.cloud.clock.advance(2 * MINUTE)
    const rest = { quizId, attempt: 1, answers: answersFor(tooLateStart) }
    expect(await tooLate.tries('study.save', rest)).toBe('attemptOver')
    expect(await tooLate.tries('study.submit', rest)).toBe('attemptOver')
    expect((await begin(quizId, tooLate)).attempt.state).toBe('timedOut')
    // Handed in on its own: it counts as done before and after the job has written the score.
    const state = async (of: Person) => {
      const { rows } = await author.does('study.people', { quizId, orgId: BRANCH })
      return rows.find(({ memberId }) => memberId === of._id)?.state
    }
    expect(await state(tooLate)).toBe('done')
    await letTimePass(company, MINUTE)
    expect(await state(tooLate)).toBe('done')
    const today = await tooLate.does('member.today', {})
    expect(today.asks.map((ask) => ask.subjectId)).not.toContain(quizId)
    await letTimePass(company, DAY + HOUR)
    expect((await resultOf(quizId, late)).attempt.score?.points).toBe(TOTAL)
    expect((await resultOf(quizId, tooLate)).attempt).toMatchObject({
      state: 'timedOut',
      rated: true,
      score: { right: 1 },
    })
  })

  it('rates the first attempt; a later one is practice, within the number allowed', async () => {
    const quizId = await exam({ attempts: 2, minutes: 10 })
    const first = await begin(quizId)
    expect(await reader.tries('study.start', { quizId, attempt: 2 })).toBe('attemptOpen')
    expect((await reader.does('study.open', { quizId })).next).toEqual({
      attempt: 1,
      resumes: true,
    })
    const wrong = answersFor(first, [0, 1, 2, 3, 4, 5])
    await reader.does('study.submit', { quizId, attempt: 1, answers: wrong })
    expect((await reader.does('study.open', { quizId })).next).toEqual({
      attempt: 2,
      resumes: false,
    })
    const second = await begin(quizId, reader, 2)
    expect(second.attempt).toMatchObject({ number: 2, rated: false })
    await reader.does('study.submit', { quizId, attempt: 2, answers: answersFor(second) })
    expect(await reader.tries('study.start', { quizId, attempt: 3 })).toBe('noAttemptsLeft')
    expect((await reader.does('study.open', { quizId })).next).toBeNull()
    await letTimePass(company, DAY + HOUR)
    const { rows } = await author.does('study.people', { quizId, orgId: BRANCH })
    expect(rows.find(({ memberId }) => memberId === reader._id)?.score).toMatchObject({
      points: 0,
      passed: false,
    })
    expect((await resultOf(quizId, reader, 2)).attempt.score?.points).toBe(TOTAL)
  })

  it('not announced as rated, shows its score to the person and to nobody else', async () => {
    const quizId = await exam({ rated: false, minutes: 10 })
    const started = await begin(quizId)
    expect([started.quiz.terms?.rated, started.attempt.rated]).toEqual([false, false])
    const answers = answersFor(started, [0])
    await reader.does('study.submit', { quizId, attempt: 1, answers })
    await letTimePass(company, DAY + HOUR)
    expect((await resultOf(quizId)).attempt.score?.right).toBe(5)
    const leader = find.officer('secretary', 'org-east')
    for (const officer of [author, leader]) {
      const { rows } = await officer.does('study.people', { quizId, orgId: BRANCH })
      expect(rows.find(({ memberId }) => memberId === reader._id)?.state).toBe('done')
      expect(rows.filter(({ score }) => score !== null)).toEqual([])
      const open = await officer.does('study.open', { quizId })
      expect(open.attempts).toEqual([])
      const progress = await officer.does('study.progress', { quizId, orgId: BRANCH })
      const wrong = await officer.does('study.mostWrong', { quizId, orgId: BRANCH })
      expect(JSON.stringify([rows, progress, wrong])).not.toMatch(/"(right|passed)":/)
    }
  })

  it('merges what two phones saved, whichever arrives first', async () => {
    const quizId = await exam()
    const started = await begin(quizId)
    const [first, second] = [answersFor(started, [0, 1], 1), answersFor(started, [2], 10)]
    const save = (answers: SavedAnswer[]) =>
      reader.does('study.save', { quizId, attempt: 1, answers })
    await Promise.all([save(second.slice(0, 3)), save(first), save(second.slice(0, 3))])
    const stands = await save(first)
    expect(stands.answers).toEqual([...second.slice(0, 3), ...first.slice(3)])
    expect(stands.seq).toBe(12)
  })
})

describe('attacks', () => {
  it('nobody answers for somebody else, or what is not in the paper', async () => {
    const quizId = await exam()
    const started = await begin(quizId)
    const other = find.plain(BRANCH, 1)
    const input: InputOf<'study.submit'> = { quizId, attempt: 1, answers: answersFor(started) }
    // Attempts are found by the caller: there is none of theirs.
    expect(await other.tries('study.submit', input)).toBe('notFound')
    expect(await other.tries('study.save', input)).toBe('notFound')
    expect(await other.tries('study.result', { quizId, attempt: 1 })).toBe('notFound')
    const beyond = [{ position: 6, given: { choices: [0] }, seq: 1 }]
    expect(await reader.tries('study.submit', { ...input, answers: beyond })).toBe('badInput')
    expect(await reader.tries('study.save', { ...input, answers: beyond })).toBe('badInput')
    const long = [{ position: 5, given: { texts: ['长'.repeat(10_000)] }, seq: 1 }]
    expect(await reader.tries('study.save', { ...input, answers: long })).toBe('badInput')
    const twice = [...answersFor(started), ...answersFor(started)]
    expect(await reader.tries('study.submit', { ...input, answers: twice })).toBe('badInput')
    expect((await begin(quizId)).attempt).toMatchObject({ state: 'open', answered: 0 })
  })

  it('an exam cannot be answered question by question, which would tell its keys', async () => {
    const quizId = await exam({ papers: 1 })
    const started = await begin(quizId)
    const given = rightFor(started.questions[0] as never)
    const answer = { quizId, position: 0, given, tries: 1 }
    const refused = await reader.call('study.answer', answer)
    expect(refused).toMatchObject({ ok: false, error: { code: 'notFound' } })
    expect(JSON.stringify(refused)).not.toContain(SECRET)
  })

  it('is started by those who are asked, when it is open', async () => {
    const stranger = find.plain('org-east-2')
    const quizId = await exam({}, { publishAt: fromNow(company, HOUR) })
    expect(await stranger.tries('study.start', { quizId, attempt: 1 })).toBe('notAsked')
    expect(await stranger.tries('study.open', { quizId })).toBe('notAsked')
    expect(await reader.tries('study.start', { quizId, attempt: 1 })).toBe('notOpen')
    expect((await reader.does('study.home', {})).todo).toEqual([])
    company.cloud.clock.advance(HOUR)
    expect(await reader.tries('study.start', { quizId, attempt: 1 })).toBe('done')
    await author.does('study.withdraw', { quizId, reason: '题目有误' })
    expect(await find.plain(BRANCH, 1).tries('study.start', { quizId, attempt: 1 })).toBe(
      'withdrawn',
    )
    expect((await reader.does('study.home', {})).todo).toEqual([])
  })

  it('submitted twice at once, with different answers, it is one submission', async () => {
    const quizId = await exam()
    const started = await begin(quizId)
    const submissions = await Promise.all(
      [[], [0], [1], [2]].map((wrong) =>
        reader.does('study.submit', { quizId, attempt: 1, answers: answersFor(started, wrong) }),
      ),
    )
    expect(new Set(submissions.map(({ submittedAt }) => submittedAt)).size).toBe(1)
    await letTimePass(company, DAY + 2 * HOUR)
    const { attempt, marked } = await resultOf(quizId)
    expect(attempt.score?.right).toBe(marked.filter(({ right }) => right).length)
    expect(attempt.score?.right).toBeGreaterThanOrEqual(5)
  })
})

describe('publishing', () => {
  const input = (quizId: string, quiz = examOf(company, BRANCH, { choice: RULES })) => ({
    quizId,
    orgId: BRANCH,
    quiz,
    filesConfirmed: false,
  })

  it('happens once, however often it is tapped; another text under the same id is refused', async () => {
    const same = input(`once-${from}`)
    const [first, ...others] = await Promise.all(
      [1, 2, 3].map(() => author.call('study.publish', same)),
    )
    const done = [first, ...others].filter((answer) => answer?.ok)
    expect(done.length).toBeGreaterThan(0)
    const later = await author.does('study.publish', same)
    for (const answer of done) expect(answer).toMatchObject({ data: later })
    const papers = await company.documents<{ quizId: string; slots: unknown[] }>('papers')
    const slots = papers
      .filter(({ quizId }) => quizId === same.quizId)
      .flatMap((paper) => paper.slots.map((slot) => JSON.stringify(slot)))
    expect([slots.length, new Set(slots).size]).toEqual([32, 32])
    const other = { ...same, quiz: { ...same.quiz, title: '别的' } }
    expect(await author.tries('study.publish', other)).toBe('idReused')
  })

  it('takes no question that another running quiz holds, in this or a related organisation', async () => {
    const fixed = await company.documents<{
      _id: string
      stem: string
      orgId: string
      heldUntil: string
    }>('questions')
    const free = fixed.filter(
      ({ heldUntil, stem }) => heldUntil === '' && stem.includes(`第${from}`),
    )
    const questionIds = free.slice(0, 2).map(({ _id }) => _id)
    const one = { terms: { papers: 1 }, choice: { questionIds } }
    await exam({ papers: 1 }, { choice: { questionIds } })
    expect(await heldNow()).toBe(2)
    expect(
      await author.tries('study.publish', input(`held-${from}`, examOf(company, BRANCH, one))),
    ).toBe('notEnough')
    // The same content in the superior's bank is the same secret.
    const east = find.officer('secretary', 'org-east')
    const copies = await fillBank(east, 'org-east', SUBJECT, { single: 1, multiple: 1 }, { from })
    const above = {
      ...input(
        `above-${from}`,
        examOf(company, 'org-east', { ...one, choice: { questionIds: copies } }),
      ),
      orgId: 'org-east',
    }
    expect(await east.tries('study.publish', above)).toBe('notEnough')
    await letTimePass(company, 2 * DAY)
    expect(await heldNow()).toBe(0)
    const later = {
      ...above,
      quiz: examOf(company, 'org-east', { ...one, choice: { questionIds: copies } }),
    }
    expect(await east.tries('study.publish', later)).toBe('done')
  })

  /** How many questions an author is told that running quizzes hold. */
  async function heldNow(): Promise<number> {
    const { subjects } = await author.does('question.subjects', { orgId: BRANCH })
    const row = subjects.find(({ subject }) => subject === SUBJECT)
    return row === undefined ? -1 : Object.values(row.held).reduce((sum, count) => sum + count, 0)
  }

  it('says how many questions are missing', async () => {
    const rules = [{ subject: SUBJECT, kind: 'trueFalse' as const, count: 5 }]
    const quiz = examOf(company, BRANCH, { choice: { rules } })
    const answer = await author.call('study.publish', input(`few-${from}`, quiz))
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'notEnough', detail: { subject: SUBJECT, kind: '判断题', have: 0, need: 5 } },
    })
    expect(await company.find('asks', `few-${from}`)).toBeUndefined()
  })
})
