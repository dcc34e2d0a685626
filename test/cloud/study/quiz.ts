import type { QuestionText } from '../../../typings/question-bank'
import type { Given, QuizDraft } from '../../../typings/study'
import type { Caller, Company } from '../company'
import { DAY, freshId, fromNow, toOrganisations } from '../notices/draft'

export const MINUTE = 60_000
/** Stands in every key text and explanation of `bankOf`, so that a leak is found by looking for it. */
export const SECRET = '机密解析'

/** A question of a kind; `nth` makes its content. Its key is known to the tests by `rightFor`. */
export function questionOf(kind: QuestionText['kind'], nth: number): QuestionText {
  const stem = `${kind}第${nth}题：下列说法正确的是（${nth}）`
  const explanation = `${SECRET}${kind}${nth}`
  const options = ['甲', '乙', '丙', '丁'].map((name) => `${name}项${nth}`)
  if (kind === 'fill')
    return {
      kind,
      stem: `第${nth}次会议在____召开`,
      options: [],
      key: { blanks: [[`密答${nth}`, `ANSWER${nth}`]] },
      explanation,
    }
  if (kind === 'trueFalse')
    return { kind, stem, options: [], key: { choices: [nth % 2] }, explanation }
  const choices = kind === 'single' ? [nth % 4] : [nth % 2, 2 + (nth % 2)]
  return { kind, stem, options, key: { choices }, explanation }
}

let range = 1000
/** The same content is the same question; each bank gets other ones. */
function freshRange(): number {
  range += 100
  return range
}

/** Fills an organisation's bank: `count` of each kind under a subject, by its own action. Answers the ids. */
export async function fillBank(
  author: Caller,
  orgId: string,
  subject: string,
  kinds: Partial<Record<QuestionText['kind'], number>>,
  { practice = false, from = freshRange() } = {},
): Promise<string[]> {
  const ids: string[] = []
  for (const [kind, count] of Object.entries(kinds) as [QuestionText['kind'], number][])
    for (let nth = from; nth < from + count; nth += 1) {
      const question = questionOf(kind, nth)
      const added = await author.does('question.add', { orgId, subject, question, practice })
      ids.push(added.questionId)
    }
  return ids
}

const POINTS = { single: 2, multiple: 4, trueFalse: 1, fill: 3 }

type Draft<Kind> = Extract<QuizDraft, { kind: Kind }>
type Changes<Kind> = Partial<Draft<Kind>> & Pick<QuizDraft, 'choice'>

export function weeklyOf(company: Company, orgId: string, changes: Changes<'weekly'>): QuizDraft {
  return {
    kind: 'weekly',
    title: '第48周每周五题',
    audience: toOrganisations([orgId]),
    publishAt: null,
    closesAt: fromNow(company, 5 * DAY),
    ...changes,
  }
}

export function unitOf(company: Company, orgId: string, changes: Changes<'unit'>): QuizDraft {
  return {
    kind: 'unit',
    title: '安全生产重要论述',
    audience: toOrganisations([orgId]),
    publishAt: null,
    closesAt: fromNow(company, 20 * DAY),
    material: { body: [{ kind: 'text', text: '请先阅读，再答题。' }], files: [], link: null },
    hours: 2,
    ...changes,
  }
}

export function examOf(
  company: Company,
  orgId: string,
  {
    terms = {},
    ...changes
  }: Omit<Changes<'exam'>, 'terms'> & { terms?: Partial<Draft<'exam'>['terms']> },
): QuizDraft {
  return {
    kind: 'exam',
    title: '党章党规知识考试',
    audience: toOrganisations([orgId]),
    publishAt: null,
    closesAt: fromNow(company, DAY),
    terms: {
      minutes: 60,
      attempts: 2,
      passMark: 60,
      rated: true,
      points: POINTS,
      papers: 4,
      ...terms,
    },
    ...changes,
  }
}

/** Publishes and answers the id. */
export async function publishQuiz(author: Caller, orgId: string, quiz: QuizDraft): Promise<string> {
  const quizId = freshId('quiz')
  await author.does('study.publish', { quizId, orgId, quiz, filesConfirmed: false })
  return quizId
}

interface Shown {
  kind: QuestionText['kind']
  stem: string
  options: { choice: number; text: string }[]
}

/** The right answer to a question as it is shown, from its stem. */
export function rightFor({ kind, stem, options }: Shown): Given {
  const nth = Number(/第(\d+)/.exec(stem)?.[1])
  const { key, options: original } = questionOf(kind, nth)
  if ('blanks' in key) return { texts: key.blanks.map((texts) => ` ${texts[1]?.toLowerCase()} `) }
  if (kind === 'trueFalse') return { choices: key.choices }
  const texts = key.choices.map((choice) => original[choice])
  return {
    choices: options.filter(({ text }) => texts.includes(text)).map(({ choice }) => choice),
  }
}

/** A wrong one. */
export function wrongFor(question: Shown): Given {
  const right = rightFor(question)
  if ('texts' in right) return { texts: ['不知道'] }
  const other = question.options.find(({ choice }) => !right.choices.includes(choice))
  return { choices: [other?.choice ?? 0] }
}

/** Lets time pass and the minute timer strike: attempts are settled, counted, told of. */
export async function letTimePass({ cloud }: Company, milliseconds: number): Promise<void> {
  cloud.clock.advance(milliseconds)
  await cloud.timers.settled()
  await cloud.timers.fire('clock')
}
