import type { Database } from '../kernel/db'
import { countTry as count, type Guess } from '../kernel/tries'

/** Wrong guesses of one WeChat: five in any hour, then a pause [P]. */
const LIMIT = { most: 5, windowMs: 60 * 60 * 1000 }

/** Counts a guess of one WeChat at a code, a number or a name. */
export function countTry(db: Database, openid: string, now: Date): Promise<Guess> {
  return count(db, openid, now, LIMIT)
}
