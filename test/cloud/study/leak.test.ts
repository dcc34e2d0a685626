import type { ActionName, InputOf } from '../../../typings/contract'
import { withCompany } from '../company'
import { DAY, HOUR } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'
import {
  examOf,
  fillBank,
  letTimePass,
  publishQuiz,
  questionOf,
  rightFor,
  SECRET,
  weeklyOf,
} from './quiz'

/**
 * Every byte that a member's phone receives before a question is submitted is searched for its explanation, and for
 * the accepted texts of fill-ins: what is planted stands nowhere else. The key of a choice is a number like any other,
 * so of an exam every field is looked at too: none tells a key, what was right, how many, or a score.
 */

const company = withCompany()
const BRANCH = 'org-east-3'
const SUBJECT = '保密'
const FROM = 100
const COUNT = 4

let author: Person
let member: Person
let neighbour: Person
/** Everything the phones of the two members received. */
let received: string[] = []
beforeAll(() => {
  const find = peopleOf(company)
  author = find.officer('secretary', BRANCH)
  member = find.plain(BRANCH)
  neighbour = find.plain(BRANCH, 1)
})
beforeEach(() => {
  received = []
})

async function phone<Name extends ActionName>(who: Person, name: Name, input: InputOf<Name>) {
  const answer = await who.call(name, input)
  received.push(JSON.stringify(answer))
  return answer
}

const secretOf = (kind: 'single' | 'fill', nth: number) => `${SECRET}${kind}${nth}"`
const everySecret = Array.from({ length: COUNT }, (_, at) => FROM + at).flatMap((nth) => [
  secretOf('single', nth),
  secretOf('fill', nth),
  `密答${nth}`,
  `ANSWER${nth}`,
])
const leaked = () => {
  const bytes = received.join('\n')
  return everySecret.filter((secret) => bytes.includes(secret))
}

/** Fields that tell how a question is answered rightly, or how it was answered. `null` and nothing at all tell nothing. */
const TELLING = ['key', 'keys', 'explanation', 'right', 'wrong', 'marked', 'score', 'seal']
function tellingFields(): string[] {
  const found: string[] = []
  for (const answer of received)
    JSON.parse(answer, (field, value) => {
      const isEmpty = value === null || (Array.isArray(value) && value.length === 0)
      if (TELLING.includes(field) && !isEmpty) found.push(field)
      return value
    })
  return [...new Set(found)].sort()
}

/** Whatever a member can call that has to do with study, with what they know: the quiz's id. */
async function lookEverywhere(who: Person, quizId: string, questionIds: readonly string[]) {
  const choices = { choices: [0] }
  const answers = [{ position: 0, given: choices, seq: 1 }]
  await phone(who, 'study.home', {})
  await phone(who, 'member.today', {})
  await phone(who, 'study.open', { quizId })
  await phone(who, 'study.history', { before: null })
  await phone(who, 'study.mistakes', {})
  await phone(who, 'study.result', { quizId, attempt: 1 })
  await phone(who, 'study.people', { quizId, orgId: BRANCH })
  await phone(who, 'study.mostWrong', { quizId, orgId: BRANCH })
  await phone(who, 'study.published', { orgId: BRANCH, before: null })
  await phone(who, 'study.pack', { orgId: BRANCH, subject: SUBJECT, offset: 0 })
  await phone(who, 'notice.open', { noticeId: quizId })
  const everything = { subject: null, kind: null, search: '', retired: false, before: null }
  await phone(who, 'question.list', { orgId: BRANCH, ...everything })
  await phone(who, 'question.export', { orgId: BRANCH, subject: null, offset: 0 })
  for (const questionId of questionIds) {
    const given = { texts: ['猜'] }
    await phone(who, 'study.reviewMistake', { questionId, reviews: 0, given })
    const question = questionOf('single', FROM)
    const edit = {
      questionId,
      seenVersion: 1,
      subject: SUBJECT,
      question,
      practice: true,
      reason: '',
    }
    await phone(who, 'question.edit', edit)
  }
  return { answers }
}

test('an exam tells nothing before everybody’s end, neither to who submitted nor to who did not', async () => {
  const ids = await fillBank(
    author,
    BRANCH,
    SUBJECT,
    { single: COUNT, fill: COUNT },
    {
      practice: true,
      from: FROM,
    },
  )
  const choice = {
    rules: (['single', 'fill'] as const).map((kind) => ({ subject: SUBJECT, kind, count: COUNT })),
  }
  const quiz = examOf(company, BRANCH, { choice, terms: { papers: 1, minutes: 30 } })
  const quizId = await publishQuiz(author, BRANCH, quiz)
  await lookEverywhere(member, quizId, ids)
  const started = await phone(member, 'study.start', { quizId, attempt: 1 })
  await phone(neighbour, 'study.start', { quizId, attempt: 1 })
  if (!started.ok) throw new Error('not started')
  const { questions } = started.data
  const answers = questions.map((each) => ({
    position: each.position,
    given: { choices: [0] },
    seq: each.position + 1,
  }))
  await phone(member, 'study.save', { quizId, attempt: 1, answers })
  for (const { position } of answers)
    await phone(member, 'study.answer', { quizId, position, given: { choices: [0] }, tries: 1 })
  await phone(member, 'study.submit', { quizId, attempt: 1, answers })
  await lookEverywhere(member, quizId, ids)
  await letTimePass(company, 2 * HOUR)
  for (const who of [member, neighbour]) await lookEverywhere(who, quizId, ids)
  await phone(member, 'study.start', { quizId, attempt: 1 })
  await phone(member, 'study.start', { quizId, attempt: 2 })
  expect(received.length).toBeGreaterThan(80)
  expect(leaked()).toEqual([])
  expect(tellingFields()).toEqual([])
  // How many were wrong would be the score: the mistake book does not count them before either.
  const book = () => member.does('study.mistakes', {})
  expect((await book()).total).toBe(0)

  // The same search finds all of it once it is released: it can find something.
  await letTimePass(company, DAY + HOUR)
  await phone(member, 'study.result', { quizId, attempt: 1 })
  expect(leaked().sort()).toEqual([...everySecret].sort())
  expect(tellingFields()).toEqual(['explanation', 'key', 'marked', 'right', 'score'])
  expect((await book()).total).toBeGreaterThan(0)
})

test('a weekly five tells each question’s only after it was submitted, and no other', async () => {
  const subject = '保密二'
  const ids = await fillBank(
    author,
    BRANCH,
    subject,
    { fill: COUNT },
    { practice: true, from: 200 },
  )
  const choice = { rules: [{ subject, kind: 'fill' as const, count: COUNT }] }
  const quizId = await publishQuiz(author, BRANCH, weeklyOf(company, BRANCH, { choice }))
  const started = await phone(member, 'study.start', { quizId, attempt: 1 })
  await phone(neighbour, 'study.start', { quizId, attempt: 1 })
  await lookEverywhere(member, quizId, ids)
  if (!started.ok) throw new Error('not started')
  const nthOf = (stem: string) => Number(/第(\d+)/.exec(stem)?.[1])
  const told = () => {
    const bytes = received.join('\n')
    return started.data.questions
      .filter(
        ({ stem }) =>
          bytes.includes(secretOf('fill', nthOf(stem))) || bytes.includes(`密答${nthOf(stem)}`),
      )
      .map(({ position }) => position)
  }
  expect(told()).toEqual([])
  for (const question of started.data.questions) {
    const { position } = question
    const given = position % 2 === 0 ? rightFor(question) : { texts: ['不知道'] }
    await phone(member, 'study.answer', { quizId, position, given, tries: 1 })
    await phone(member, 'study.start', { quizId, attempt: 1 })
    await lookEverywhere(member, quizId, ids)
    expect(told()).toEqual(Array.from({ length: position + 1 }, (_, at) => at))
  }
  // What one has answered is not told to another.
  received = []
  await phone(neighbour, 'study.start', { quizId, attempt: 1 })
  await lookEverywhere(neighbour, quizId, ids)
  expect(told()).toEqual([])
})
