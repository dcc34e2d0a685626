import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import { action, documentIn, refuse } from '../../kernel/action'
import { ASKS, recordOpening } from '../../kernel/asks'
import type { Database } from '../../kernel/db'
import { newestPage } from '../../kernel/page-before'
import { id, pageMark } from '../../kernel/schema'
import {
  ATTEMPTS,
  attemptId,
  keysInOrder,
  PAPER_KEYS,
  PAPERS,
  QUIZZES,
  type StoredAttempt,
  type StoredPaper,
  type StoredPaperKeys,
  type StoredQuiz,
} from '../../kernel/study/stored'
import { personKey } from '../../rules/audience'
import { attemptState } from '../../rules/study/attempt'
import { shownQuestions } from '../../rules/study/paper'
import { tellable } from '../held-for'
import { attemptNumber } from '../schemas'
import { attemptView, isReleased, markedAt, quizView, savedAnswers, scoreIn } from '../views'

const PAGE = 20
const RESCORES = 20

/**
 * The own result with keys and explanations: of an exam when nobody can be answering any more, of a weekly five or
 * unit what has been answered; of neither what an exam now asks. Seeing it answers what told of a corrected score.
 */
export const result = action('study.result', {
  input: v.strictObject({ quizId: id, attempt: attemptNumber }),
  target: documentIn<StoredQuiz>(QUIZZES)(({ quizId }) => quizId),
  async run({ session, db, now }, { quizId, attempt: number }, { target: quiz }) {
    const at = now.toISOString()
    const attempt = await db
      .collection<StoredAttempt>(ATTEMPTS)
      .get(attemptId(quizId, session.memberId, number))
    if (attempt === null) return refuse('notFound')
    if (!isReleased(attempt, at)) return refuse('notReleased', { at: attempt.releaseAt })
    const [paper, stored] = await Promise.all([
      db.collection<StoredPaper>(PAPERS).get(attempt.paperId),
      db.collection<StoredPaperKeys>(PAPER_KEYS).get(attempt.paperId),
      seenRescores(db, session, quizId, now),
    ])
    if (paper === null || stored === null) return refuse('notFound')
    const keys = keysInOrder(stored)
    const answers = savedAnswers(attempt)
    const isOver = attemptState(attempt, at) !== 'open'
    const all = paper.questions.map((_, position) => position)
    const known = isOver ? all : answers.map(({ position }) => position)
    const told = await tellable(db, session, { quizId, keys }, known, now)
    return {
      quiz: quizView(quiz),
      attempt: attemptView(attempt, scoreIn(attempt, keys), at),
      questions: shownQuestions(paper.questions, attempt._id),
      answers,
      marked: markedAt(attempt, keys, told),
      at,
    }
  },
})

/** Who looks at the result has seen that it was corrected. */
async function seenRescores(
  db: Database,
  session: Parameters<typeof recordOpening>[2],
  quizId: string,
  now: Date,
): Promise<void> {
  const told = await db.collection<Ask>(ASKS).find(
    {
      audienceKeys: personKey(session.memberId),
      state: 'open',
      closesAt: db.is.gt(now.toISOString()),
      kind: 'rescore',
      subjectId: quizId,
    },
    { limit: RESCORES },
  )
  await Promise.all(
    told.map((ask) => recordOpening(db, ask, session, { mine: [], isAnswer: true }, now)),
  )
}

/** Own attempts, newest first; those not over yet too. */
export const history = action('study.history', {
  input: v.strictObject({ before: v.nullable(pageMark) }),
  async run({ session, db, now }, { before }) {
    const at = now.toISOString()
    const { documents: shown, next } = await newestPage(
      db,
      db.collection<StoredAttempt>(ATTEMPTS),
      { memberId: session.memberId },
      { field: 'startedAt', before, size: PAGE },
    )
    const ids = [...new Set(shown.map(({ quizId }) => quizId))]
    const quizzes =
      ids.length === 0
        ? []
        : await db
            .collection<StoredQuiz>(QUIZZES)
            .find({ _id: db.is.in(ids) }, { limit: ids.length })
    const byId = new Map(quizzes.map((quiz) => [quiz._id, quiz]))
    return {
      rows: shown.flatMap((attempt) => {
        const quiz = byId.get(attempt.quizId)
        if (quiz === undefined) return []
        return [{ quiz: quizView(quiz), attempt: attemptView(attempt, attempt.score, at) }]
      }),
      next,
    }
  },
})
