import { ACCESS } from '../../../cloudfunctions/kernel/access/table'
import type { ActionName, InputOf } from '../../../typings/contract'
import type { BankQuestion, QuestionKey } from '../../../typings/question-bank'
import type { Company } from '../company'
import type { Person } from '../notices/people'
import { questionOf, unitOf } from './quiz'

/** Every action of study and question bank. A new one needs a place below, or in what a test calls itself. */
export const STUDY_ACTIONS = (Object.keys(ACCESS) as ActionName[]).filter((name) =>
  /^(study|question)\./.test(name),
)

/** What a member knows who tries everything: the quiz and its questions by id, and a file of the author's by id. */
export interface Known {
  orgId: string
  memberId: string
  quizId: string
  questionIds: readonly string[]
  importId: string
  subject: string
  year: number
}

/** Everything the phones of one test received, call by call. */
export class Received {
  readonly answers: { name: ActionName; json: string }[] = []

  async call<Name extends ActionName>(who: Person, name: Name, input: InputOf<Name>) {
    const answer = await who.call(name, input)
    this.answers.push({ name, json: JSON.stringify(answer) })
    return answer
  }

  get bytes(): string {
    return this.answers.map(({ json }) => json).join('\n')
  }
  get names(): Set<ActionName> {
    return new Set(this.answers.map(({ name }) => name))
  }
  forget(): void {
    this.answers.length = 0
  }

  /** Whatever a member can call that has to do with study and may be called at any time. Nothing of it changes anything. */
  async look(company: Company, who: Person, known: Known): Promise<void> {
    const { orgId, memberId, quizId, questionIds, importId, subject, year } = known
    const [questionId = ''] = questionIds
    const question = questionOf('single', 1)
    const clientId = 'look'
    const quiz = unitOf(company, orgId, { choice: { questionIds: [...questionIds] } })
    const bank = { orgId, subject: null, kind: null, retired: false, before: null }
    const inputs: { [Name in ActionName]?: InputOf<Name>[] } = {
      'study.home': [{}],
      'study.open': [{ quizId }],
      // Another attempt than the first, which there is not.
      'study.start': [{ quizId, attempt: 2 }],
      'study.result': [{ quizId, attempt: 1 }],
      'study.history': [{ before: null }],
      'study.mistakes': [{}],
      'study.reviewMistake': questionIds.map((each) => ({
        questionId: each,
        reviews: 0,
        given: { texts: ['猜'] },
      })),
      'study.pack': [{ orgId, subject, offset: 0 }],
      'study.credits': [{ year }],
      'study.branchCredits': [{ orgId, year }],
      'study.personCredits': [{ memberId, year }],
      'study.correctCredit': [{ memberId, year, hours: 1, reason: '漏记', clientId }],
      'study.people': [{ quizId, orgId }],
      'study.progress': [{ quizId, orgId }],
      'study.mostWrong': [{ quizId, orgId }],
      'study.nudge': [{ quizId, orgId, memberIds: [memberId], orgIds: [], clientId }],
      'study.published': [{ orgId, before: null }],
      'study.publish': [{ quizId: 'look', orgId, quiz, filesConfirmed: true }],
      'study.withdraw': [{ quizId, reason: '看看' }],
      'question.list': [
        { ...bank, search: '' },
        { ...bank, search: FOUND_BY },
      ],
      'question.subjects': [{ orgId }],
      'question.export': [{ orgId, subject: null, offset: 0 }],
      'question.template': [{ orgId }],
      'question.add': [{ orgId, subject, question, practice: true }],
      'question.edit': [
        { questionId, seenVersion: 1, subject, question, practice: true, reason: '' },
      ],
      'question.retire': [{ questionId, retired: true }],
      'question.markPractice': [{ orgId, questionIds: [...questionIds], practice: true }],
      'question.check': [
        { orgId, importId, subject, source: { text: '1. 题目（A）\nA. 甲\nB. 乙' } },
      ],
      'question.items': [{ orgId, importId, which: 'all', offset: 0 }],
      'question.mend': [{ orgId, importId, index: 0, question }],
      'question.confirm': [{ orgId, importId, practice: true }],
      'question.progress': [{ orgId, importId }],
      'member.today': [{}],
      'member.myRecords': [{}],
      'member.exportMine': [{}],
      'notice.open': [{ noticeId: quizId }],
      'notice.list': [{ box: 'done', before: null }],
    }
    for (const [name, each] of Object.entries(inputs) as [ActionName, InputOf<ActionName>[]][])
      for (const input of each) await this.call(who, name, input as never)
  }
}

/** Stands in every stem of `questionOf`. */
export const FOUND_BY = '第'

/** Fields that tell how a question is answered rightly, or how it was answered. `null` and nothing at all tell nothing. */
const TELLING = [
  'key',
  'keys',
  'explanation',
  'right',
  'wrong',
  'marked',
  'score',
  'seal',
  'mistakes',
]

/** Those of the fields that tell something in what was received, in a text of JSON in it too. */
export function tellingFields({ answers }: Received): string[] {
  const found = new Set<string>()
  const within = (json: string): unknown =>
    JSON.parse(json, (field, value) => {
      const isEmpty = value === null || (Array.isArray(value) && value.length === 0)
      // A record of one's own is found by its `key`, a text.
      const isKeyOfRecord = field === 'key' && typeof value === 'string'
      if (TELLING.includes(field) && !isEmpty && !isKeyOfRecord) found.add(field)
      if (field === 'json') within(value)
      return value
    })
  for (const { json } of answers) within(json)
  return [...found].sort()
}

/** Explanations, and the accepted texts of a fill-in, of a question of `questionOf`. */
export function secretsOf({ stem, kind }: { stem: string; kind: BankQuestion['kind'] }): string[] {
  const { key, explanation } = questionOf(kind, nthOf(stem))
  return [explanation, ...('blanks' in key ? key.blanks.flat() : [])]
}

function nthOf(stem: string): number {
  return Number(/第(\d+)/.exec(stem)?.[1])
}

type Keyed = Pick<BankQuestion, 'kind' | 'options'> & { key: QuestionKey; explanation: string }

/** Another question in nothing but how it is answered and why. */
function withOtherKey<Question extends Keyed>(question: Question): Question {
  const { kind, key } = question
  const count = kind === 'trueFalse' ? 2 : question.options.length
  const other: QuestionKey =
    'blanks' in key
      ? { blanks: key.blanks.map(() => ['另一个答案', '别的写法', '第三种']) }
      : kind === 'multiple'
        ? { choices: Array.from({ length: count }, (_, at) => at) }
        : { choices: key.choices.map((choice) => (choice + 1) % count) }
  return { ...question, key: other, explanation: '换了' }
}

interface StoredKeys {
  _id: string
  quizId: string
  keys: Record<string, Keyed & { questionId: string }>
}

/** Runs `work` while these questions have other keys, in the bank and in the papers; then they have their own again. */
async function withOtherKeys(
  company: Company,
  questionIds: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const bank = await company.documents<BankQuestion>('questions')
  const questions = bank.filter(({ _id }) => questionIds.includes(_id))
  const papers = await company.documents<StoredKeys>('paperKeys')
  const others = papers.map((paper) => ({
    ...paper,
    keys: Object.fromEntries(
      Object.entries(paper.keys).map(([field, kept]) => [
        field,
        questionIds.includes(kept.questionId) ? withOtherKey(kept) : kept,
      ]),
    ),
  }))
  await company.fill('questions', questions.map(withOtherKey))
  await company.fill('paperKeys', others)
  await work()
  await company.fill('questions', questions)
  await company.fill('paperKeys', papers)
}

/** What was received but for the time it was received at; an export also tells of the exports before it. */
function timeless(answers: Received['answers']): string[] {
  return answers
    .filter(({ name }) => name !== 'member.exportMine')
    .map(({ name, json }) => `${name} ${json.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant')}`)
}

/**
 * What somebody is told by `look`, and what they would be told if these questions were answered rightly in another
 * way. Where both are the same no key shows in any form: as a letter, a number, a count, an order or an id.
 * @param received gets the first of them
 */
export async function toldWithOtherKeys(
  company: Company,
  questionIds: readonly string[],
  received: Received,
  look: (into: Received) => Promise<void>,
): Promise<{ told: string[]; withOtherKeys: string[] }> {
  const before = received.answers.length
  await look(received)
  const others = new Received()
  await withOtherKeys(company, questionIds, () => look(others))
  return { told: timeless(received.answers.slice(before)), withOtherKeys: timeless(others.answers) }
}
