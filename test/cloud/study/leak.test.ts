import { localDate } from '../../../cloudfunctions/rules/calendar'
import type { OutputOf } from '../../../typings/contract'
import type { QuestionKind } from '../../../typings/question-bank'
import { withCompany } from '../company'
import { DAY, HOUR } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'
import {
  FOUND_BY,
  type Known,
  Received,
  STUDY_ACTIONS,
  secretsOf,
  tellingFields,
  toldWithOtherKeys,
} from './looks'
import {
  examOf,
  fillBank,
  letTimePass,
  publishQuiz,
  questionOf,
  rightFor,
  unitOf,
  weeklyOf,
  wrongFor,
} from './quiz'

/**
 * Every byte that a member's phone receives before a question is submitted is searched for its explanation, and for
 * the accepted texts of fill-ins: what is planted stands nowhere else. The key of a choice is a number like any other,
 * so whatever a member can call is called twice, the second time with other keys in the bank and in the papers: the
 * answers must be the same to the last byte.
 */

const company = withCompany()
const BRANCH = 'org-east-3'
const KINDS: readonly QuestionKind[] = ['single', 'multiple', 'trueFalse', 'fill']

let author: Person
let member: Person
let neighbour: Person
const received = new Received()
beforeAll(() => {
  const find = peopleOf(company)
  author = find.officer('secretary', BRANCH)
  member = find.plain(BRANCH)
  neighbour = find.plain(BRANCH, 1)
})
beforeEach(() => received.forget())

const each = (count: number) => Object.fromEntries(KINDS.map((kind) => [kind, count]))
const rulesFor = (subject: string, count: number) => ({
  rules: KINDS.map((kind) => ({ subject, kind, count })),
})
const known = (changes: Partial<Known> & Pick<Known, 'quizId' | 'questionIds'>): Known => ({
  orgId: BRANCH,
  memberId: neighbour._id,
  importId: 'bank-file',
  subject: '保密',
  year: new Date(company.cloud.clock.now()).getUTCFullYear(),
  ...changes,
})

/** What is secret of the questions that `fillBank` made with `each(count)`. */
const secretsFrom = (from: number, count: number) =>
  KINDS.flatMap((kind) =>
    Array.from({ length: count }, (_, at) => secretsOf(questionOf(kind, from + at))).flat(),
  )
const leaked = (secrets: readonly string[]) => {
  const { bytes } = received
  return secrets.filter((secret) => bytes.includes(secret))
}

test('an exam tells nothing before everybody’s end, neither to who submitted nor to who did not', async () => {
  const subject = '保密'
  const ids = await fillBank(author, BRANCH, subject, each(2), { practice: true, from: 100 })
  const text = `1. 会议由谁主持？（A）\nA. 书记\nB. 委员\n解析：导入的解析`
  await author.does('question.check', {
    ...{ orgId: BRANCH, importId: 'bank-file', subject },
    source: { text },
  })
  const terms = { papers: 1, minutes: 30, attempts: 1 }
  const quiz = examOf(company, BRANCH, { choice: rulesFor(subject, 2), terms })
  const quizId = await publishQuiz(author, BRANCH, quiz)
  const about = known({ quizId, questionIds: ids })
  const look = (who: Person, into = received) => into.look(company, who, about)
  await look(member)
  const started = await received.call(member, 'study.start', { quizId, attempt: 1 })
  await received.call(neighbour, 'study.start', { quizId, attempt: 1 })
  if (!started.ok) throw new Error('not started')
  const answers = started.data.questions.map((question) => ({
    position: question.position,
    given: question.position % 2 === 0 ? rightFor(question) : wrongFor(question),
    seq: question.position + 1,
  }))
  await received.call(member, 'study.save', { quizId, attempt: 1, answers })
  const whileOpen = await toldWithOtherKeys(company, ids, received, async (into) => {
    await look(member, into)
    await into.call(member, 'study.start', { quizId, attempt: 1 })
    await into.call(member, 'study.save', { quizId, attempt: 1, answers })
    for (const { position, given } of answers)
      await into.call(member, 'study.answer', { quizId, position, given, tries: 1 })
  })
  expect(whileOpen.withOtherKeys).toEqual(whileOpen.told)
  await received.call(member, 'study.submit', { quizId, attempt: 1, answers })
  await letTimePass(company, 2 * HOUR)
  for (const who of [member, neighbour]) {
    const settled = await toldWithOtherKeys(company, ids, received, async (into) => {
      await look(who, into)
      await into.call(who, 'study.start', { quizId, attempt: 1 })
      await into.call(who, 'study.submit', { quizId, attempt: 1, answers })
    })
    expect(settled.withOtherKeys).toEqual(settled.told)
  }
  // A new action needs a place here.
  expect(STUDY_ACTIONS.filter((name) => !received.names.has(name))).toEqual([])
  expect(leaked(secretsFrom(100, 2))).toEqual([])
  expect(received.bytes).not.toContain('导入的解析')
  expect(tellingFields(received)).toEqual([])
  // How many were wrong would be the score: the mistake book does not count them before either.
  const book = () => member.does('study.mistakes', {})
  expect((await book()).total).toBe(0)

  // What a member is refused finds the secrets for who may look.
  const search = { subject: null, kind: null, search: FOUND_BY, retired: false, before: null }
  const found = await author.does('question.list', { orgId: BRANCH, ...search })
  expect(found.questions.map(({ _id }) => _id).sort()).toEqual([...ids].sort())
  // The same search finds all of it once it is released, and other keys are other answers: both can find something.
  await letTimePass(company, DAY + HOUR)
  await received.call(member, 'study.result', { quizId, attempt: 1 })
  expect(leaked(secretsFrom(100, 2))).toEqual(secretsFrom(100, 2))
  expect(tellingFields(received)).toEqual(['explanation', 'key', 'marked', 'right', 'score'])
  const released = await toldWithOtherKeys(company, ids, received, async (into) => {
    await into.call(member, 'study.result', { quizId, attempt: 1 })
  })
  expect(released.withOtherKeys).not.toEqual(released.told)
  expect((await book()).total).toBe(KINDS.length)
})

test('a weekly five tells each question’s only after it was submitted, and no other', async () => {
  const subject = '保密二'
  const ids = await fillBank(author, BRANCH, subject, each(1), { practice: true, from: 200 })
  const choice = rulesFor(subject, 1)
  const quizId = await publishQuiz(author, BRANCH, weeklyOf(company, BRANCH, { choice }))
  const { questions } = await member.does('study.start', { quizId, attempt: 1 })
  const about = known({ quizId, questionIds: ids, subject })
  const look = async (who: Person, into = received) => {
    await into.look(company, who, about)
    await into.call(who, 'study.start', { quizId, attempt: 1 })
  }
  const told = () =>
    questions
      .filter((question) => leaked(secretsOf(question)).length > 0)
      .map(({ position }) => position)
  for (const question of questions) {
    const { position } = question
    // The bank was filled kind by kind, and the quiz drew in the same order: those from here on are not answered.
    const left = ids.slice(position)
    const before = await toldWithOtherKeys(company, left, received, (into) => look(member, into))
    expect(before.withOtherKeys).toEqual(before.told)
    const given = position % 2 === 0 ? rightFor(question) : wrongFor(question)
    await received.call(member, 'study.answer', { quizId, position, given, tries: 1 })
    await received.call(member, 'study.start', { quizId, attempt: 1 })
    expect(told()).toEqual(Array.from({ length: position + 1 }, (_, at) => at))
  }
  // What one has answered is not told to another.
  received.forget()
  await look(neighbour)
  expect(told()).toEqual([])
})

test('a guest is told nothing at home of what an exam asks where they stay', async () => {
  const HOME = 'org-east-2'
  const find = peopleOf(company)
  const homeAuthor = find.officer('secretary', HOME)
  const guest = find.plain(HOME)
  const colleague = find.plain(HOME, 1)
  const subject = '两处'
  const at = { practice: true, from: 300 }
  const home = await fillBank(homeAuthor, HOME, subject, each(1), at)
  const [first = '', second = '', third = '', fourth = ''] = home
  type Started = OutputOf<'study.start'>
  const answerAll = async (who: Person, quizId: string, { questions }: Started) => {
    for (const question of questions) {
      const given = wrongFor(question)
      const { position } = question
      await received.call(who, 'study.answer', { quizId, position, given, tries: 1 })
    }
  }
  // All of it in the mistake book, and in the result of a quiz that is over.
  const oldChoice = { choice: { questionIds: home } }
  const old = await publishQuiz(homeAuthor, HOME, weeklyOf(company, HOME, oldChoice))
  const oldStarted = await guest.does('study.start', { quizId: old, attempt: 1 })
  await answerAll(guest, old, oldStarted)
  await letTimePass(company, 6 * DAY)
  expect((await guest.does('study.mistakes', {})).due).toHaveLength(home.length)

  // Two of them at home in quizzes again, all of them where the guest stays in an exam.
  const weekly = await publishQuiz(
    homeAuthor,
    HOME,
    weeklyOf(company, HOME, { choice: { questionIds: [first] } }),
  )
  const unit = await publishQuiz(
    homeAuthor,
    HOME,
    unitOf(company, HOME, { choice: { questionIds: [second] } }),
  )
  const from = localDate(new Date(company.cloud.clock.now()))
  const stay = { orgId: BRANCH, memberId: guest._id, from }
  const { version } = await homeAuthor.does('member.attach', stay)
  const copies = await fillBank(author, BRANCH, subject, each(1), at)
  const exam = await publishQuiz(
    author,
    BRANCH,
    examOf(company, BRANCH, { choice: { questionIds: copies }, terms: { papers: 1 } }),
  )
  received.forget()
  const about = known({ orgId: HOME, quizId: exam, questionIds: home, subject })
  const everything = async (into: Received) => {
    await into.look(company, guest, about)
    await into.call(guest, 'study.start', { quizId: exam, attempt: 1 })
    for (const [quizId, questionId] of [
      [weekly, first],
      [unit, second],
    ] as const) {
      await into.call(guest, 'study.start', { quizId, attempt: 1 })
      const given = { choices: [0] }
      await into.call(guest, 'study.answer', { quizId, position: 0, given, tries: 1 })
      await into.call(guest, 'study.result', { quizId, attempt: 1 })
      await into.call(guest, 'study.reviewMistake', { questionId, reviews: 0, given })
    }
    await into.call(guest, 'study.start', { quizId: old, attempt: 1 })
    await into.call(guest, 'study.result', { quizId: old, attempt: 1 })
    await into.call(guest, 'study.pack', { orgId: BRANCH, subject, offset: 0 })
  }
  await everything(received)
  expect(leaked(secretsFrom(300, 1))).toEqual([])
  // Of the result of the quiz at home how many were right is known since; with other keys it would be another number.
  const all = [...home, ...copies]
  const both = await toldWithOtherKeys(company, all, received, (into) =>
    into.look(company, guest, about),
  )
  expect(both.withOtherKeys).toEqual(both.told)
  const answer = { position: 0, given: { choices: [0] }, tries: 1 }
  for (const quizId of [weekly, unit])
    expect(await guest.tries('study.answer', { ...answer, quizId })).toBe('questionHeld')
  const review = { questionId: third, reviews: 0, given: { choices: [0] } }
  expect(await guest.tries('study.reviewMistake', review)).toBe('questionHeld')
  expect(await guest.does('study.mistakes', {})).toMatchObject({ due: [], held: home.length })
  // Who stays at home only is asked one of the two quizzes, and told at once.
  await colleague.does('study.start', { quizId: weekly, attempt: 1 })
  expect(await colleague.tries('study.answer', { ...answer, quizId: weekly })).toBe('done')
  // A stay that ended with the exam begun: its questions are the guest's own still.
  await homeAuthor.does('member.detach', { ...stay, version })
  expect(await guest.does('study.mistakes', {})).toMatchObject({ due: [], held: home.length })

  await letTimePass(company, 2 * DAY)
  expect(await guest.tries('study.answer', { ...answer, quizId: weekly })).toBe('done')
  const later = await guest.does('study.mistakes', {})
  expect(later.due.map(({ questionId }) => questionId).sort()).toEqual([third, fourth].sort())
  await received.call(guest, 'study.result', { quizId: old, attempt: 1 })
  expect(leaked(secretsFrom(300, 1))).toEqual(secretsFrom(300, 1))
})
