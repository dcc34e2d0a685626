import type { Collection, Database, Filter, Stored } from './db'

/** Where a list that goes back in time stopped: among what is of one instant, ids go down too. */
export interface Before {
  at: string
  id: string
}

/**
 * The newest documents before a mark, in the falling order of (field, `_id`): pages neither lose nor double what
 * shares an instant. Two requests beside each other, one without a mark.
 * @param field holds an instant
 */
export async function pageBefore<Document extends Stored>(
  db: Database,
  collection: Collection<Document>,
  filter: Filter,
  page: { field: keyof Document & string; before: Before | null; limit: number },
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
