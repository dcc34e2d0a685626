import type { Document } from '../../ejson'
import type { Collection, Index } from '../catalog'
import type { Snapshot } from '../store'
import { type Conditions, conditionsOf, type Demand } from './conditions'
import { type Search, searchOf } from './intervals'

/** Paths and directions, the most important first. */
export type Sort = readonly { path: string; direction: 1 | -1 }[]

export interface IndexPlan {
  kind: 'index'
  index: Index
  search: Search
  /**
   * The index gives the order that was asked for: its entries, compared from part `from` on, are in it,
   * or in its reverse.
   */
  order?: { from: number; reverse: boolean }
  /** The intervals hold exactly what the condition asks for. */
  covers: boolean
}

/** How to find documents. Every plan finds all that the condition may hold for, and perhaps more. */
export type Plan = { kind: 'scan' } | IndexedPlan

export type IndexedPlan = IndexPlan | { kind: 'union'; branches: IndexPlan[] }

export interface Wish {
  filter: Document
  sort: Sort
  /** How many documents are wanted at most. */
  rows: number
}

/** Entries are counted up to here to tell plans apart. */
const MOST_COUNTED = 1000

/**
 * Chooses how to find documents: the index with the fewest entries to look at; where that is none, an
 * index that gives the order; else all documents.
 */
export function planFor(snapshot: Snapshot, collection: Collection, wish: Wish): Plan {
  const conditions = conditionsOf(wish.filter)
  const plans = collection.indexes.map((index) => planWith(index, conditions, wish.sort))
  const union = unionOf(snapshot, collection, conditions)
  const narrowing = cheapest(snapshot, plans.filter(narrows), wish.rows, union !== undefined)
  if (union !== undefined && (narrowing === undefined || union.cost < narrowing.cost))
    return union.plan
  if (narrowing !== undefined) return narrowing.plan
  return plans.find((plan) => plan.order !== undefined) ?? { kind: 'scan' }
}

const narrows = ({ search }: IndexPlan) => search.points.length > 0 || search.ranged

function planWith(index: Index, conditions: Conditions, sort: Sort): IndexPlan {
  const search = searchOf(index, conditions.demands)
  const order = orderOf(index, search, sort)
  const used = new Set(
    index.parts.slice(0, search.points.length + (search.ranged ? 1 : 0)).map(({ path }) => path),
  )
  const covers =
    conditions.complete &&
    !index.shortened &&
    !index.multikey.includes(true) &&
    [...conditions.demands.keys()].every((path) => used.has(path))
  return { kind: 'index', index, search, covers, ...(order === undefined ? {} : { order }) }
}

/** Whether the index, searched so, gives the order that was asked for. */
function orderOf(index: Index, search: Search, sort: Sort): IndexPlan['order'] {
  if (index.shortened) return undefined
  const isSingle = (path: string) => {
    const place = index.parts.findIndex((part) => part.path === path)
    return place >= 0 && search.points[place] === 1 && !index.multikey[place]
  }
  // Where every document has the same value, it does not matter for the order.
  const wanted = sort.filter(({ path }) => !isSingle(path))
  const [first] = wanted
  if (first === undefined) return sort.length === 0 ? undefined : { from: 0, reverse: false }
  const from = index.parts.findIndex(({ path }) => path === first.path)
  // All parts before must be fixed, so that within an interval only the later parts vary.
  if (from < 0 || from > search.points.length) return undefined
  const reverse = index.parts[from]?.direction !== first.direction
  const fits = wanted.every(({ path, direction }, step) => {
    const part = index.parts[from + step]
    return (
      part?.path === path &&
      (part.direction !== direction) === reverse &&
      index.multikey[from + step] !== true
    )
  })
  return fits ? { from, reverse } : undefined
}

/** What a plan would look at: its entries, or no more than the rows wanted if they come in order. */
function costOf(snapshot: Snapshot, plan: IndexPlan, rows: number): number {
  let entries = 0
  for (const { start, end } of plan.search.intervals)
    for (const _key of snapshot.keys('entries', { start, end }))
      if (++entries >= MOST_COUNTED) return bounded(plan, entries, rows)
  return bounded(plan, entries, rows)
}

const bounded = (plan: IndexPlan, entries: number, rows: number) =>
  plan.order !== undefined && plan.covers ? Math.min(entries, rows) : entries

interface Costed<P> {
  plan: P
  cost: number
}

/** `compared`: the cost matters even if there is only one plan. */
function cheapest(
  snapshot: Snapshot,
  plans: IndexPlan[],
  rows: number,
  compared: boolean,
): Costed<IndexPlan> | undefined {
  let best: Costed<IndexPlan> | undefined
  for (const plan of plans) {
    const cost = plans.length === 1 && !compared ? 0 : costOf(snapshot, plan, rows)
    if (best === undefined || isBetter({ plan, cost }, best)) best = { plan, cost }
    if (best.cost === 0) break
  }
  return best
}

/** Fewer entries; of as many, the one in order; then the one that uses more of its index. */
function isBetter(candidate: Costed<IndexPlan>, best: Costed<IndexPlan>): boolean {
  if (candidate.cost !== best.cost) return candidate.cost < best.cost
  const ordered = (plan: IndexPlan) => (plan.order === undefined ? 0 : 1)
  if (ordered(candidate.plan) !== ordered(best.plan))
    return ordered(candidate.plan) > ordered(best.plan)
  return candidate.plan.search.points.length > best.plan.search.points.length
}

/** A condition with `$or` can be met by a search for each branch, if every branch has one. */
function unionOf(
  snapshot: Snapshot,
  collection: Collection,
  conditions: Conditions,
): Costed<Plan> | undefined {
  const [choice] = conditions.choices
  if (choice === undefined) return undefined
  const branches: Costed<IndexPlan>[] = []
  for (const branch of choice) {
    const own = withOuter(conditionsOf(branch), conditions.demands)
    const plans = collection.indexes.map((index) => planWith(index, own, [])).filter(narrows)
    const best = cheapest(snapshot, plans, Number.POSITIVE_INFINITY, true)
    if (best === undefined) return undefined
    branches.push(best)
  }
  return {
    plan: { kind: 'union', branches: branches.map(({ plan }) => plan) },
    cost: branches.reduce((sum, { cost }) => sum + cost, 0),
  }
}

/** Conditions beside the `$or` hold in every branch. */
function withOuter(branch: Conditions, outer: ReadonlyMap<string, Demand[]>): Conditions {
  const demands = new Map(outer)
  for (const [path, own] of branch.demands) demands.set(path, [...own, ...(outer.get(path) ?? [])])
  return { ...branch, demands }
}
