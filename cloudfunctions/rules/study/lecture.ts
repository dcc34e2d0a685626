/**
 * Hours of a lecture somebody attended. The company's table (domain rules 1.6 [S]): one hour is one 学时, half a day
 * four, a day eight. Counted in halves, by how long the sitting lasted; at least a half, at most a day.
 */
const HOUR_MS = 3_600_000
const LEAST = 0.5
const MOST = 8

/** @param from, until instants of the opening and the end */
export function lectureHours(from: string, until: string): number {
  const hours = (Date.parse(until) - Date.parse(from)) / HOUR_MS
  return Math.min(MOST, Math.max(LEAST, Math.round(hours * 2) / 2))
}
