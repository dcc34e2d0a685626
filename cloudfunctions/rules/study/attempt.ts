import type { AttemptState, QuizKind, SavedAnswer } from '../../../typings/study'

/** When an attempt runs, ends and is over. Times are UTC instants; the clock is an argument. Pure. */

/** Answers given in time still arrive so long after the end; offline times cannot be proved [P]. */
export const GRACE_MS = 10 * 60_000
const MINUTE_MS = 60_000

/** The times of a quiz that decide everything. */
export interface QuizTimes {
  kind: QuizKind
  publishAt: string
  closesAt: string
  /** Of an exam. */
  minutes: number | null
}

/** Whether an attempt may begin: from the opening until a moment before the end. */
export function mayStart(
  { publishAt, closesAt }: QuizTimes,
  now: string,
): 'yes' | 'early' | 'late' {
  if (now < publishAt) return 'early'
  return now < closesAt ? 'yes' : 'late'
}

/**
 * An exam's attempt has its full length whenever it starts, a second before the end too: everybody has the same
 * time. A weekly five or unit ends with its quiz.
 */
export function attemptTimes(
  { minutes, closesAt }: QuizTimes,
  startedAt: string,
): { endsAt: string; graceUntil: string } {
  const endsAt = minutes === null ? closesAt : later(startedAt, minutes * MINUTE_MS)
  return { endsAt, graceUntil: later(endsAt, GRACE_MS) }
}

/** When nobody can still be answering: the last possible end and its grace. Keys are secret until then. */
export function releaseAt({ closesAt, minutes }: Omit<QuizTimes, 'publishAt' | 'kind'>): string {
  return later(closesAt, (minutes ?? 0) * MINUTE_MS + GRACE_MS)
}

/** Past its grace an attempt is handed in as it was saved, whether or not anything has written that down. */
export function attemptState(
  { submittedAt, graceUntil }: { submittedAt: string | null; graceUntil: string },
  now: string,
): AttemptState {
  if (submittedAt !== null) return 'submitted'
  return now > graceUntil ? 'timedOut' : 'open'
}

/** The first attempt of a rated exam counts; everything later is practice. */
export function isRated(terms: { rated: boolean } | null, attempt: number): boolean {
  return terms?.rated === true && attempt === 1
}

/** Saved and arriving answers together: of each question the one with the higher count of taps, saved before new. */
export function mergedAnswers(
  saved: readonly SavedAnswer[],
  arriving: readonly SavedAnswer[],
): SavedAnswer[] {
  const byPosition = new Map<number, SavedAnswer>()
  for (const answer of [...saved, ...arriving]) {
    const before = byPosition.get(answer.position)
    if (before === undefined || answer.seq > before.seq) byPosition.set(answer.position, answer)
  }
  return [...byPosition.values()].sort((a, b) => a.position - b.position)
}

function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString()
}
