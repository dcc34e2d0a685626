import type { QuestionKind } from '../../../typings/question-bank'
import type { WrongQuestion } from '../../../typings/study'
import type { Database } from '../db'
import { PAPERS, type StoredPaper } from './stored'

export const TALLIES = 'questionTallies'

/** How often one question was answered, and wrong. */
export interface QuestionTally {
  questionId: string
  answered: number
  wrong: number
}

/**
 * Totals of one quiz for the people at and below one organisation: `_id` is `quiz:organisation`. They stay when
 * the attempts they were counted from are gone.
 */
export interface StoredTally {
  _id: string
  quizId: string
  orgId: string
  parentId: string
  /** Of the organisation in the tree: 1 is the root. */
  depth: number
  /** First attempts counted: of the organisation itself, and with everybody below it. */
  ownPeople: number
  people: number
  /** Of the people at the organisation itself, and of everybody below it included. */
  own: QuestionTally[]
  all: QuestionTally[]
  at: string
}

const SHOWN = 20
const PAPERS_LIMIT = 32

export function tallyId(quizId: string, orgId: string): string {
  return `${quizId}:${orgId}`
}

/** The sum of tallies, question by question. */
export function summed(tallies: readonly (readonly QuestionTally[])[]): QuestionTally[] {
  const sums = new Map<string, QuestionTally>()
  for (const { questionId, answered, wrong } of tallies.flat()) {
    const before = sums.get(questionId) ?? { questionId, answered: 0, wrong: 0 }
    sums.set(questionId, {
      questionId,
      answered: before.answered + answered,
      wrong: before.wrong + wrong,
    })
  }
  return [...sums.values()]
}

/** The questions most got wrong, by share, as they stood in the papers. */
export async function worst(db: Database, tally: StoredTally): Promise<WrongQuestion[]> {
  const share = ({ wrong, answered }: QuestionTally) => (answered === 0 ? 0 : wrong / answered)
  const rows = tally.all
    .filter(({ wrong }) => wrong > 0)
    .sort((a, b) => share(b) - share(a) || b.wrong - a.wrong)
    .slice(0, SHOWN)
  if (rows.length === 0) return []
  const papers = await db
    .collection<StoredPaper>(PAPERS)
    .find({ quizId: tally.quizId }, { limit: PAPERS_LIMIT, fields: ['questions'] })
  const texts = new Map<string, { kind: QuestionKind; stem: string }>(
    papers.flatMap(({ questions }) => questions.map((each) => [each.questionId, each])),
  )
  return rows.flatMap((row) => {
    const text = texts.get(row.questionId)
    return text === undefined ? [] : [{ ...row, kind: text.kind, stem: text.stem }]
  })
}
