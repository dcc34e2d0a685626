import type { Database } from '../db'
import { startJob } from '../jobs'
import type { StoredQuiz } from './stored'

/** After the release or the correction, so that the settling job has scored everybody. */
const TALLY_AFTER_MS = 5 * 60_000

/** Counts which questions were most got wrong, once everything is released; `why` names the occasion. */
export async function startTally(
  db: Database,
  quiz: Pick<StoredQuiz, 'quizId' | 'orgId' | 'releaseAt'>,
  why: string,
  now: Date,
): Promise<void> {
  const { quizId, orgId } = quiz
  const from = Math.max(Date.parse(quiz.releaseAt), now.getTime())
  await startJob(
    db,
    {
      _id: `tally:${quizId}:${why}`,
      kind: 'tally',
      input: { quizId },
      total: 0,
      orgId,
      startedBy: 'clock',
      runAt: from + TALLY_AFTER_MS,
    },
    now,
  )
}
