import type { BankQuestion, QuestionKind } from '../../typings/question-bank'
import type { QuestionChoice } from '../../typings/study'
import { refuse } from '../kernel/action'
import type { Database } from '../kernel/db'
import { QUESTIONS } from '../kernel/study/stored'
import { type DrawRule, drawPapers, mergedRules } from '../rules/study/paper'
import { KIND_NAMES } from '../rules/study/question'
import { heldAround } from './hold'

/** Free questions of one subject and kind that are looked at; a paper takes at most 100 of them. */
const POOL_LIMIT = 1000

/** What was drawn: ids of each paper, and the kinds of the first, which are those of every one. */
export interface Drawn {
  papers: string[][]
  kinds: QuestionKind[]
}

/**
 * Draws the questions of each paper, from the organisation's own bank, in use and free.
 * @throws Refusal `notEnough`
 */
export async function draw(
  db: Database,
  place: { orgId: string; path: string[] },
  choice: QuestionChoice,
  { papers, quizId }: { papers: number; quizId: string },
  now: string,
): Promise<Drawn> {
  if ('questionIds' in choice) {
    const { questionIds } = choice
    const free = await freeQuestions(db, { _id: db.is.in(questionIds) }, place, quizId, now)
    const byId = new Map(free.map((question) => [question._id, question.kind]))
    const kinds = questionIds.flatMap((each) => byId.get(each) ?? [])
    const need = questionIds.length
    if (kinds.length < need)
      refuse('notEnough', { subject: '所选', kind: '题目', have: kinds.length, need })
    return { papers: [questionIds], kinds }
  }
  const rules = mergedRules(choice.rules)
  const pools = await Promise.all(
    rules.map(async (rule) => {
      const { subject, kind } = rule
      const free = await freeQuestions(db, { subject, kind }, place, quizId, now)
      if (free.length < rule.count) refuse('notEnough', detailOf(rule, free.length))
      return { rule, ids: free.map(({ _id }) => _id) }
    }),
  )
  const kinds = rules.flatMap(({ kind, count }) => Array.from({ length: count }, () => kind))
  return { papers: drawPapers(pools, papers, quizId), kinds }
}

async function freeQuestions(
  db: Database,
  wanted: Record<string, unknown>,
  { orgId, path }: { orgId: string; path: string[] },
  quizId: string,
  now: string,
): Promise<BankQuestion[]> {
  const found = await db
    .collection<BankQuestion>(QUESTIONS)
    .find(
      { ...wanted, orgId, state: 'inUse', heldUntil: db.is.lte(now) },
      { limit: POOL_LIMIT, fields: ['contentId', 'kind'] },
    )
  const contents = found.map(({ contentId }) => contentId)
  const held = await heldAround(db, contents, { quizId, path }, now)
  return found.filter(({ contentId }) => !held.has(contentId))
}

function detailOf({ subject, kind, count }: DrawRule, have: number) {
  return { subject, kind: KIND_NAMES[kind], have, need: count }
}
