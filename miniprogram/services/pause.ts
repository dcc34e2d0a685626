/** Seconds before the next attempt: a weak network loses calls without going away. */
const PAUSES = [3, 10, 30, 60] as const
/** By which part of itself a pause is shorter or longer. */
const SPREAD = 0.25

/**
 * How long to wait, in seconds, after so many failures in a row, spread by chance: the phones of a site that lose
 * the network together do not all come back at the same moment. Pure.
 * @param chance from 0 to 1
 */
export function pauseAfter(failures: number, chance: number): number {
  const pause = PAUSES[Math.min(failures, PAUSES.length) - 1] ?? PAUSES[0]
  return pause * (1 - SPREAD + 2 * SPREAD * chance)
}
