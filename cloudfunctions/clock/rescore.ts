import type { Ask } from '../../typings/ask'
import type { QuestionText } from '../../typings/question-bank'
import { ASKS } from '../kernel/asks'
import type { Database } from '../kernel/db'
import { derivedId } from '../kernel/ids'
import { type JobHandler, STEP_ITEMS } from '../kernel/jobs'
import {
  ATTEMPTS,
  PAPER_KEYS,
  positionKey,
  QUIZZES,
  type StoredAttempt,
  type StoredPaperKeys,
  type StoredQuiz,
} from '../kernel/study/stored'
import { startTally } from '../kernel/study/tally-job'
import { personKey } from '../rules/audience'
import { keyFor } from '../rules/study/question'
import { isRight } from '../rules/study/score'

const DAY_MS = 86_400_000
/** Who is told of a corrected score finds it on Today so long. */
const TOLD_DAYS = 14

interface Cursor {
  /** Last paper whose key was corrected and whose attempts are scored again. */
  paper: string
  /** Last attempt of the paper that is being scored again. */
  attempt: string
}

/**
 * A corrected key: paper by paper the key is changed, then of the attempts at it, 200 a step, those whose mark changes
 * are told on Today, once the results are out, and every one that answered the question is handed to the settling job,
 * which alone scores attempts and does what follows from them. Every write can be repeated.
 */
export const rescore: JobHandler = async ({ _id: jobId, input, cursor }, { db, now }) => {
  const at = (cursor as Cursor | null) ?? { paper: '', attempt: '' }
  const questionId = String(input.questionId)
  const isWithin = at.attempt !== ''
  const [paper] = await db
    .collection<StoredPaperKeys>(PAPER_KEYS)
    .find(
      { questionIds: questionId, _id: isWithin ? at.paper : db.is.gt(at.paper) },
      { orderBy: [['_id', 'asc']], limit: 1 },
    )
  if (paper === undefined) return { cursor, done: 0, failed: 0, finished: true }
  const corrected = await correct(db, paper, input)
  // Read after the key is written: whoever answers from here on is marked by it.
  const attempts = await db
    .collection<StoredAttempt>(ATTEMPTS)
    .find(
      { paperId: paper._id, _id: db.is.gt(at.attempt) },
      { orderBy: [['_id', 'asc']], limit: STEP_ITEMS },
    )
  const changed = attempts.filter((attempt) => isMarkedAnew(attempt, corrected, questionId))
  // Told first: once they are settled again nobody sees whose mark it changed.
  await tell(db, paper.quizId, changed, `${jobId}:${paper._id}:${at.attempt}`, now())
  await settleAgain(db, attempts, corrected, questionId, now)
  const isLast = attempts.length < STEP_ITEMS
  if (isLast) await countAgain(db, paper.quizId, jobId, now())
  const next: Cursor = { paper: paper._id, attempt: isLast ? '' : (attempts.at(-1)?._id ?? '') }
  return { cursor: next, done: attempts.length, failed: 0, finished: false }
}

/** The paper with the new key; an older correction never overwrites a newer one. */
async function correct(
  db: Database,
  paper: StoredPaperKeys,
  input: Record<string, unknown>,
): Promise<StoredPaperKeys> {
  const position = paper.questionIds.indexOf(String(input.questionId))
  const field = positionKey(position)
  const kept = paper.keys[field]
  const version = Number(input.version)
  if (kept === undefined || kept.version >= version) return paper
  const question = input.question as QuestionText
  const blanks = 'blanks' in kept.key ? kept.key.blanks.length : 0
  const key = keyFor({ kind: kept.kind, options: kept.options, blanks }, question)
  if (key === null) return paper
  const corrected = { ...kept, version, key, explanation: question.explanation }
  await db
    .collection<StoredPaperKeys>(PAPER_KEYS)
    .updateWhere(
      { _id: paper._id, [`keys.${field}.version`]: db.is.lt(version) },
      { [`keys.${field}`]: db.is.set(corrected) },
    )
  return { ...paper, keys: { ...paper.keys, [field]: corrected } }
}

/** Whether somebody was told another mark, or will find one in their result, than the corrected key gives. */
function isMarkedAnew(attempt: StoredAttempt, paper: StoredPaperKeys, questionId: string): boolean {
  const field = fieldOf(paper, questionId)
  const answer = attempt.answers[field]
  const key = paper.keys[field]?.key
  if (answer === undefined || key === undefined) return false
  const before =
    attempt.kind !== 'exam'
      ? answer.right
      : attempt.score === null
        ? undefined
        : !attempt.wrong.includes(questionId)
  return before !== undefined && before !== isRight(key, answer.given)
}

/** An exam still being taken is scored by the new key when it is over. */
async function settleAgain(
  db: Database,
  attempts: readonly StoredAttempt[],
  paper: StoredPaperKeys,
  questionId: string,
  now: () => Date,
): Promise<void> {
  const field = fieldOf(paper, questionId)
  const at = now().toISOString()
  const ids = attempts
    .filter(({ answers }) => answers[field] !== undefined)
    .filter(({ kind, dueAt }) => kind !== 'exam' || dueAt <= at)
    .map(({ _id }) => _id)
  if (ids.length === 0) return
  await db.collection<StoredAttempt>(ATTEMPTS).updateWhere(
    { _id: db.is.in(ids) },
    {
      scored: false,
      dueAt: at,
      corrected: db.is.push([questionId]),
      // Whoever is marking it by the old key finds that it has changed.
      revision: db.is.inc(1),
    },
  )
}

function fieldOf({ questionIds }: StoredPaperKeys, questionId: string): string {
  return positionKey(questionIds.indexOf(questionId))
}

/** One ask for all of a step, by name: at most 200 people. Before the results are out there is nothing to tell. */
async function tell(
  db: Database,
  quizId: string,
  changed: readonly StoredAttempt[],
  once: string,
  now: Date,
): Promise<void> {
  const at = now.toISOString()
  if (changed.length === 0) return
  const quiz = await db.collection<StoredQuiz>(QUIZZES).get(quizId)
  if (quiz === null || (quiz.kind === 'exam' && at <= quiz.releaseAt)) return
  const people = [...new Set(changed.map(({ memberId }) => memberId))].sort()
  const ask: Ask = {
    _id: derivedId('rescore', once),
    kind: 'rescore',
    subjectId: quizId,
    version: 1,
    title: `《${quiz.title}》有一道题的答案已更正，您的成绩已重新计算`.slice(0, 60),
    orgId: quiz.orgId,
    orgName: quiz.orgName,
    path: quiz.path,
    audienceKeys: people.map(personKey),
    mode: 'read',
    publishAt: at,
    deadline: null,
    closesAt: new Date(now.getTime() + TOLD_DAYS * DAY_MS).toISOString(),
    state: 'open',
    pinned: false,
    changedAt: at,
  }
  await db.collection<Ask>(ASKS).insert(ask)
}

async function countAgain(db: Database, quizId: string, why: string, now: Date): Promise<void> {
  const quiz = await db.collection<StoredQuiz>(QUIZZES).get(quizId)
  if (quiz !== null) await startTally(db, quiz, why, now)
}
