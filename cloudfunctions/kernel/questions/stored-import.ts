import type { ImportItem, ImportSummary, QuestionKind } from '../../../typings/question-bank'
import type { Database } from '../db'

export const QUESTION_IMPORTS = 'questionImports'
/** Items of one stored page. */
export const ITEMS_A_PAGE = 50

/** A checked file; its items stand in documents of their own, page by page. */
export interface StoredQuestionImport {
  _id: string
  orgId: string
  orgName: string
  path: string[]
  by: string
  at: string
  inputHash: string
  pages: number
  subjects: string[]
  problems: ImportSummary['problems']
  leftOut: ImportSummary['leftOut']
  confirmedAt: string | null
}

export interface StoredItemPage {
  _id: string
  importId: string
  page: number
  at: string
  items: ImportItem[]
  /** Counts its changes: compare and set. */
  revision: number
  /** Of its items, new in the bank; set by the saving job. */
  added: number
  counts: PageCounts
}

/** Counted with every change of the page, so that a summary needs no items. */
interface PageCounts extends Record<ImportItem['state'], number> {
  byKind: Record<QuestionKind, number>
}

const PAGES_LIMIT = 200

export function itemPageId(importId: string, page: number): string {
  return `${importId}:${page}`
}

export function countsOf(items: readonly ImportItem[]): PageCounts {
  const counts: PageCounts = {
    sound: 0,
    broken: 0,
    known: 0,
    skipped: 0,
    byKind: { single: 0, multiple: 0, trueFalse: 0, fill: 0 },
  }
  for (const { state, question } of items) {
    counts[state] += 1
    if (state === 'sound' && question.kind !== null) counts.byKind[question.kind] += 1
  }
  return counts
}

/** Keeps the items of a file: pages first, the document that makes them count last. Safe to repeat. */
export async function storeItems(
  db: Database,
  head: Omit<StoredQuestionImport, 'pages'>,
  items: readonly ImportItem[],
): Promise<StoredQuestionImport> {
  const pages = Math.ceil(items.length / ITEMS_A_PAGE)
  for (let page = 0; page < pages; page += 1) {
    const some = items.slice(page * ITEMS_A_PAGE, (page + 1) * ITEMS_A_PAGE)
    await db.collection<StoredItemPage>(QUESTION_IMPORTS).put({
      _id: itemPageId(head._id, page),
      importId: head._id,
      page,
      at: head.at,
      items: some,
      revision: 0,
      added: 0,
      counts: countsOf(some),
    })
  }
  const stored: StoredQuestionImport = { ...head, pages }
  const inserted = await db.collection<StoredQuestionImport>(QUESTION_IMPORTS).insert(stored)
  return inserted.state === 'inserted' ? stored : inserted.existing
}

/** All pages without their items, in order. */
export function pageHeads(db: Database, importId: string): Promise<StoredItemPage[]> {
  return db.collection<StoredItemPage>(QUESTION_IMPORTS).find(
    { importId },
    {
      orderBy: [['page', 'asc']],
      limit: PAGES_LIMIT,
      fields: ['page', 'counts', 'added', 'importId', 'revision', 'at'],
    },
  )
}

/** The summary of a file, from what its pages count. */
export function summaryOf(
  head: StoredQuestionImport,
  pages: readonly Pick<StoredItemPage, 'counts'>[],
): ImportSummary {
  const sum = (of: (counts: PageCounts) => number) =>
    pages.reduce((total, { counts }) => total + of(counts), 0)
  const states = {
    sound: sum(({ sound }) => sound),
    broken: sum(({ broken }) => broken),
    known: sum(({ known }) => known),
    skipped: sum(({ skipped }) => skipped),
  }
  return {
    ...states,
    total: states.sound + states.broken + states.known + states.skipped,
    byKind: {
      single: sum(({ byKind }) => byKind.single),
      multiple: sum(({ byKind }) => byKind.multiple),
      trueFalse: sum(({ byKind }) => byKind.trueFalse),
      fill: sum(({ byKind }) => byKind.fill),
    },
    confirmed: head.confirmedAt !== null,
    problems: head.problems,
    leftOut: head.leftOut,
  }
}
