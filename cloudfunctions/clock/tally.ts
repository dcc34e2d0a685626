import type { Database } from '../kernel/db'
import type { JobHandler, StepResult } from '../kernel/jobs'
import {
  ATTEMPTS,
  PAPER_KEYS,
  positionKey,
  QUIZZES,
  type StoredAttempt,
  type StoredPaperKeys,
  type StoredQuiz,
} from '../kernel/study/stored'
import {
  type QuestionTally,
  type StoredTally,
  summed,
  TALLIES,
  tallyId,
} from '../kernel/study/tally'

interface Cursor {
  phase: 'branches' | 'above'
  /** Last organisation counted. */
  orgId: string
  /** In the second phase, how deep in the tree: the deepest first. */
  depth: number
}

/** Deeper than any tree of organisations. */
const DEEPEST = 12
/** Organisations a step handles; a branch has at most 500 people, whose attempts are read at once. */
const BRANCHES = 10
const PLACES = 20
const PEOPLE = 1000
const CHILDREN = 1000
const PAPERS_LIMIT = 32

/**
 * Which questions were most got wrong. First every organisation whose people answered, from their first attempts,
 * one after the other; then upwards, each the sum of its own and its children. Totals only; safe to repeat.
 */
export const tally: JobHandler = async ({ input, cursor }, { db, now }) => {
  const quiz = await db.collection<StoredQuiz>(QUIZZES).get(String(input.quizId))
  if (quiz === null) return { cursor, done: 0, failed: 0, finished: true }
  const at = (cursor as Cursor | null) ?? { phase: 'branches', orgId: '', depth: DEEPEST }
  const instant = now().toISOString()
  return at.phase === 'branches'
    ? countBranches(db, quiz._id, at, instant)
    : sumUp(db, quiz._id, at, instant)
}

async function countBranches(
  db: Database,
  quizId: string,
  at: Cursor,
  now: string,
): Promise<StepResult> {
  const papers = await db
    .collection<StoredPaperKeys>(PAPER_KEYS)
    .find({ quizId }, { limit: PAPERS_LIMIT, fields: ['questionIds'] })
  const idsOf = new Map(papers.map(({ _id, questionIds }) => [_id, questionIds]))
  let { orgId } = at
  for (let count = 0; count < BRANCHES; count += 1) {
    const attempts = await nextBranch(db, quizId, orgId)
    const [first] = attempts
    if (first === undefined) {
      const next: Cursor = { phase: 'above', orgId: '', depth: DEEPEST }
      return { cursor: next, done: count, failed: 0, finished: false }
    }
    orgId = first.orgId
    const own = summed(
      attempts.map((attempt) => tallyOf(attempt, idsOf.get(attempt.paperId) ?? [])),
    )
    await putOwn(db, first, own, attempts.length, now)
  }
  return { cursor: { ...at, orgId }, done: BRANCHES, failed: 0, finished: false }
}

/** First attempts of the next organisation that has any. */
async function nextBranch(db: Database, quizId: string, after: string): Promise<StoredAttempt[]> {
  const attempts = db.collection<StoredAttempt>(ATTEMPTS)
  const firsts = { quizId, number: 1 }
  const [next] = await attempts.find(
    { ...firsts, orgId: db.is.gt(after) },
    { orderBy: [['orgId', 'asc']], limit: 1, fields: ['orgId'] },
  )
  if (next === undefined) return []
  const fields = ['orgId', 'path', 'quizId', 'paperId', 'answers', 'wrong']
  return attempts.find({ ...firsts, orgId: next.orgId }, { limit: PEOPLE, fields })
}

function tallyOf(
  { answers, wrong }: StoredAttempt,
  questionIds: readonly string[],
): QuestionTally[] {
  return questionIds
    .filter((_, position) => answers[positionKey(position)] !== undefined)
    .map((questionId) => ({ questionId, answered: 1, wrong: wrong.includes(questionId) ? 1 : 0 }))
}

/** An organisation's own totals, and a place for those of each of its superiors. */
async function putOwn(
  db: Database,
  { quizId, path }: StoredAttempt,
  own: QuestionTally[],
  people: number,
  at: string,
): Promise<void> {
  const tallies = db.collection<StoredTally>(TALLIES)
  await Promise.all(
    path.map((orgId, depth) => {
      const isOwn = depth === path.length - 1
      const empty: StoredTally = {
        _id: tallyId(quizId, orgId),
        quizId,
        orgId,
        parentId: path[depth - 1] ?? '',
        depth: depth + 1,
        ownPeople: 0,
        people: 0,
        own: [],
        all: [],
        at,
      }
      if (!isOwn) return tallies.insert(empty)
      return tallies.put({ ...empty, own, all: own, ownPeople: people, people })
    }),
  )
}

async function sumUp(db: Database, quizId: string, at: Cursor, now: string): Promise<StepResult> {
  const tallies = db.collection<StoredTally>(TALLIES)
  const here = await tallies.find(
    { quizId, depth: at.depth, orgId: db.is.gt(at.orgId) },
    { orderBy: [['orgId', 'asc']], limit: PLACES },
  )
  for (const place of here) {
    const children = await tallies.find(
      { quizId, parentId: place.orgId },
      { limit: CHILDREN, fields: ['all', 'people'] },
    )
    const all = summed([place.own, ...children.map((child) => child.all)])
    const people = children.reduce((sum, child) => sum + child.people, place.ownPeople)
    await tallies.updateWhere({ _id: place._id }, { all: db.is.set(all), people, at: now })
  }
  const isLast = here.length < PLACES
  const next: Cursor = isLast
    ? { phase: 'above', orgId: '', depth: at.depth - 1 }
    : { ...at, orgId: here.at(-1)?.orgId ?? '' }
  return { cursor: next, done: here.length, failed: 0, finished: next.depth === 0 }
}
