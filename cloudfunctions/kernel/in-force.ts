import { dayBefore, localDate } from '../rules/calendar'
import type { Database, Filter } from './db'

const DAY_MS = 86_400_000

/**
 * Finds active people by a post or a stay that is in force, by index: of all who ever had one nearly only those who have it
 * today, so that who is gone takes nobody's place among the first hundreds. A day more on both sides, because each is
 * dated in its own zone: what is found is looked at again (`currentPosts`, `currentAttachments`).
 * @param about conditions on one and the same post or stay
 * @returns filters, one of which is to be met
 */
export function inForce(
  { is }: Pick<Database, 'is'>,
  list: 'posts' | 'attachments',
  about: Filter,
  now: Date,
): Filter[] {
  const begun = { ...about, from: is.lte(localDate(new Date(now.getTime() + DAY_MS))) }
  const ends = [is.exists(false), is.gte(dayBefore(localDate(now)))]
  return ends.map((until) => ({ [list]: is.elemMatch({ ...begun, until }), state: 'active' }))
}
