import type { BankQuestion, QuestionText } from '../../../typings/question-bank'
import { contentOf, tidy } from '../../rules/study/question'
import { derivedId } from '../ids'

/** A question as stored; `importId` of the file it came with, empty when it was written by hand. */
export interface StoredQuestion extends BankQuestion {
  importId: string
}

/** The id of a question in an organisation's bank: follows from both, so the same question is there once. */
export function questionId(orgId: string, question: QuestionText): string {
  return derivedId('question', orgId, contentOf(question))
}

export function contentId(question: QuestionText): string {
  return derivedId('content', contentOf(question))
}

/** A question that is new to a bank. */
export function freshQuestion(
  place: { orgId: string; orgName: string; path: string[] },
  question: QuestionText,
  { subject, practice, importId }: { subject: string; practice: boolean; importId: string },
  at: string,
): StoredQuestion {
  const text = tidy(question)
  return {
    ...text,
    ...place,
    _id: questionId(place.orgId, text),
    contentId: contentId(text),
    subject,
    practice,
    importId,
    state: 'inUse',
    version: 1,
    heldUntil: '',
    heldBy: '',
    createdAt: at,
    changedAt: at,
  }
}
