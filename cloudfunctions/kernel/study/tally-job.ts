import type { Database } from '../db'
import { startJob } from '../jobs'
import type { StoredQuiz } from './stored'

/** After the release, so that the settling job has scored everybody. */
const TALLY_AFTER_MS = 5 * 60_000

/** Counts which questions were most got wrong, once everything is released; `why` names the occasion. */
export async function startTally(
  db: Database,
  quiz: Pick<StoredQuiz, 'quizId' | 'orgId' | 'releaseAt'>,
  why: string,
  now: Date,
): Promise<void> {
  const { quizId, orgId } = quiz
  const released = Date.parse(quiz.releaseAt) + TALLY_AFTER_MS
  await startJob(
    db,
    {
      _id: `tally:${quizId}:${why}`,
      kind: 'tally',
      input: { quizId },
      total: 0,
      orgId,
      startedBy: 'clock',
      runAt: Math.max(released, now.getTime()),
    },
    now,
  )
}
