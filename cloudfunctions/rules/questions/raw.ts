import type { QuestionOption, QuestionProblem } from '../../../typings/questions'
import type { DeclaredKind } from './kinds'

/** A question as its place in the file shows it, before its kind and its answer are settled. */
export interface RawQuestion {
  place: string
  number: string
  declared: DeclaredKind | null
  stem: string
  options: QuestionOption[]
  /** As written; one string per blank when the file keeps them apart. */
  answer: string | string[] | null
  explanation: string
  subject: string
  section: string
  /** Lines between stem and answer that may be options without letters. */
  unlettered: string[]
  /** What A and B mean by the heading, in true/false questions without options of their own. */
  legend: readonly QuestionOption[]
  problems: QuestionProblem[]
}

/** A line or paragraph of a text, with Word's automatic number written out in front of it. */
export interface Line {
  place: string
  text: string
  /** A paragraph of Word, which wraps by itself: the next is no continuation of it. */
  isParagraph?: boolean
}
