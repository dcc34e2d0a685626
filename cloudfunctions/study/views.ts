import type { AttemptView, Marked, QuizView, SavedAnswer, Score } from '../../typings/study'
import {
  givenIn,
  type KeptKey,
  positionKey,
  type QuizFacts,
  type StoredAttempt,
  type StoredQuiz,
} from '../kernel/study/stored'
import { attemptState } from '../rules/study/attempt'
import { isRight, scoreOf } from '../rules/study/score'

/** What of the stored documents goes to a phone. Fields are named one by one: nothing else ever does. */

export function quizView(quiz: QuizFacts | StoredQuiz): QuizView {
  const { quizId, kind, title, orgId, orgName, publishAt, closesAt, releaseAt } = quiz
  const { questions, points, hours, terms } = quiz
  const state = quiz.state === 'withdrawn' ? 'withdrawn' : 'published'
  return {
    quizId,
    kind,
    title,
    orgId,
    orgName,
    publishAt,
    closesAt,
    releaseAt,
    questions,
    points,
    hours,
    terms,
    state,
  }
}

/** `score`: what is known of it, shown only once it may be. */
export function attemptView(attempt: StoredAttempt, score: Score | null, now: string): AttemptView {
  const { number, rated, startedAt, endsAt, graceUntil, submittedAt } = attempt
  const state = attemptState(attempt, now)
  const isKnown = state !== 'open' && isReleased(attempt, now)
  return {
    number,
    state,
    rated,
    startedAt,
    endsAt,
    graceUntil,
    submittedAt,
    answered: Object.keys(attempt.answers).length,
    score: isKnown ? score : null,
  }
}

/** An exam's result is known when nobody can be answering any more; of the others at once. */
export function isReleased(
  { kind, releaseAt }: Pick<StoredAttempt, 'kind' | 'releaseAt'>,
  now: string,
): boolean {
  return kind !== 'exam' || now > releaseAt
}

export function savedAnswers(attempt: Pick<StoredAttempt, 'answers' | 'questions'>): SavedAnswer[] {
  return Array.from({ length: attempt.questions }, (_, position) => position).flatMap(
    (position) => {
      const saved = attempt.answers[positionKey(position)]
      return saved === undefined ? [] : [{ position, given: saved.given, seq: saved.seq }]
    },
  )
}

export function lastSeq(answers: readonly SavedAnswer[]): number {
  return Math.max(0, ...answers.map(({ seq }) => seq))
}

/** Key and explanation of the questions at these positions. The caller has made sure that they may be known. */
export function markedAt(
  attempt: StoredAttempt,
  keys: readonly KeptKey[],
  positions: readonly number[],
): Marked[] {
  const given = givenIn(attempt)
  return positions.flatMap((position) => {
    const kept = keys[position]
    if (kept === undefined) return []
    const { key, explanation } = kept
    return [{ position, right: isRight(key, given(position)), key, explanation }]
  })
}

export function scoreIn(attempt: StoredAttempt, keys: readonly KeptKey[]): Score {
  return scoreOf(keys, givenIn(attempt), attempt.passMark).score
}
