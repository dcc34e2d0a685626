import type { QuestionKind } from '../../../typings/question-bank'
import type { ShownQuestion } from '../../../typings/study'
import { hashOf, shuffled } from './random'

/** How papers are drawn, which one a person gets, and in which order they see it. Pure. */

/** Papers of one quiz at most [P]. Every person falls into one of as many slots. */
export const SLOTS = 32

export interface DrawRule {
  subject: string
  kind: QuestionKind
  count: number
}

/** Rules of the same subject and kind are one. */
export function mergedRules(rules: readonly DrawRule[]): DrawRule[] {
  const merged = new Map<string, DrawRule>()
  for (const rule of rules) {
    const name = JSON.stringify([rule.subject, rule.kind])
    const before = merged.get(name)
    merged.set(name, { ...rule, count: rule.count + (before?.count ?? 0) })
  }
  return [...merged.values()]
}

/**
 * Ids of the questions of each paper. Of every pool a paper takes `count`, another part of the same seeded order
 * as long as there is enough, so that papers differ as much as the bank allows. Pools hold at least `count`.
 */
export function drawPapers(
  pools: readonly { rule: DrawRule; ids: readonly string[] }[],
  papers: number,
  seed: string,
): string[][] {
  const orders = pools.map(({ rule, ids }) => ({
    rule,
    order: shuffled([...ids].sort(), `${seed}:${rule.subject}:${rule.kind}`),
  }))
  return Array.from({ length: papers }, (_, paper) =>
    orders.flatMap(({ rule: { count }, order }) =>
      Array.from(
        { length: count },
        (_each, at) => order[(paper * count + at) % order.length] ?? '',
      ),
    ),
  )
}

/** The slots of paper `index` of `papers`; all slots are given out once. */
export function slotsOf(index: number, papers: number): number[] {
  return Array.from({ length: SLOTS }, (_, slot) => slot).filter((slot) => slot % papers === index)
}

/** The slot of one attempt: by hash, so that neighbours have different papers and nobody chooses theirs. */
export function slotFor(quizId: string, memberId: string, attempt: number): number {
  return hashOf(`${quizId}:${memberId}:${attempt}`) % SLOTS
}

/** A question of a paper as it is kept, without key and explanation. */
export interface PaperQuestion {
  questionId: string
  version: number
  kind: QuestionKind
  stem: string
  options: string[]
  blanks: number
  points: number
  /** Whether the order of its options may change. */
  shuffles: boolean
}

/** The questions of a paper as one attempt shows them: the same on every phone and at every start. */
export function shownQuestions(
  questions: readonly PaperQuestion[],
  attemptId: string,
): ShownQuestion[] {
  return questions.map(({ kind, stem, options, blanks, points, shuffles }, position) => {
    const ordered = options.map((text, choice) => ({ choice, text }))
    return {
      position,
      kind,
      stem,
      options: shuffles ? shuffled(ordered, `${attemptId}:${position}`) : ordered,
      blanks,
      points,
    }
  })
}
