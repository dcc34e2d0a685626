import type { Document } from '../ejson'
import type { Work } from '../service'
import type { Collection } from './catalog'
import type { Changes } from './changes'
import { type Matcher, matcherOf } from './operators/matcher'
import { type Plan, planFor, type Sort } from './planner/plan'
import { countEntries, walk } from './planner/walk'
import { type Records, recordRange, type StoredDocument } from './records'
import { sortDocuments } from './sort'
import type { Snapshot } from './store'

/** What one operation sees: a snapshot, and over it the changes of its own transaction. */
export interface View {
  readonly snapshot: Snapshot
  readonly records: Records
  readonly changes: Changes | undefined
  /** The count of documents looked at goes here. */
  readonly work: Work
}

export interface Search {
  filter: Document
  sort: Sort
  skip: number
  /** `Infinity` for all. */
  limit: number
}

/** Finds documents by a condition, in order. The documents are shared: copy before changing. */
export function find(view: View, collection: Collection, search: Search): StoredDocument[] {
  const matcher = matcherOf(search.filter)
  // Documents of one's own transaction are in no index yet, so their order is made here.
  const own = [...(view.changes?.in(collection) ?? [])]
  const sort = matcher.byDistance === undefined ? search.sort : []
  const wanted = search.skip + search.limit
  const plan = planFor(view.snapshot, collection, { filter: search.filter, sort, rows: wanted })
  const ordered =
    own.length === 0 &&
    matcher.byDistance === undefined &&
    (sort.length === 0 || (plan.kind === 'index' && plan.order !== undefined))

  const found: StoredDocument[] = []
  for (const stored of candidates(view, collection, plan)) {
    if (ordered && found.length >= wanted) break
    view.work.documentsExamined++
    if (matcher.test(stored.document)) found.push(stored)
    if (ordered && found.length >= wanted) break
  }
  for (const { after } of own) {
    view.work.documentsExamined++
    if (after !== undefined && matcher.test(after.document)) found.push(after)
  }
  return arranged(found, matcher, sort, ordered).slice(search.skip, wanted)
}

/** Counts documents; where an index holds the whole answer, without looking at any. */
export function count(view: View, collection: Collection, filter: Document): number {
  if (view.changes === undefined || view.changes.size === 0) {
    if (Object.keys(filter).length === 0)
      return view.snapshot.count('records', recordRange(collection))
    matcherOf(filter)
    const plan = planFor(view.snapshot, collection, {
      filter,
      sort: [],
      rows: Number.POSITIVE_INFINITY,
    })
    if (plan.kind === 'index' && plan.covers) return countEntries(view.snapshot, plan)
  }
  return find(view, collection, { filter, sort: [], skip: 0, limit: Number.POSITIVE_INFINITY })
    .length
}

/** What the plan finds, but for documents that the view's own changes have replaced. */
function* candidates(view: View, collection: Collection, plan: Plan): Iterable<StoredDocument> {
  if (plan.kind === 'scan') {
    for (const stored of view.records.all(view.snapshot, collection))
      if (view.changes?.of(stored.recordId) === undefined) yield stored
    return
  }
  for (const recordId of walk(view.snapshot, plan)) {
    if (view.changes?.of(recordId) !== undefined) continue
    const stored = view.records.get(view.snapshot, collection, recordId)
    if (stored === undefined)
      throw new Error(`an index of ${collection.name} names a document that is not there`)
    yield stored
  }
}

function arranged(
  found: StoredDocument[],
  matcher: Matcher,
  sort: Sort,
  ordered: boolean,
): StoredDocument[] {
  const { byDistance } = matcher
  if (byDistance !== undefined)
    return found
      .map((stored) => ({ stored, distance: byDistance(stored.document) }))
      .sort((left, right) => left.distance - right.distance)
      .map(({ stored }) => stored)
  return ordered || sort.length === 0
    ? found
    : sortDocuments(found, ({ document }) => document, sort)
}
