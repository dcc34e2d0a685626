import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import { action, documentIn } from '../../kernel/action'
import { ASKS } from '../../kernel/asks'
import { audit } from '../../kernel/audit'
import { newestPage } from '../../kernel/page-before'
import { id, pageMark, text } from '../../kernel/schema'
import { PAPERS, QUIZZES, type StoredPaper, type StoredQuiz } from '../../kernel/study/stored'
import { QUIZ_NAMES } from '../quiz-facts'
import { quizView } from '../views'

const PAGE = 20

/** Takes a quiz back: first its papers, so that nobody starts any more, then what says so. */
export const withdraw = action('study.withdraw', {
  input: v.strictObject({ quizId: id, reason: text(100) }),
  target: documentIn<StoredQuiz>(QUIZZES)(({ quizId }) => quizId),
  subjects: (_, { target }) => [target],
  async run({ session, db, now }, { quizId, reason }, { target: quiz }) {
    await db.collection<StoredPaper>(PAPERS).updateWhere({ quizId }, { 'quiz.state': 'withdrawn' })
    await db
      .collection<StoredQuiz>(QUIZZES)
      .updateWhere(
        { _id: quizId, state: db.is.neq('withdrawn') },
        { state: 'withdrawn', withdrawnReason: reason },
      )
    await Promise.all([
      db.collection<Ask>(ASKS).updateWhere({ _id: quizId }, { state: 'withdrawn' }),
      audit(db, {
        actor: session,
        action: 'study.withdraw',
        about: quiz,
        subjectId: quizId,
        summary: `撤回${QUIZ_NAMES[quiz.kind]}《${quiz.title}》：${reason}`,
        now,
        once: [quizId],
      }),
    ])
    return { at: now.toISOString() }
  },
})

/** What an organisation published, newest first. */
export const published = action('study.published', {
  input: v.strictObject({ orgId: id, before: v.nullable(pageMark) }),
  subjects: ({ orgId }) => [orgId],
  async run({ db, now }, { orgId, before }) {
    const { documents, next } = await newestPage(
      db,
      db.collection<StoredQuiz>(QUIZZES),
      { orgId, state: db.is.neq('preparing') },
      { field: 'publishAt', before, size: PAGE },
    )
    return { quizzes: documents.map(quizView), next, at: now.toISOString() }
  },
})
