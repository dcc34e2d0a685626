import type { Collection, Database, Filter, Stored } from './db'

/** Where a walk in the order of (field, `_id`) stopped. */
export interface Mark {
  value: string
  id: string
}

/**
 * The next documents in the order of (field, `_id`) after a mark, so that a walk can stop anywhere and misses
 * nothing even when many share one value. `upTo` is the last value taken.
 */
export async function pageAfter<Document extends Stored>(
  db: Database,
  collection: Collection<Document>,
  filter: Filter,
  walk: { field: keyof Document & string; mark: Mark | null; upTo?: string; limit: number },
): Promise<Document[]> {
  const { is } = db
  const { field, mark, upTo, limit } = walk
  const equals =
    mark === null
      ? []
      : await collection.find(
          { ...filter, [field]: mark.value, _id: is.gt(mark.id) },
          { orderBy: [['_id', 'asc']], limit },
        )
  if (equals.length === limit) return equals
  const later = is.gt(mark?.value ?? '')
  const range = upTo === undefined ? later : is.and(later, is.lte(upTo))
  const rest = await collection.find(
    { ...filter, [field]: range },
    {
      orderBy: [
        [field, 'asc'],
        ['_id', 'asc'],
      ],
      limit: limit - equals.length,
    },
  )
  return [...equals, ...rest]
}

/** The mark after the last of these documents; the old one when there are none. */
export function markAfter<Document extends Stored>(
  documents: readonly Document[],
  field: keyof Document & string,
  before: Mark | null,
): Mark | null {
  const last = documents.at(-1)
  return last === undefined ? before : { value: String(last[field]), id: last._id }
}
