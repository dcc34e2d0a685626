import { firstMistake, type Memory } from '../../rules/study/mistakes'
import type { Database } from '../db'
import { ATTEMPTS, type StoredAttempt } from './stored'

export const MISTAKES = 'mistakes'

/** A question in somebody's mistake book: `_id` is `member:question`. The question itself stays in the bank. */
export interface StoredMistake {
  _id: string
  memberId: string
  questionId: string
  memory: Memory
  /** `YYYY-MM-DD` in Beijing; `9999-12-31` when it is known and asked no more. */
  dueOn: string
  reviews: number
  /** The last review, so that a repeat of it answers the same. */
  lastRight: boolean
  /** The last review, or when it came into the book: of an exam its release, which may be still to come. */
  changedAt: string
}

/** No day: the question is known. */
export const NEVER = '9999-12-31'

export function mistakeId(memberId: string, questionId: string): string {
  return `${memberId}:${questionId}`
}

/**
 * Puts questions into the book, first asked the day after `from`. One that is there already keeps its memory; one
 * that had been known is asked again.
 */
export async function addMistakes(
  db: Database,
  memberId: string,
  questionIds: readonly string[],
  from: Date,
): Promise<void> {
  const mistakes = db.collection<StoredMistake>(MISTAKES)
  const { memory, dueOn } = firstMistake(from)
  await Promise.all(
    [...new Set(questionIds)].map(async (questionId) => {
      const fresh: StoredMistake = {
        _id: mistakeId(memberId, questionId),
        memberId,
        questionId,
        memory,
        dueOn,
        reviews: 0,
        lastRight: false,
        changedAt: from.toISOString(),
      }
      const inserted = await mistakes.insert(fresh)
      if (inserted.state === 'inserted' || inserted.existing.dueOn !== NEVER) return
      if (inserted.existing.changedAt >= fresh.changedAt) return
      const { changedAt } = fresh
      await mistakes.updateWhere({ _id: fresh._id, dueOn: NEVER }, { dueOn, changedAt })
    }),
  )
}

/**
 * Takes questions out of the book that an attempt had wrong only by a key that has been corrected. One that another
 * attempt has wrong stays, and so does one that was reviewed: from then on the reviews decide.
 */
export async function dropMistakes(
  db: Database,
  { _id: attemptId, memberId }: { _id: string; memberId: string },
  questionIds: readonly string[],
): Promise<void> {
  if (questionIds.length === 0) return
  const others = await db
    .collection<StoredAttempt>(ATTEMPTS)
    .find(
      { memberId, wrong: db.is.in(questionIds), _id: db.is.neq(attemptId) },
      { limit: 1000, fields: ['wrong'] },
    )
  const elsewhere = new Set(others.flatMap(({ wrong }) => wrong))
  const ids = questionIds
    .filter((questionId) => !elsewhere.has(questionId))
    .map((questionId) => mistakeId(memberId, questionId))
  await db.collection<StoredMistake>(MISTAKES).removeWhere({ _id: db.is.in(ids), reviews: 0 })
}
