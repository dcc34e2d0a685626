import type { PageMark } from '../../typings/page'
import type { Collection, Database, Filter, Stored } from './db'

/**
 * The newest documents before a mark, in the falling order of (field, `_id`): pages neither lose nor double what
 * shares an instant. Two requests beside each other, one without a mark.
 * @param field holds an instant
 */
export async function pageBefore<Document extends Stored>(
  db: Database,
  collection: Collection<Document>,
  filter: Filter,
  page: { field: keyof Document & string; before: PageMark | null; limit: number },
): Promise<Document[]> {
  const { is } = db
  const { field, before, limit } = page
  const [same, older] = await Promise.all([
    before === null || before.id === ''
      ? []
      : collection.find(
          { ...filter, [field]: before.at, _id: is.lt(before.id) },
          { orderBy: [['_id', 'desc']], limit },
        ),
    collection.find(before === null ? filter : { ...filter, [field]: is.lt(before.at) }, {
      orderBy: [
        [field, 'desc'],
        ['_id', 'desc'],
      ],
      limit,
    }),
  ])
  return [...same, ...older].slice(0, limit)
}

/** A page of `size` and where the next one goes on; `null` at the end. */
export async function newestPage<Document extends Stored>(
  db: Database,
  collection: Collection<Document>,
  filter: Filter,
  page: { field: keyof Document & string; before: PageMark | null; size: number },
): Promise<{ documents: Document[]; next: PageMark | null }> {
  const { field, before, size } = page
  const found = await pageBefore(db, collection, filter, { field, before, limit: size + 1 })
  const last = found[size - 1]
  const isMore = found.length > size && last !== undefined
  return {
    documents: found.slice(0, size),
    next: isMore ? { at: String(last[field]), id: last._id } : null,
  }
}
