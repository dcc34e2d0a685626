import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import { action, refuse } from '../../kernel/action'
import { ASKS } from '../../kernel/asks'
import { checkAudience } from '../../kernel/audience'
import { audit } from '../../kernel/audit'
import { checkTexts } from '../../kernel/content'
import { contentHash } from '../../kernel/ids'
import { id } from '../../kernel/schema'
import { factsIn, QUIZZES, type StoredQuiz } from '../../kernel/study/stored'
import { startTally } from '../../kernel/study/tally-job'
import { draw } from '../draw'
import { hold } from '../hold'
import {
  askOf,
  checkCount,
  checkDraft,
  factsOf,
  pointsFor,
  QUIZ_NAMES,
  termsOf,
  textsOf,
} from '../quiz-facts'
import { quiz as draft } from '../schemas'
import { quizView } from '../views'
import { writePapers } from '../write-papers'

/**
 * Publishes a weekly five, unit or exam. The order makes every crash repeatable: the quiz with the questions it drew
 * (nobody is asked yet) → the questions are held → the papers → the ask, which puts it on everybody's Today.
 */
export const publish = action('study.publish', {
  input: v.strictObject({ quizId: id, orgId: id, quiz: draft, filesConfirmed: v.boolean() }),
  prefetch: (db, { quizId }) => db.collection<StoredQuiz>(QUIZZES).get(quizId),
  subjects: ({ orgId }) => [orgId],
  async run({ session, db, wechat, openid, now }, input, { prefetched: before }) {
    const { quizId, orgId, quiz: written } = input
    const place = session.posts.find((post) => post.orgId === orgId)
    if (place === undefined) return refuse('forbidden')
    const inputHash = contentHash({ author: session.memberId, input })
    const at = now.toISOString()
    if (before !== null && before.inputHash !== inputHash) return refuse('idReused')
    if (before?.state === 'published') await announce(before)
    if (before !== null && before.state !== 'preparing') return { quiz: quizView(before) }
    let stored = before
    if (stored === null) {
      checkDraft(written, input.filesConfirmed, at)
      await checkAudience(db, orgId, written.audience)
      await checkTexts(wechat, openid, written.title, textsOf(written))
      const origin = { orgId, orgName: place.orgName, path: place.path }
      const papers = termsOf(written)?.papers ?? 1
      const drawn = await draw(db, origin, written.choice, { papers, quizId }, at)
      checkCount(written.kind, drawn.kinds.length)
      const fresh: StoredQuiz = {
        ...factsOf(quizId, written, origin, drawn.kinds, at),
        _id: quizId,
        authorId: session.memberId,
        authorName: session.name,
        state: 'preparing',
        createdAt: at,
        choice: written.choice,
        audience: written.audience,
        drawn: drawn.papers,
        inputHash,
      }
      const inserted = await db.collection<StoredQuiz>(QUIZZES).insert(fresh)
      stored = inserted.state === 'inserted' ? fresh : inserted.existing
      if (stored.inputHash !== inputHash) return refuse('idReused')
    }
    await prepare(stored)
    return { quiz: quizView(stored) }

    async function prepare(quiz: StoredQuiz): Promise<void> {
      const ids = [...new Set(quiz.drawn.flat())]
      const until = quiz.releaseAt
      if (!(await hold(db, ids, { quizId, path: quiz.path, until }, at))) {
        await db.collection<StoredQuiz>(QUIZZES).removeWhere({ _id: quizId, state: 'preparing' })
        return refuse('busy')
      }
      const material = written.kind === 'unit' ? written.material : null
      const facts = factsIn(quiz)
      await writePapers(db, facts, quiz.drawn, material, pointsFor(written))
      await db
        .collection<StoredQuiz>(QUIZZES)
        .updateWhere({ _id: quizId, state: 'preparing' }, { state: 'published' })
      await announce(quiz)
    }

    /** Also reached by a repeat after a crash: what is there already stays. */
    async function announce(quiz: StoredQuiz): Promise<void> {
      await Promise.all([
        db.collection<Ask>(ASKS).insert(askOf(quiz, at)),
        startTally(db, quiz, 'first', now),
        audit(db, {
          actor: session,
          action: 'study.publish',
          about: quiz,
          subjectId: quizId,
          summary: `发布${QUIZ_NAMES[quiz.kind]}《${quiz.title}》`,
          now,
          once: [quizId],
        }),
      ])
    }
  },
})
