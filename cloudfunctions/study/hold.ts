import type { BankQuestion } from '../../typings/question-bank'
import type { Database, Filter } from '../kernel/db'
import { QUESTIONS } from '../kernel/study/stored'

/**
 * A question is in at most one quiz that is not over. Its key comes out with the quiz it is in, so in any other it
 * would be a leak: the weekly five would tell the exam, a branch's unit the company's. Quizzes hold their questions
 * until everything is released; nothing else, and no practice pack, takes a held one.
 */

const IDS_AT_A_TIME = 200
const HELD_AT_A_TIME = 1000

/**
 * Holds questions for a quiz until an instant. False when somebody else was faster with any of them, or with the
 * same question in another bank; then nothing is held. Safe to repeat.
 */
export async function hold(
  db: Database,
  questionIds: readonly string[],
  quiz: { quizId: string; path: readonly string[]; until: string },
  now: string,
): Promise<boolean> {
  const questions = db.collection<BankQuestion>(QUESTIONS)
  const { is } = db
  const { quizId, until } = quiz
  for (const ids of chunks(questionIds)) {
    await questions.updateWhere(
      { _id: is.in(ids), heldUntil: is.lte(now) },
      { heldUntil: until, heldBy: quizId },
    )
  }
  let contents: string[] = []
  for (const ids of chunks(questionIds)) {
    const held = await questions.find(
      { _id: is.in(ids), heldBy: quizId, heldUntil: until },
      { limit: ids.length, fields: ['contentId'] },
    )
    contents = [...contents, ...held.map(({ contentId }) => contentId)]
  }
  // Looked for after holding: of two that hold the same at once at least one sees the other.
  const elsewhere = await heldAround(db, contents, quiz, now)
  if (contents.length === questionIds.length && elsewhere.size === 0) return true
  await release(db, quizId)
  return false
}

/** Lets go of everything a quiz holds. */
async function release(db: Database, quizId: string): Promise<void> {
  await db
    .collection<BankQuestion>(QUESTIONS)
    .updateWhere({ heldBy: quizId }, { heldUntil: '', heldBy: '' })
}

/** Which of these contents a quiz of a superior or lower organisation holds, `quizId` itself excepted. */
export function heldAround(
  db: Database,
  contentIds: readonly string[],
  { quizId, path }: { quizId: string; path: readonly string[] },
  now: string,
): Promise<Set<string>> {
  const { is } = db
  const heldBy = is.neq(quizId)
  const around = [
    { orgId: is.in(path), heldBy },
    { path: path.at(-1), heldBy },
  ]
  return heldContents(db, contentIds, around, now)
}

/** Contents that are held where any of the filters fits. Each is found, however many banks hold it. */
export async function heldContents(
  db: Database,
  contentIds: readonly string[],
  where: readonly Filter[],
  now: string,
): Promise<Set<string>> {
  const { is } = db
  const questions = db.collection<BankQuestion>(QUESTIONS)
  const found = new Set<string>()
  async function look(filter: Filter, ids: string[]): Promise<void> {
    if (ids.length === 0) return
    const held = await questions.find(
      { ...filter, contentId: is.in(ids), heldUntil: is.gt(now) },
      { limit: HELD_AT_A_TIME, fields: ['contentId'] },
    )
    for (const { contentId } of held) found.add(contentId)
    const isAll = held.length < HELD_AT_A_TIME
    if (!isAll)
      await look(
        filter,
        ids.filter((each) => !found.has(each)),
      )
  }
  const parts = chunks([...new Set(contentIds)])
  await Promise.all(where.flatMap((filter) => parts.map((ids) => look(filter, ids))))
  return found
}

function chunks(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / IDS_AT_A_TIME) }, (_, at) =>
    ids.slice(at * IDS_AT_A_TIME, (at + 1) * IDS_AT_A_TIME),
  )
}
