import type { RosterProblemRow, RosterSummary } from '../../../typings/roster'
import type { Database } from '../db'
import { STEP_ITEMS } from '../jobs'
import type { Plan, PlanItem } from './plan'

export const IMPORTS = 'imports'
/** Problems kept of one file; a file with more is the wrong file. */
const MOST_PROBLEMS = 2000
const PROBLEMS_A_PAGE = 100

/** A checked file. Its items and problems stand in documents of their own, page by page. */
export interface StoredImport {
  _id: string
  orgId: string
  path: string[]
  by: string
  at: string
  fileHash: string
  pages: number
  total: number
  summary: RosterSummary
}

interface ItemPage {
  _id: string
  at: string
  items: PlanItem[]
}

interface ProblemPage {
  _id: string
  at: string
  problems: RosterProblemRow[]
}

/** Keeps a plan: pages first, the document that makes them count last. Safe to repeat. */
export async function storePlan(
  db: Database,
  head: Pick<StoredImport, '_id' | 'orgId' | 'path' | 'by' | 'at' | 'fileHash'>,
  plan: Plan,
): Promise<StoredImport> {
  const { _id, at } = head
  const items = pagesOf(plan.items, STEP_ITEMS)
  const problems = pagesOf(plan.problems.slice(0, MOST_PROBLEMS), PROBLEMS_A_PAGE)
  for (const [index, page] of items.entries())
    await db.collection<ItemPage>(IMPORTS).put({ _id: itemPageId(_id, index), at, items: page })
  for (const [index, page] of problems.entries())
    await db
      .collection<ProblemPage>(IMPORTS)
      .put({ _id: problemPageId(_id, index), at, problems: page })
  const stored: StoredImport = {
    ...head,
    pages: items.length,
    total: plan.items.length,
    summary: plan.summary,
  }
  const inserted = await db.collection<StoredImport>(IMPORTS).insert(stored)
  return inserted.state === 'inserted' ? stored : inserted.existing
}

export async function itemsOf(db: Database, importId: string, page: number): Promise<PlanItem[]> {
  const found = await db.collection<ItemPage>(IMPORTS).get(itemPageId(importId, page))
  return found?.items ?? []
}

export async function problemsOf(
  db: Database,
  importId: string,
  page: number,
): Promise<RosterProblemRow[]> {
  const found = await db.collection<ProblemPage>(IMPORTS).get(problemPageId(importId, page))
  return found?.problems ?? []
}

export { PROBLEMS_A_PAGE }

const itemPageId = (importId: string, page: number) => `${importId}:items:${page}`
const problemPageId = (importId: string, page: number) => `${importId}:problems:${page}`

function pagesOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, page) =>
    items.slice(page * size, (page + 1) * size),
  )
}
