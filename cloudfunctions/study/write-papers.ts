import type { BankQuestion } from '../../typings/question-bank'
import type { UnitMaterial } from '../../typings/study'
import type { Database } from '../kernel/db'
import {
  type KeptKey,
  PAPER_KEYS,
  PAPERS,
  positionKey,
  QUESTIONS,
  type QuizFacts,
  type StoredPaper,
  type StoredPaperKeys,
} from '../kernel/study/stored'
import { type PaperQuestion, slotsOf } from '../rules/study/paper'
import { blanksOf, mayShuffle, optionsOf } from '../rules/study/question'

const AT_A_TIME = 8
const IDS_AT_A_TIME = 200

/** Points of each question of a paper; of weekly five and unit one. */
export type PointsOf = (kind: BankQuestion['kind']) => number

/**
 * Fixes the papers of a quiz: contents in one collection, keys in another. The questions are copied as they stand
 * now, so that an attempt keeps the version it was shown. Safe to repeat: what is written stays.
 */
export async function writePapers(
  db: Database,
  quiz: QuizFacts,
  drawn: readonly (readonly string[])[],
  material: UnitMaterial | null,
  pointsOf: PointsOf,
): Promise<void> {
  const questions = await questionsOf(db, [...new Set(drawn.flat())])
  const papers = drawn.map((ids, index) => paperOf(index, ids))
  for (let start = 0; start < papers.length; start += AT_A_TIME) {
    await Promise.all(
      papers
        .slice(start, start + AT_A_TIME)
        .flatMap(({ paper, keys }) => [
          db.collection<StoredPaper>(PAPERS).insert(paper),
          db.collection<StoredPaperKeys>(PAPER_KEYS).insert(keys),
        ]),
    )
  }

  function paperOf(index: number, ids: readonly string[]) {
    const shown: PaperQuestion[] = []
    const keys: Record<string, KeptKey> = {}
    for (const [position, questionId] of ids.entries()) {
      const question = questions.get(questionId)
      if (question === undefined) throw new Error(`question ${questionId} is gone`)
      const { contentId, version, kind, stem, key, explanation } = question
      const points = pointsOf(kind)
      const options = optionsOf(question)
      shown.push({
        questionId,
        version,
        kind,
        stem,
        options,
        blanks: blanksOf(question),
        points,
        shuffles: mayShuffle(question),
      })
      keys[positionKey(position)] = {
        questionId,
        contentId,
        version,
        kind,
        options,
        key,
        explanation,
        points,
      }
    }
    const common = {
      _id: `${quiz.quizId}:${index}`,
      quizId: quiz.quizId,
      releaseAt: quiz.releaseAt,
    }
    const slots = slotsOf(index, drawn.length)
    const paper: StoredPaper = { ...common, slots, quiz, questions: shown, material }
    const paperKeys: StoredPaperKeys = { ...common, questionIds: [...ids], keys }
    return { paper, keys: paperKeys }
  }
}

async function questionsOf(
  db: Database,
  ids: readonly string[],
): Promise<Map<string, BankQuestion>> {
  const found = new Map<string, BankQuestion>()
  for (let start = 0; start < ids.length; start += IDS_AT_A_TIME) {
    const some = ids.slice(start, start + IDS_AT_A_TIME)
    const questions = await db
      .collection<BankQuestion>(QUESTIONS)
      .find({ _id: db.is.in(some) }, { limit: some.length })
    for (const question of questions) found.set(question._id, question)
  }
  return found
}
