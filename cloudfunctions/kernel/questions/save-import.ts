import type { ImportItem } from '../../../typings/question-bank'
import { questionIn } from '../../rules/study/import-item'
import type { Database } from '../db'
import type { JobHandler, PlainTools } from '../jobs'
import { QUESTIONS } from '../study/stored'
import { recountSubject } from '../study/subjects'
import { freshQuestion, type StoredQuestion } from './bank'
import {
  itemPageId,
  QUESTION_IMPORTS,
  type StoredItemPage,
  type StoredQuestionImport,
} from './stored-import'

const PAGES_A_STEP = 4
const AT_A_TIME = 20

/**
 * Saves what is sound of a checked file, 200 items a step, each an insert under an id that follows from its content:
 * what is in the bank stays as it is. At last the subjects are counted.
 */
export const saveQuestions: JobHandler<PlainTools> = async ({ input, cursor }, { db, now }) => {
  const importId = String(input.importId)
  const head = await db.collection<StoredQuestionImport>(QUESTION_IMPORTS).get(importId)
  const from = typeof cursor === 'number' ? cursor : 0
  if (head === null) return { cursor: from, done: 0, failed: 0, finished: true }
  const until = Math.min(from + PAGES_A_STEP, head.pages)
  let done = 0
  for (let page = from; page < until; page += 1)
    done += await savePage(db, head, page, input.practice === true, now().toISOString())
  const finished = until >= head.pages
  if (finished) for (const subject of head.subjects) await recountSubject(db, head, subject, now())
  return { cursor: until, done, failed: 0, finished }
}

async function savePage(
  db: Database,
  head: StoredQuestionImport,
  page: number,
  practice: boolean,
  at: string,
): Promise<number> {
  const pages = db.collection<StoredItemPage>(QUESTION_IMPORTS)
  const stored = await pages.get(itemPageId(head._id, page))
  if (stored === null) return 0
  const sound = stored.items.filter(({ state }) => state === 'sound')
  let added = 0
  for (let start = 0; start < sound.length; start += AT_A_TIME) {
    const saved = await Promise.all(
      sound.slice(start, start + AT_A_TIME).map((item) => saveItem(db, head, item, practice, at)),
    )
    added += saved.filter((isNew) => isNew).length
  }
  await pages.updateWhere({ _id: stored._id }, { added })
  return sound.length
}

/** True when the bank has it from this file, whether this or an interrupted step put it there. */
async function saveItem(
  db: Database,
  { _id: importId, orgId, orgName, path }: StoredQuestionImport,
  item: ImportItem,
  practice: boolean,
  at: string,
): Promise<boolean> {
  const question = questionIn(item)
  if (question === null) return false
  const { subject } = item
  const place = { orgId, orgName, path }
  const fresh = freshQuestion(place, question, { subject, practice, importId }, at)
  const inserted = await db.collection<StoredQuestion>(QUESTIONS).insert(fresh)
  return inserted.state === 'inserted' || inserted.existing.importId === importId
}
