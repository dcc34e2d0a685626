import type { BankQuestion } from '../../typings/question-bank'
import type { Database } from '../kernel/db'
import { QUESTIONS } from '../kernel/study/stored'

/**
 * A question is in at most one quiz that is not over. Its key comes out with the quiz it is in, so in any other it
 * would be a leak: the weekly five would tell the exam, a branch's unit the company's. Quizzes hold their questions
 * until everything is released; nothing else, and no practice pack, takes a held one.
 */

const IDS_AT_A_TIME = 200

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
  const elsewhere = await heldContents(db, contents, quiz, now)
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
export async function heldContents(
  db: Database,
  contentIds: readonly string[],
  { quizId, path }: { quizId: string; path: readonly string[] },
  now: string,
): Promise<Set<string>> {
  const { is } = db
  const found = new Set<string>()
  for (const ids of chunks([...new Set(contentIds)])) {
    const held = await db
      .collection<BankQuestion>(QUESTIONS)
      .find(
        { contentId: is.in(ids), heldUntil: is.gt(now), heldBy: is.neq(quizId) },
        { limit: 1000, fields: ['contentId', 'path'] },
      )
    for (const question of held) if (isRelated(question.path, path)) found.add(question.contentId)
  }
  return found
}

/** One of the two organisations stands above the other, or they are the same. */
function isRelated(a: readonly string[], b: readonly string[]): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a]
  return shorter.every((orgId, depth) => longer[depth] === orgId)
}

function chunks(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / IDS_AT_A_TIME) }, (_, at) =>
    ids.slice(at * IDS_AT_A_TIME, (at + 1) * IDS_AT_A_TIME),
  )
}
