/** A second tap within so many milliseconds is the same finger's, and was not aimed at what has moved under it. */
const AS_ONE_MS = 300

/** Whether a tap comes so soon after one that changed the page that it was meant for what stood there before. Pure. */
export function isSameTap(changedAt: number, now: number): boolean {
  const since = now - changedAt
  return since >= 0 && since < AS_ONE_MS
}
