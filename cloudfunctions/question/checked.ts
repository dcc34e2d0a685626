import type { BankQuestion, ImportItem } from '../../typings/question-bank'
import { documentIn } from '../kernel/action'
import type { Database } from '../kernel/db'
import { questionId } from '../kernel/questions/bank'
import { QUESTION_IMPORTS, type StoredQuestionImport } from '../kernel/questions/stored-import'
import { QUESTIONS } from '../kernel/study/stored'
import { questionIn } from '../rules/study/import-item'
import { hasSameKey } from '../rules/study/question'

const IDS_AT_A_TIME = 200

/** Sound items whose question the bank has already; told when its answer is another one there. */
export async function knownMarked(
  db: Database,
  orgId: string,
  items: readonly ImportItem[],
): Promise<ImportItem[]> {
  const ids = items.map((item) => {
    const question = item.state === 'sound' ? questionIn(item) : null
    return question === null ? null : questionId(orgId, question)
  })
  const wanted = [...new Set(ids.flatMap((each) => each ?? []))]
  const known = new Map<string, BankQuestion>()
  for (let start = 0; start < wanted.length; start += IDS_AT_A_TIME) {
    const some = wanted.slice(start, start + IDS_AT_A_TIME)
    const found = await db
      .collection<BankQuestion>(QUESTIONS)
      .find({ _id: db.is.in(some) }, { limit: some.length, fields: ['kind', 'options', 'key'] })
    for (const question of found) known.set(question._id, question)
  }
  return items.map((item, at) => {
    const there = known.get(ids[at] ?? '')
    const question = questionIn(item)
    if (there === undefined || question === null) return item
    const differs = { blocks: false, text: '题库里已有这道题，答案不同；如要更正，请到题库中修改' }
    const problems = hasSameKey(there, question) ? item.problems : [...item.problems, differs]
    return { ...item, state: 'known' as const, problems }
  })
}

/** A checked file; its pages of items are none. */
export const importTarget = documentIn<StoredQuestionImport>(
  QUESTION_IMPORTS,
  (document) => 'inputHash' in document,
)<{ importId: string }>(({ importId }) => importId)
