import type { Ask } from '../../typings/ask'
import { ASKS } from './asks'
import type { Database } from './db'
import { startJob } from './jobs'

/** Asks whose people change by import, move or date are counted afresh for so long after they were published [P]. */
const FRESH_DAYS = 30
const MOST = 1000

/** Starts a fresh count of every ask that is still being followed; `why` names the occasion, so it starts once. */
export async function startCounts(db: Database, why: string, now: Date): Promise<void> {
  const since = new Date(now.getTime() - FRESH_DAYS * 86_400_000).toISOString()
  const followed = db.is.and(db.is.gt(since), db.is.lte(now.toISOString()))
  const asks = await db
    .collection<Ask>(ASKS)
    .find({ state: 'open', publishAt: followed }, { limit: MOST })
  for (const { _id: askId, version, orgId } of asks) {
    const _id = `count:${askId}:${version}:${why}`
    const input = { askId, version }
    await startJob(db, { _id, kind: 'count', input, total: 0, orgId, startedBy: 'clock' }, now)
  }
}
