import * as v from 'valibot'
import type { AnswerRecord } from '../../../typings/ask'
import type { SavedAnswer } from '../../../typings/study'
import { action, refuse } from '../../kernel/action'
import { ANSWERS } from '../../kernel/asks'
import type { Database } from '../../kernel/db'
import { id } from '../../kernel/schema'
import { askAnswerId } from '../../kernel/study/complete'
import {
  ATTEMPTS,
  attemptId,
  positionKey,
  type StoredAnswer,
  type StoredAttempt,
} from '../../kernel/study/stored'
import { attemptState, mergedAnswers } from '../../rules/study/attempt'
import { answers as answersSchema, attemptNumber } from '../schemas'
import { lastSeq, savedAnswers } from '../views'

const input = v.strictObject({ quizId: id, attempt: attemptNumber, answers: answersSchema })
const ROUNDS = 5

/** Keeps answers of an exam. Per question the higher count of taps stands, in whichever order they arrive. */
export const save = action('study.save', {
  input,
  async run({ session, db, now }, { quizId, attempt: number, answers }) {
    const at = now.toISOString()
    const attempts = db.collection<StoredAttempt>(ATTEMPTS)
    const _id = attemptId(quizId, session.memberId, number)
    for (let round = 0; round < ROUNDS; round += 1) {
      const attempt = await attempts.get(_id)
      if (attempt === null || attempt.kind !== 'exam') return refuse('notFound')
      const saved = savedAnswers(attempt)
      const state = attemptState(attempt, at)
      if (state === 'submitted') return refuse('alreadySubmitted')
      if (state === 'timedOut') return refuse('attemptOver')
      checkPositions(answers, attempt.questions)
      const merged = mergedAnswers(saved, answers)
      const news = merged.filter((each) => !saved.includes(each))
      if (news.length === 0) return { answers: merged, seq: lastSeq(merged), at }
      const kept = await attempts.updateWhere(
        { _id, revision: attempt.revision, submittedAt: null },
        { ...changesFor(db, news, at), revision: attempt.revision + 1 },
      )
      if (kept === 1) return { answers: merged, seq: lastSeq(merged), at }
    }
    return refuse('busy')
  },
})

/**
 * Hands an exam in. What this phone shows stands over what was saved: one update, which the first to arrive wins
 * and which nothing can change afterwards. The score is not known here: keys are read by the settling job only.
 */
export const submit = action('study.submit', {
  input,
  async run({ session, db, now }, { quizId, attempt: number, answers }) {
    const at = now.toISOString()
    const attempts = db.collection<StoredAttempt>(ATTEMPTS)
    const _id = attemptId(quizId, session.memberId, number)
    const last = Math.max(-1, ...answers.map(({ position }) => position))
    const [submitted] = await Promise.all([
      attempts.updateWhere(
        {
          _id,
          kind: 'exam',
          submittedAt: null,
          graceUntil: db.is.gte(at),
          questions: db.is.gt(last),
        },
        { ...changesFor(db, answers, at), submittedAt: at, scored: false, dueAt: at },
      ),
      // There is an answer to the ask only since the first attempt was started; later attempts change nothing.
      number === 1
        ? db
            .collection<AnswerRecord>(ANSWERS)
            .updateWhere(
              { _id: askAnswerId(quizId, session.memberId), kind: 'exam', answeredAt: null },
              { answeredAt: at, changedAt: at },
            )
        : 0,
    ])
    if (submitted === 1) return { submittedAt: at }
    const attempt = await attempts.get(_id)
    if (attempt === null || attempt.kind !== 'exam') return refuse('notFound')
    if (attempt.submittedAt !== null) return { submittedAt: attempt.submittedAt }
    checkPositions(answers, attempt.questions)
    return refuse('attemptOver')
  },
})

function checkPositions(answers: readonly SavedAnswer[], questions: number): void {
  if (answers.some(({ position }) => position >= questions))
    refuse('badInput', { field: 'answers' })
}

function changesFor(
  db: Database,
  answers: readonly SavedAnswer[],
  at: string,
): Record<string, unknown> {
  return Object.fromEntries(
    answers.map(({ position, given, seq }) => {
      const answer: StoredAnswer = { given, seq, at }
      return [`answers.${positionKey(position)}`, db.is.set(answer)]
    }),
  )
}
