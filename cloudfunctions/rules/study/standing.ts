import type { QuizKind } from '../../../typings/study'

/** What follows from the answers of an attempt, whichever keys they are marked by. Pure. */

/** An answered question as it stands. */
export interface Verdict {
  right: boolean
  /** When the answer was given. */
  at: string
}

/**
 * When the attempt was done, or `null` while it is not. An exam is done by handing it in; a weekly five with its last
 * answer; a unit with the last right one. A corrected key may complete a unit, as of its last answer, or ask for
 * another answer; after its end nobody could give one, and what was done stays done [P].
 */
export function doneAt(
  {
    kind,
    questions,
    submittedAt,
    graceUntil,
  }: { kind: QuizKind; questions: number; submittedAt: string | null; graceUntil: string },
  verdicts: readonly Verdict[],
  now: string,
): string | null {
  if (kind === 'exam') return submittedAt
  const isDone =
    verdicts.length === questions && (kind === 'weekly' || verdicts.every(({ right }) => right))
  if (isDone) return submittedAt ?? latest(verdicts)
  return now > graceUntil ? submittedAt : null
}

function latest(verdicts: readonly Verdict[]): string | null {
  return (
    verdicts
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? null
  )
}
