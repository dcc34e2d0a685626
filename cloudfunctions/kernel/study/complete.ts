import type { AnswerRecord } from '../../../typings/ask'
import { answerId } from '../../rules/ask'
import { recordAnswer } from '../asks'
import { creditHours } from '../credits'
import type { Database } from '../db'
import { addMistakes } from './mistake-book'
import type { StoredAttempt } from './stored'

/**
 * Everything that follows from a finished attempt: the ask is answered, a unit is credited, wrong questions go to
 * the mistake book. Each is an insert with a derived id, so the settling job may do it again.
 */
export async function complete(
  db: Database,
  attempt: StoredAttempt,
  {
    wrong,
    done,
    at,
    answer,
  }: {
    wrong: readonly string[]
    done: boolean
    at: string
    /** The person's answer to the ask, as just read. */
    answer: AnswerRecord | null
  },
  now: Date,
): Promise<void> {
  const { quizId, kind, memberId, orgId, path, releaseAt, title, hours } = attempt
  const place = { orgId, path }
  // An exam's questions are secret until everybody is done; the others have been explained already.
  const from = kind === 'exam' && releaseAt > at ? releaseAt : at
  const asked = { _id: quizId, kind, version: 1, closesAt: releaseAt }
  const credit = { source: 'unit', recordId: quizId, title, hours, memberId, place, at } as const
  await Promise.all([
    done && attempt.number === 1
      ? recordAnswer(db, asked, { memberId, place }, { deviceAt: at }, { before: answer, now })
      : null,
    done ? creditHours(db, credit) : null,
    addMistakes(db, memberId, wrong, new Date(from)),
  ])
}

/** The answer to a quiz's ask of one person. */
export function askAnswerId(quizId: string, memberId: string): string {
  return answerId(quizId, 1, memberId)
}
