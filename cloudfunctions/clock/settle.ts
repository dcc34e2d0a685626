import type { AnswerRecord } from '../../typings/ask'
import { ANSWERS } from '../kernel/asks'
import type { Database } from '../kernel/db'
import { type JobHandler, STEP_ITEMS } from '../kernel/jobs'
import { log } from '../kernel/log'
import { askAnswerId, complete } from '../kernel/study/complete'
import {
  ATTEMPTS,
  givenIn,
  type KeptKey,
  keysInOrder,
  PAPER_KEYS,
  type StoredAttempt,
  type StoredPaperKeys,
} from '../kernel/study/stored'
import { scoreOf } from '../rules/study/score'

/** A submission carries the time its call began and may land as late as a function lives (20 s). */
const SETTLED_MS = 25_000
const PAUSE_MS = 10_000
const AT_A_TIME = 10

/**
 * Scores attempts that were submitted or ran out of time, and does what follows from them. Runs for ever; finds its
 * work by what is unscored and due, so a step that is repeated finds less.
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
  attempt: StoredAttempt,
  keys: readonly KeptKey[] | undefined,
  answers: ReadonlyMap<string, AnswerRecord>,
  now: Date,
): Promise<boolean> {
  const attempts = db.collection<StoredAttempt>(ATTEMPTS)
  const { _id, dueAt } = attempt
  if (keys === undefined) {
    log('error', 'attempt without paper', { attemptId: _id })
    await attempts.updateWhere({ _id, dueAt }, { scored: true })
    return false
  }
  const { score, wrong } = scoreOf(keys, givenIn(attempt), attempt.passMark)
  const wrongIds = wrong.flatMap((position) => keys[position]?.questionId ?? [])
  const isDone = attempt.submittedAt !== null || attempt.kind === 'exam'
  const answer = answers.get(askAnswerId(attempt.quizId, attempt.memberId)) ?? null
  const at = attempt.submittedAt ?? attempt.endsAt
  await complete(db, attempt, { wrong: wrongIds, done: isDone, at, answer }, now)
  // Submitted again meanwhile it has another `dueAt`, and is scored again.
  await attempts.updateWhere(
    { _id, dueAt },
    { scored: true, score: db.is.set(score), wrong: db.is.set(wrongIds) },
  )
  return true
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
