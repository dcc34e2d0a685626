import * as v from 'valibot'
import type { AnswerRecord } from '../../../typings/ask'
import { action, type MemberContext, refuse } from '../../kernel/action'
import { id } from '../../kernel/schema'
import { complete } from '../../kernel/study/complete'
import {
  ATTEMPTS,
  attemptId,
  givenIn,
  type KeptKey,
  keysInOrder,
  markedAnswers,
  PAPER_KEYS,
  positionKey,
  type StoredAnswer,
  type StoredAttempt,
  type StoredPaperKeys,
} from '../../kernel/study/stored'
import { isRight, scoreOf } from '../../rules/study/score'
import { doneAt } from '../../rules/study/standing'
import { inExamsOf, isAskedElsewhere } from '../held-for'
import { given, position } from '../schemas'

const ROUNDS = 5
const MOST_TRIES = 50

/**
 * Submits one question of a weekly five or unit and answers its key and explanation. The first answer stands; in a
 * unit a wrong one may be answered again, and a right one stands whichever phone it comes from, though another phone
 * has counted further. What follows from the last one can be repeated, so a repeat does it again.
 */
export const answer = action('study.answer', {
  input: v.strictObject({
    quizId: id,
    position,
    given,
    tries: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_TRIES)),
  }),
  prefetch: (db, input) => db.collection<StoredPaperKeys>(PAPER_KEYS).get(paperIdOf(input)),
  answersTo: ({ quizId }) => quizId,
  async run(context, input, { prefetched: paperKeys, mine }) {
    const asked = mine[0] ?? null
    const { session, db, now } = context
    const at = now.toISOString()
    const attempts = db.collection<StoredAttempt>(ATTEMPTS)
    const _id = attemptId(input.quizId, session.memberId, 1)
    let paper = paperKeys
    for (let round = 0; round < ROUNDS; round += 1) {
      // What was in the way may have been a corrected key.
      if (round > 0) paper = await db.collection<StoredPaperKeys>(PAPER_KEYS).get(paperIdOf(input))
      const attempt = await attempts.get(_id)
      // An exam's questions are never answered here: its keys stay where they are.
      if (attempt === null || paper === null || attempt.kind === 'exam') return refuse('notFound')
      const keys = keysInOrder(paper)
      const kept = keys[input.position]
      if (kept === undefined) return refuse('badInput', { field: 'position' })
      if (await isInAnExam(context, attempt.quizId, kept)) return refuse('questionHeld')
      const before = attempt.answers[positionKey(input.position)]
      if (isSettled(attempt, before, kept, input))
        return finish(context, attempt, keys, { ...input, answer: asked })
      if (attempt.graceUntil < at) return refuse('deadlinePassed')
      const tries = (before?.tries ?? 0) + 1
      if (input.tries > tries) return refuse('badInput', { field: 'tries' })
      const after = withAnswer(attempt, keys, { ...input, tries }, at)
      const field = `answers.${positionKey(input.position)}`
      const isSaved = await attempts.updateWhere(
        { _id, revision: attempt.revision, submittedAt: null },
        {
          [field]: db.is.set(after.answers[positionKey(input.position)]),
          revision: after.revision,
          submittedAt: after.submittedAt,
          dueAt: after.dueAt,
          scored: false,
        },
      )
      if (isSaved === 1) return finish(context, after, keys, { ...input, answer: asked })
    }
    return refuse('busy')
  },
})

/** Of who is asked in two places: whether the question is in an exam of the other one, whose key would come out. */
async function isInAnExam(
  { session, db, now }: MemberContext<'study.answer'>,
  quizId: string,
  { contentId }: KeptKey,
): Promise<boolean> {
  if (!isAskedElsewhere(session, now)) return false
  return (await inExamsOf(db, session, [contentId], quizId, now)).size > 0
}

/** A weekly five or unit has one paper. */
function paperIdOf({ quizId }: { quizId: string }): string {
  return `${quizId}:0`
}

/** Whether this very answer, or one that leaves no other, is there already. */
function isSettled(
  attempt: StoredAttempt,
  before: StoredAnswer | undefined,
  { key }: KeptKey,
  { given, tries }: Pick<StoredAnswer, 'given'> & { tries: number },
): boolean {
  if (before === undefined) return false
  if (attempt.kind === 'weekly' || isRight(key, before.given)) return true
  return (before.tries ?? 0) >= tries && !isRight(key, given)
}

function withAnswer(
  attempt: StoredAttempt,
  keys: readonly KeptKey[],
  input: { position: number; given: StoredAnswer['given']; tries: number },
  at: string,
): StoredAttempt {
  const { position, given, tries } = input
  const answer: StoredAnswer = { given, seq: tries, tries, at }
  const written = { ...attempt.answers, [positionKey(position)]: answer }
  const answers = markedAnswers({ answers: written }, keys)
  const submittedAt = doneAt({ ...attempt, submittedAt: null }, Object.values(answers), at)
  return {
    ...attempt,
    answers,
    revision: attempt.revision + 1,
    submittedAt,
    dueAt: submittedAt ?? attempt.dueAt,
  }
}

async function finish(
  { db, now }: MemberContext<'study.answer'>,
  attempt: StoredAttempt,
  keys: readonly KeptKey[],
  input: { position: number; answer: AnswerRecord | null },
) {
  const stands = attempt.answers[positionKey(input.position)]
  const kept = keys[input.position]
  if (stands === undefined || kept === undefined) return refuse('notFound')
  const done = attempt.submittedAt !== null
  const right = isRight(kept.key, stands.given)
  const { wrong } = scoreOf(keys, givenIn(attempt), null)
  const at = attempt.submittedAt ?? now.toISOString()
  const missed = done ? wrong : right ? [] : [input.position]
  const wrongIds = missed.flatMap((position) => keys[position]?.questionId ?? [])
  await complete(db, attempt, { wrong: wrongIds, done, at, answer: input.answer }, now)
  return {
    marked: {
      position: input.position,
      right,
      key: kept.key,
      explanation: kept.explanation,
    },
    given: stands.given,
    answered: Object.keys(attempt.answers).length,
    done,
    hours: done ? attempt.hours : 0,
  }
}
