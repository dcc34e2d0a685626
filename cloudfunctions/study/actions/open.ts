import * as v from 'valibot'
import { action, documentIn, refuse } from '../../kernel/action'
import { id } from '../../kernel/schema'
import { ATTEMPTS, QUIZZES, type StoredAttempt, type StoredQuiz } from '../../kernel/study/stored'
import { currentPosts, isAsked } from '../../rules/audience'
import { localDate } from '../../rules/calendar'
import { attemptState } from '../../rules/study/attempt'
import { attemptView, quizView } from '../views'

const MOST_ATTEMPTS = 10

/** The page before an exam: terms, own attempts, and what can be started now. Nothing is recorded by looking. */
export const open = action('study.open', {
  input: v.strictObject({ quizId: id }),
  target: documentIn<StoredQuiz>(QUIZZES)(({ quizId }) => quizId),
  async run({ session, db, now, may }, { quizId }, { target: quiz }) {
    const at = now.toISOString()
    const mayEdit = may('study.withdraw', quiz)
    const mayFollowUp = currentPosts(session.posts, localDate(now))
      .filter((post) => may('study.people', post) && post.path.includes(quiz.orgId))
      .map(({ orgId, orgName }) => ({ orgId, orgName }))
    const asked = isAsked(session.audienceKeys, quiz.audienceKeys)
    if (quiz.state === 'preparing') return refuse('notFound')
    if (!asked && !mayEdit && mayFollowUp.length === 0) return refuse('notAsked')
    const attempts = asked
      ? await db
          .collection<StoredAttempt>(ATTEMPTS)
          .find(
            { quizId, number: db.is.in(numbers), memberId: session.memberId },
            { orderBy: [['number', 'asc']], limit: MOST_ATTEMPTS },
          )
      : []
    return {
      quiz: quizView(quiz),
      attempts: attempts.map((attempt) => attemptView(attempt, attempt.score, at)),
      next: asked ? nextOf(quiz, attempts, at) : null,
      mayFollowUp: dedupe(mayFollowUp),
      mayEdit,
      at,
    }
  },
})

const numbers = Array.from({ length: MOST_ATTEMPTS }, (_, index) => index + 1)

function nextOf(quiz: StoredQuiz, attempts: readonly StoredAttempt[], at: string) {
  if (quiz.state === 'withdrawn') return null
  const last = attempts.at(-1)
  if (last !== undefined && attemptState(last, at) === 'open')
    return { attempt: last.number, resumes: true }
  const next = (last?.number ?? 0) + 1
  const isOpen = quiz.publishAt <= at && at < quiz.closesAt
  return isOpen && next <= (quiz.terms?.attempts ?? 1) ? { attempt: next, resumes: false } : null
}

function dedupe<Place extends { orgId: string }>(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [place.orgId, place])).values()]
}
