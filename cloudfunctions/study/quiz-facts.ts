import type { Ask } from '../../typings/ask'
import type { QuestionKind } from '../../typings/question-bank'
import type { ExamTerms, QuizDraft } from '../../typings/study'
import { refuse } from '../kernel/action'
import { plainText } from '../kernel/content'
import type { QuizFacts, StoredQuiz } from '../kernel/study/stored'
import { audienceKeysFor } from '../rules/audience'
import { releaseAt } from '../rules/study/attempt'
import { MOST_EXAM_QUESTIONS, MOST_SHORT_QUESTIONS } from './schemas'

/** What an author wrote, as what a quiz is. */

export const QUIZ_NAMES = { weekly: '每周五题', unit: '学习单元', exam: '考试' } as const

/** Refuses what the schema cannot see: times in the wrong order, a unit of nothing, files nobody looked at. */
export function checkDraft(written: QuizDraft, filesConfirmed: boolean, at: string): void {
  if (written.closesAt <= opensAt(written, at)) refuse('badInput', { field: 'quiz.closesAt' })
  const terms = termsOf(written)
  if (terms !== null && terms.papers > 1 && 'questionIds' in written.choice)
    refuse('badInput', { field: 'quiz.terms.papers' })
  if (written.kind !== 'unit') return
  const { body, files, link } = written.material
  if (body.length + files.length === 0 && link === null)
    refuse('badInput', { field: 'quiz.material' })
  if (files.length > 0 && !filesConfirmed) refuse('badInput', { field: 'filesConfirmed' })
}

export function checkCount(kind: QuizDraft['kind'], count: number): void {
  const most = kind === 'exam' ? MOST_EXAM_QUESTIONS : MOST_SHORT_QUESTIONS
  if (count > most) refuse('tooMany', { limit: most })
}

/** Everything an author typed, for the content check. */
export function textsOf(written: QuizDraft): string[] {
  if (written.kind !== 'unit') return [written.title]
  const { body, link } = written.material
  return [written.title, ...body.map(plainText), link?.title ?? '']
}

export function termsOf(written: QuizDraft): ExamTerms | null {
  return written.kind === 'exam' ? written.terms : null
}

/** Points of one question: as the exam's terms say, else one. */
export function pointsFor(written: QuizDraft): (kind: QuestionKind) => number {
  const terms = termsOf(written)
  return (kind) => terms?.points[kind] ?? 1
}

export function factsOf(
  quizId: string,
  written: QuizDraft,
  origin: { orgId: string; orgName: string; path: string[] },
  kinds: readonly QuestionKind[],
  at: string,
): QuizFacts {
  const { kind, title, closesAt, audience } = written
  const terms = termsOf(written)
  const pointsOf = pointsFor(written)
  return {
    ...origin,
    quizId,
    kind,
    title,
    publishAt: opensAt(written, at),
    closesAt,
    releaseAt: releaseAt({ closesAt, minutes: terms?.minutes ?? null }),
    questions: kinds.length,
    points: kinds.reduce((sum, each) => sum + pointsOf(each), 0),
    hours: written.kind === 'unit' ? written.hours : 0,
    terms: terms === null ? null : publicTerms(terms),
    audienceKeys: audienceKeysFor(audience),
    state: 'published',
  }
}

/** The quiz on everybody's Today, until nobody can do it any more. */
export function askOf(quiz: StoredQuiz, at: string): Ask {
  const { quizId, kind, title, orgId, orgName, path, audienceKeys, publishAt } = quiz
  return {
    _id: quizId,
    kind,
    subjectId: quizId,
    version: 1,
    title,
    orgId,
    orgName,
    path,
    audienceKeys,
    mode: 'confirm',
    publishAt,
    deadline: quiz.closesAt,
    closesAt: quiz.releaseAt,
    state: 'open',
    pinned: false,
    changedAt: at,
  }
}

function opensAt({ publishAt }: QuizDraft, at: string): string {
  return publishAt !== null && publishAt > at ? publishAt : at
}

function publicTerms({ papers: _, ...terms }: ExamTerms): Omit<ExamTerms, 'papers'> {
  return terms
}
