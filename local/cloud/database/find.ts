import { type Document, isPlainObject } from '../ejson'
import type { Work } from '../service'
import type { Collection } from './catalog'
import { type Changes, committedHolder } from './changes'
import { encodePart, idBytes } from './index-entries'
import { ID_MOST_BYTES } from './limits'
import { type Matcher, matcherOf } from './operators/matcher'
import { type Plan, planFor, type Sort } from './planner/plan'
import { countEntries, walk } from './planner/walk'
import { allRecords, readRecord, recordRange, type StoredDocument } from './records'
import { sortDocuments } from './sort'
import type { Snapshot } from './store'

/** What one operation sees: a snapshot, and over it the changes of its own transaction. */
export interface View {
  readonly snapshot: Snapshot
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
  const id = onlyId(search.filter)
  if (id !== undefined) {
    const stored = findById(view, collection, id)
    return stored === undefined ? [] : [stored].slice(search.skip, search.skip + search.limit)
  }
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

  const most = ordered ? wanted : Number.POSITIVE_INFINITY
  const found = select(candidates(view, collection, plan), matcher, most, view.work)
  const ownOnes = own.flatMap(({ after }) => after ?? [])
  found.push(...select(ownOnes, matcher, Number.POSITIVE_INFINITY, view.work))
  return arranged(found, matcher, sort, ordered).slice(search.skip, wanted)
}

/** The first `most` that the condition holds for. */
function select(
  candidates: Iterable<StoredDocument>,
  matcher: Matcher,
  most: number,
  work: Work,
): StoredDocument[] {
  const found: StoredDocument[] = []
  if (most <= 0) return found
  /** False when there are enough. */
  const look = (stored: StoredDocument): boolean => {
    work.documentsExamined++
    if (matcher.test(stored.document)) found.push(stored)
    return found.length < most
  }
  const { limits } = matcher
  if (limits === undefined) {
    for (const stored of candidates) if (!look(stored)) break
    return found
  }
  // The table is read outside of the limits: what is stopped inside gives nothing back.
  for (const block of inBlocks(candidates)) if (!limits(() => block.every(look))) break
  return found
}

/** How many documents are asked under the limits at once. */
const BLOCK = 100

function* inBlocks(candidates: Iterable<StoredDocument>): Iterable<StoredDocument[]> {
  let block: StoredDocument[] = []
  for (const stored of candidates) {
    block.push(stored)
    if (block.length < BLOCK) continue
    yield block
    block = []
  }
  if (block.length > 0) yield block
}

/** Finds the document with an `_id`: what most requests ask for, so without a plan and a filter. */
export function findById(
  view: View,
  collection: Collection,
  id: unknown,
): StoredDocument | undefined {
  const [index] = collection.indexes
  if (index === undefined) throw new Error(`${collection.name} has no index of _id`)
  const prefix = Buffer.concat([idBytes(index.id), encodePart(id, 1)])
  const own = view.changes?.holderOf(prefix)
  const recordId = own ?? committedHolder(view.snapshot, prefix)
  if (recordId === undefined) return undefined
  const change = view.changes?.of(recordId)
  const stored =
    change === undefined ? readRecord(view.snapshot, collection, recordId) : change.after
  if (stored !== undefined) view.work.documentsExamined++
  return stored
}

/** The `_id` that a condition asks for, if that is all it asks. */
function onlyId(filter: Document): string | number | undefined {
  const { _id: asked, ...rest } = filter
  if (Object.keys(rest).length > 0) return undefined
  const id = isPlainObject(asked) && Object.keys(asked).length === 1 ? asked.$eq : asked
  return (typeof id === 'string' && id.length <= ID_MOST_BYTES) ||
    (typeof id === 'number' && !Number.isNaN(id))
    ? id
    : undefined
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
    for (const stored of allRecords(view.snapshot, collection))
      if (view.changes?.of(stored.recordId) === undefined) yield stored
    return
  }
  for (const recordId of walk(view.snapshot, plan)) {
    if (view.changes?.of(recordId) !== undefined) continue
    const stored = readRecord(view.snapshot, collection, recordId)
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
