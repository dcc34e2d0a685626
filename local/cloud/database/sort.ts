import type { Document } from '../ejson'
import { reach } from './paths'
import type { Sort } from './planner/plan'
import { compareValues, encodeValue, invert, NOTHING } from './value-order'

/** Sorts documents as MongoDB does; those that are equal stay as they come. */
export function sortDocuments<T>(
  items: Iterable<T>,
  documentOf: (item: T) => unknown,
  sort: Sort,
): T[] {
  return [...items]
    .map((item) => ({ item, key: sortKey(documentOf(item), sort) }))
    .sort((left, right) => Buffer.compare(left.key, right.key))
    .map(({ item }) => item)
}

/** Reads `{path: 1 | -1, …}`. */
export function sortOf(order: Document): Sort {
  return Object.entries(order).map(([path, direction]) => ({
    path,
    direction: Number(direction) < 0 ? -1 : 1,
  }))
}

function sortKey(document: unknown, sort: Sort): Buffer {
  return Buffer.concat(
    sort.map(({ path, direction }) => {
      const encoded = encodeValue(extreme(document, path, direction))
      return direction === 1 ? encoded : invert(encoded)
    }),
  )
}

/** Of an array, the smallest element counts upwards and the greatest downwards. */
function extreme(document: unknown, path: string, direction: 1 | -1): unknown {
  const { values } = reach(document, path)
  const all = values.flatMap((value) =>
    Array.isArray(value) ? (value.length === 0 ? [NOTHING] : value) : [value],
  )
  return all.reduce(
    (best, value) => (direction * compareValues(value, best) < 0 ? value : best),
    all[0],
  )
}
