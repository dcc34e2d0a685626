import type { AnswerRecord } from '../../../typings/ask'
import { answerId } from '../../rules/ask'
import { recordAnswer, takeAnswerBack } from '../asks'
import { creditUnit } from '../credits'
import type { Database } from '../db'
import { addMistakes, dropMistakes } from './mistake-book'
import type { StoredAttempt } from './stored'

/**
 * Everything that follows from an attempt as it stands: the ask is answered, a unit is credited, wrong questions go
 * to the mistake book; or taken back where a corrected key says so. Each write may be repeated, so the settling job
 * may do it again.
 */
export async function complete(
  db: Database,
  attempt: StoredAttempt,
  {
    wrong,
    cleared = [],
    done,
    at,
    answer,
  }: {
    wrong: readonly string[]
    /** Right by a corrected key, and never answered wrong by it. */
    cleared?: readonly string[]
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
  const { reopened = 0 } = attempt
  const isReopened = reopened > 0 && !done
  await Promise.all([
    done && attempt.number === 1
      ? recordAnswer(db, asked, { memberId, place }, { deviceAt: at }, { before: answer, now })
      : null,
    isReopened ? takeAnswerBack(db, askAnswerId(quizId, memberId), now) : null,
    kind === 'unit'
      ? creditUnit(db, { recordId: quizId, title, hours, memberId, place, at }, { done, reopened })
      : null,
    addMistakes(db, memberId, wrong, new Date(from)),
    dropMistakes(db, attempt, cleared),
  ])
}

/** The answer to a quiz's ask of one person. */
export function askAnswerId(quizId: string, memberId: string): string {
  return answerId(quizId, 1, memberId)
}
