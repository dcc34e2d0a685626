import type { AnswerRecord } from '../../typings/ask'
import { ANSWERS } from '../kernel/asks'
import type { Database } from '../kernel/db'
import { type JobHandler, STEP_ITEMS } from '../kernel/jobs'
import { log } from '../kernel/log'
import { SETTLED_MS } from '../kernel/settled'
import { askAnswerId, complete } from '../kernel/study/complete'
import {
  ATTEMPTS,
  givenIn,
  type KeptKey,
  keysInOrder,
  markedAnswers,
  PAPER_KEYS,
  positionKey,
  type StoredAttempt,
  type StoredPaperKeys,
} from '../kernel/study/stored'
import { scoreOf } from '../rules/study/score'
import { doneAt } from '../rules/study/standing'

const PAUSE_MS = 10_000
const AT_A_TIME = 10

/**
 * Scores attempts that were submitted, ran out of time or had a key corrected, and does what follows from them. Runs
 * for ever; finds its work by what is unscored and due, so a step that is repeated finds less.
 */
export const settle: JobHandler = async (_, { db, now }) => {
  const upTo = new Date(now().getTime() - SETTLED_MS).toISOString()
  const due = await db
    .collection<StoredAttempt>(ATTEMPTS)
    .find(
      { scored: false, dueAt: db.is.lte(upTo) },
      { orderBy: [['dueAt', 'asc']], limit: STEP_ITEMS },
    )
  if (due.length === 0)
    return { cursor: null, done: 0, failed: 0, finished: false, pauseMs: PAUSE_MS }
  const [keys, answers] = await Promise.all([keysFor(db, due), answersTo(db, due)])
  let failed = 0
  for (let start = 0; start < due.length; start += AT_A_TIME) {
    const settled = await Promise.all(
      due
        .slice(start, start + AT_A_TIME)
        .map((attempt) => settleOne(db, attempt, keys.get(attempt.paperId), answers, now())),
    )
    failed += settled.filter((done) => !done).length
  }
  return { cursor: null, done: due.length - failed, failed, finished: false }
}

/** False when its paper is gone: it can never be scored, and is not looked at again. */
async function settleOne(
  db: Database,
  read: StoredAttempt,
  keys: readonly KeptKey[] | undefined,
  answers: ReadonlyMap<string, AnswerRecord>,
  now: Date,
): Promise<boolean> {
  const attempts = db.collection<StoredAttempt>(ATTEMPTS)
  const { _id, dueAt } = read
  if (keys === undefined) {
    log('error', 'attempt without paper', { attemptId: _id })
    await attempts.updateWhere({ _id, dueAt }, { scored: true })
    return false
  }
  const attempt = await restand(db, read, keys, now)
  // Answered or corrected meanwhile, it is settled in another step.
  if (attempt === null) return true
  const { score, wrong } = scoreOf(keys, givenIn(attempt), attempt.passMark)
  const wrongIds = wrong.flatMap((position) => keys[position]?.questionId ?? [])
  const done = attempt.submittedAt !== null || attempt.kind === 'exam'
  const answer = answers.get(askAnswerId(attempt.quizId, attempt.memberId)) ?? null
  const at = attempt.submittedAt ?? earlier(attempt.endsAt, now.toISOString())
  const cleared = clearedIn(attempt, keys, wrongIds)
  await complete(db, attempt, { wrong: wrongIds, cleared, done, at, answer }, now)
  const isOver = attempt.submittedAt !== null || attempt.graceUntil < now.toISOString()
  await attempts.updateWhere(
    // Another key, answer or submission since it was read has changed one of these: then it is scored again.
    { _id, dueAt, revision: attempt.revision },
    {
      ...(isOver
        ? { scored: true, score: db.is.set(score), wrong: db.is.set(wrongIds) }
        : { dueAt: attempt.graceUntil, score: db.is.set(null), wrong: db.is.set([]) }),
      corrected: db.is.set([]),
    },
  )
  return true
}

/** The attempt with its questions marked by these keys, and done or open accordingly; `null` when it has changed. */
async function restand(
  db: Database,
  attempt: StoredAttempt,
  keys: readonly KeptKey[],
  now: Date,
): Promise<StoredAttempt | null> {
  if (attempt.kind === 'exam') return attempt
  const marked = markedAnswers(attempt, keys)
  const submittedAt = doneAt(attempt, Object.values(marked), now.toISOString())
  const changes: Record<string, unknown> = {}
  for (const [field, answer] of Object.entries(marked))
    if (answer.right !== attempt.answers[field]?.right)
      changes[`answers.${field}.right`] = answer.right
  const isReopened = attempt.submittedAt !== null && submittedAt === null
  const after: StoredAttempt = {
    ...attempt,
    answers: marked,
    submittedAt,
    revision: attempt.revision + 1,
    reopened: (attempt.reopened ?? 0) + (isReopened ? 1 : 0),
  }
  if (Object.keys(changes).length === 0 && submittedAt === attempt.submittedAt) return attempt
  const { revision, reopened } = after
  const kept = await db
    .collection<StoredAttempt>(ATTEMPTS)
    .updateWhere(
      { _id: attempt._id, dueAt: attempt.dueAt, revision: attempt.revision },
      { ...changes, submittedAt, revision, reopened },
    )
  return kept === 1 ? after : null
}

/** Questions with a corrected key that are right by it, answered once only: of a second answer the first was wrong. */
function clearedIn(
  attempt: StoredAttempt,
  keys: readonly KeptKey[],
  wrongIds: readonly string[],
): string[] {
  const corrected = new Set(attempt.corrected ?? [])
  return keys.flatMap(({ questionId }, position) => {
    const answer = attempt.answers[positionKey(position)]
    const isCleared =
      corrected.has(questionId) && !wrongIds.includes(questionId) && (answer?.tries ?? 1) === 1
    return isCleared && answer !== undefined ? [questionId] : []
  })
}

function earlier(a: string, b: string): string {
  return a < b ? a : b
}

async function keysFor(
  db: Database,
  due: readonly StoredAttempt[],
): Promise<Map<string, KeptKey[]>> {
  const ids = [...new Set(due.map(({ paperId }) => paperId))]
  const found = await db
    .collection<StoredPaperKeys>(PAPER_KEYS)
    .find({ _id: db.is.in(ids) }, { limit: ids.length })
  return new Map(found.map((paper) => [paper._id, keysInOrder(paper)]))
}

/** What these people have answered to the asks of their attempts: after an ordinary submission, all. */
async function answersTo(
  db: Database,
  due: readonly StoredAttempt[],
): Promise<Map<string, AnswerRecord>> {
  const ids = [...new Set(due.map(({ quizId, memberId }) => askAnswerId(quizId, memberId)))]
  const found = await db
    .collection<AnswerRecord>(ANSWERS)
    .find({ _id: db.is.in(ids) }, { limit: ids.length })
  return new Map(found.map((answer) => [answer._id, answer]))
}
