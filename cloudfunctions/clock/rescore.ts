import type { Ask } from '../../typings/ask'
import type { QuestionText } from '../../typings/question-bank'
import { ASKS } from '../kernel/asks'
import type { Database } from '../kernel/db'
import { derivedId } from '../kernel/ids'
import { type JobHandler, STEP_ITEMS } from '../kernel/jobs'
import {
  ATTEMPTS,
  givenIn,
  keysInOrder,
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
import { scoreOf } from '../rules/study/score'

const AT_A_TIME = 10
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
 * A corrected key: paper by paper the key is changed, then the attempts at it are scored again, 200 a step, and
 * those whose score changed are told on Today, once the results are out. Every write can be repeated.
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
  const attempts = await db
    .collection<StoredAttempt>(ATTEMPTS)
    .find(
      { paperId: paper._id, _id: db.is.gt(at.attempt) },
      { orderBy: [['_id', 'asc']], limit: STEP_ITEMS },
    )
  const changed = await scoreAgain(db, corrected, attempts, questionId)
  await tell(db, paper.quizId, changed, `${jobId}:${paper._id}:${at.attempt}`, now())
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

/** Attempts whose score is another now. What is not scored yet gets the new key from the settling job. */
async function scoreAgain(
  db: Database,
  paper: StoredPaperKeys,
  attempts: readonly StoredAttempt[],
  questionId: string,
): Promise<StoredAttempt[]> {
  const keys = keysInOrder(paper)
  const position = paper.questionIds.indexOf(questionId)
  const changed: StoredAttempt[] = []
  const scored = attempts.filter((attempt) => attempt.scored && attempt.score !== null)
  for (let start = 0; start < scored.length; start += AT_A_TIME) {
    await Promise.all(
      scored.slice(start, start + AT_A_TIME).map(async (attempt) => {
        const { score, wrong } = scoreOf(keys, givenIn(attempt), attempt.passMark)
        const isChanged = attempt.wrong.includes(questionId) !== wrong.includes(position)
        // Told again when a step is repeated: its ask has the same id.
        if (isChanged || attempt.rescoredFor === rescoreMark(paper, position)) changed.push(attempt)
        if (!isChanged) return
        const wrongIds = wrong.flatMap((each) => keys[each]?.questionId ?? [])
        await db.collection<StoredAttempt>(ATTEMPTS).updateWhere(
          { _id: attempt._id, dueAt: attempt.dueAt },
          {
            score: db.is.set(score),
            wrong: db.is.set(wrongIds),
            rescoredFor: rescoreMark(paper, position),
          },
        )
      }),
    )
  }
  return changed
}

function rescoreMark({ keys }: StoredPaperKeys, position: number): string {
  const kept = keys[positionKey(position)]
  return `${kept?.questionId}:${kept?.version}`
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
