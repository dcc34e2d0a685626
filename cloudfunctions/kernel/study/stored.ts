import type { QuestionKey, QuestionKind } from '../../../typings/question-bank'
import type {
  Given,
  QuestionChoice,
  QuizDraft,
  QuizView,
  Score,
  UnitMaterial,
} from '../../../typings/study'
import type { PaperQuestion } from '../../rules/study/paper'
import { isRight } from '../../rules/study/score'
import type { Along } from '../db'

/** Study as it is stored. What holds keys stands apart from what is shown. */
export const QUIZZES = 'quizzes'
export const PAPERS = 'papers'
export const PAPER_KEYS = 'paperKeys'
export const ATTEMPTS = 'attempts'
export const QUESTIONS = 'questions'

/** What a quiz is to everybody who is asked, with who that is. */
export interface QuizFacts extends QuizView {
  path: string[]
  audienceKeys: string[]
}

/** A quiz. `preparing`: its papers are being written, nobody is asked yet. */
export interface StoredQuiz extends Omit<QuizFacts, 'state'> {
  _id: string
  state: 'preparing' | 'published' | 'withdrawn'
  authorId: string
  authorName: string
  createdAt: string
  withdrawnReason?: string
  choice: QuestionChoice
  audience: QuizDraft['audience']
  /** Ids of the questions of each paper, drawn once; papers are written from this. */
  drawn: string[][]
  inputHash: string
}

/** One paper without keys: all that a start needs to read. `_id` is `quiz:index`. */
export interface StoredPaper {
  _id: string
  quizId: string
  slots: number[]
  quiz: QuizFacts
  questions: PaperQuestion[]
  material: UnitMaterial | null
  releaseAt: string
}

/** The keys of one paper. Same `_id` as the paper. */
export interface StoredPaperKeys {
  _id: string
  quizId: string
  questionIds: string[]
  /** By `q` and position, so that a correction changes one of them. */
  keys: Record<string, KeptKey>
  releaseAt: string
}

export interface KeptKey {
  questionId: string
  /** Of the question as the paper shows it: while another quiz holds the same content, its key is not told. */
  contentId: string
  /** Version of the question the key belongs to; raised by a correction. */
  version: number
  kind: QuestionKind
  /** As the paper shows them, so that a correction finds its choices by their texts. */
  options: string[]
  key: QuestionKey
  explanation: string
  points: number
}

/** What was answered at one position. `tries`: of a weekly five or unit, how often it was submitted. */
export interface StoredAnswer {
  given: Given
  seq: number
  tries?: number
  right?: boolean
  at: string
}

/** One attempt: `_id` is `quiz:member:number`. Stamped with the branch of the day. */
export interface StoredAttempt {
  _id: string
  quizId: string
  kind: QuizView['kind']
  memberId: string
  number: number
  paperId: string
  orgId: string
  path: string[]
  rated: boolean
  passMark: number | null
  startedAt: string
  endsAt: string
  graceUntil: string
  releaseAt: string
  title: string
  hours: number
  /** In the paper; an answer to a position beyond it matches nothing. */
  questions: number
  /** By `q` and position. */
  answers: Record<string, StoredAnswer>
  /** Counts merges of saved answers: compare and set. */
  revision: number
  submittedAt: string | null
  /** Set by the settling job, which finds what is unscored and due. */
  scored: boolean
  dueAt: string
  score: Score | null
  /** Questions answered wrong. */
  wrong: string[]
  /** Questions whose key was corrected since this was last settled. */
  corrected?: string[]
  /** Of a unit: how often a corrected key asked for another answer after it had been done. */
  reopened?: number
}

export function attemptId(quizId: string, memberId: string, number: number): string {
  return `${quizId}:${memberId}:${number}`
}

/** Everybody's first attempt at a quiz, to be read along with people. */
export function firstAttemptsAlong(quizId: string): Along {
  return { from: ATTEMPTS, ids: [{ before: `${quizId}:`, field: '_id', after: ':1' }] }
}

export function positionKey(position: number): string {
  return `q${position}`
}

/** What somebody answered at a position of a stored attempt. */
export function givenIn(attempt: Pick<StoredAttempt, 'answers'>) {
  return (position: number): Given | undefined => attempt.answers[positionKey(position)]?.given
}

/** The keys of a paper in the order of its questions. */
export function keysInOrder({ keys }: Pick<StoredPaperKeys, 'keys'>): KeptKey[] {
  return Object.keys(keys).flatMap((_, position) => keys[positionKey(position)] ?? [])
}

/** The answers of a weekly five or unit, each with whether it is right by these keys. */
export function markedAnswers(
  { answers }: Pick<StoredAttempt, 'answers'>,
  keys: readonly KeptKey[],
): Record<string, StoredAnswer & { right: boolean }> {
  return Object.fromEntries(
    keys.flatMap(({ key }, position) => {
      const field = positionKey(position)
      const answer = answers[field]
      return answer === undefined ? [] : [[field, { ...answer, right: isRight(key, answer.given) }]]
    }),
  )
}

/** The part of a quiz that its papers carry. */
export function factsIn(quiz: StoredQuiz): QuizFacts {
  const { quizId, kind, title, orgId, orgName, path, audienceKeys, publishAt, closesAt } = quiz
  const { releaseAt, questions, points, hours, terms } = quiz
  return {
    quizId,
    kind,
    title,
    orgId,
    orgName,
    path,
    audienceKeys,
    publishAt,
    closesAt,
    releaseAt,
    questions,
    points,
    hours,
    terms,
    state: quiz.state === 'withdrawn' ? 'withdrawn' : 'published',
  }
}
