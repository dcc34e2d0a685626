import { Aggregator } from 'mingo/aggregator'
import { type Document, isPlainObject } from '../ejson'
import type { Collection } from './catalog'
import { evaluating, invalidParameter } from './errors'
import { find, type Search, type View } from './find'
import { AGGREGATE_DEFAULT_ROWS, AGGREGATE_MOST_ROWS } from './limits'
import { aggregationOptions } from './operators/context'
import { expressionLimits } from './operators/expression-limits'
import { withoutMissing } from './operators/missing'
import { stagesFor } from './operators/stages'
import { sortOf } from './sort'

/** One stage: `{ $match: … }`. */
export type Stage = Readonly<Record<string, unknown>>

/**
 * Runs an aggregation. What the first stages ask for by condition, order and number is found as a query
 * is, by index; mingo does the rest.
 *
 * @throws ServiceError for stages and expressions that make no sense
 */
export function aggregate(
  view: View,
  collection: Collection,
  stages: readonly Stage[],
  collectionOf: (name: string) => Collection | undefined,
): Document[] {
  const all = { sort: [], skip: 0, limit: Number.POSITIVE_INFINITY }
  const documentsOf = (name: string, filter: Document) => {
    const other = collectionOf(name)
    return other === undefined
      ? []
      : find(view, other, { ...all, filter }).map(({ document }) => document)
  }
  const { search, rest } = searchBefore(stages)
  const source = find(view, collection, search).map(({ document }) => document)
  const options = aggregationOptions(stagesFor(documentsOf), (name) => documentsOf(name, {}))
  const limited = stages.some((stage) => '$limit' in stage)
  const last = { $limit: limited ? AGGREGATE_MOST_ROWS : AGGREGATE_DEFAULT_ROWS }
  const rows = expressionLimits()(() =>
    evaluating(() => new Aggregator([...rest, last] as Document[], options).run<Document>(source)),
  )
  return rows.map(withoutMissing)
}

/** Takes `$match`es, then a `$sort`, then a `$skip` and a `$limit` off the front. */
function searchBefore(stages: readonly Stage[]): { search: Search; rest: readonly Stage[] } {
  const filters: Document[] = []
  let next = 0
  for (; ; next++) {
    const match = stages[next]?.$match
    if (match === undefined) break
    if (!isPlainObject(match))
      throw invalidParameter('the match filter must be an expression in an object')
    filters.push(match)
  }
  const search: Search = {
    filter:
      filters.length === 1 ? (filters[0] ?? {}) : filters.length === 0 ? {} : { $and: filters },
    sort: [],
    skip: 0,
    limit: Number.POSITIVE_INFINITY,
  }
  const order = stages[next]?.$sort
  if (isPlainObject(order) && Object.keys(order).length > 0) {
    search.sort = sortOf(order)
    next++
  }
  const skip = stages[next]?.$skip
  if (isRows(skip)) {
    search.skip = skip
    next++
  }
  const limit = stages[next]?.$limit
  if (isRows(limit) && limit > 0) {
    search.limit = limit
    next++
  }
  return { search, rest: stages.slice(next) }
}

function isRows(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}
