import type { QuizKind } from '../../../../typings/study'
import { draftStore } from '../../../services/draft-store'
import type { TypedQuiz } from './quiz-typed'

/** Quizzes as they are being typed, one of each kind and organisation: `quizDraftId`. */
export const quizDraft = draftStore<TypedQuiz>('quiz')

export function quizDraftId(orgId: string, kind: QuizKind): string {
  return `${orgId}:${kind}`
}
