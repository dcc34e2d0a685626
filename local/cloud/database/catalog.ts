import type { IndexSchema, Schema } from '../schema'

/** A collection as it is kept. */
export interface Collection {
  /** Begins the keys of its documents. Never used again after the collection is gone. */
  readonly id: number
  readonly name: string
  readonly indexes: Index[]
}

/** An index as it is kept. `_id_`, over `_id`, is the first of every collection. */
export interface Index {
  /** Begins the keys of its entries. */
  readonly id: number
  readonly name: string
  readonly unique: boolean
  readonly parts: readonly IndexPart[]
  /**
   * True for each part in which some document ever had an array. Such a document has several entries, so
   * the part gives no order, and two bounds may be met by two different elements.
   */
  readonly multikey: boolean[]
  /** Some entry was too long and ends in a hash: entries of equal beginning may be out of order. */
  shortened: boolean
}

export interface IndexPart {
  readonly path: string
  readonly direction: 1 | -1
}

export const ID_INDEX = '_id_'

/** The declared keys that give an order. A `2dsphere` key gives none: geo queries scan. */
export function partsOf(schema: IndexSchema): IndexPart[] {
  return schema.keys
    .filter(({ direction }) => direction !== '2dsphere')
    .map(({ name, direction }) => ({ path: name, direction: direction === '1' ? 1 : -1 }))
}

/** True when the kept index is what the schema declares. */
function isAsDeclared(index: Index, schema: IndexSchema): boolean {
  return (
    index.unique === schema.unique &&
    JSON.stringify(index.parts) === JSON.stringify(partsOf(schema))
  )
}

/** What a schema declares and `collections` lack, or have otherwise. */
export interface Difference {
  collection: string
  missing: boolean
  /** To be built. */
  indexes: IndexSchema[]
  /** To be dropped first, as they are declared otherwise now. */
  outdated: Index[]
}

/** Compares a schema with what is there. Indexes that are there and not declared stay. */
export function differences(
  schema: Schema,
  collections: ReadonlyMap<string, Collection>,
): Difference[] {
  return schema.collections.flatMap(({ collectionName, createIndexes }) => {
    const kept = collections.get(collectionName)
    const keptIndex = (name: string) => kept?.indexes.find((index) => index.name === name)
    const indexes = createIndexes.filter((declared) => {
      const index = keptIndex(declared.name)
      return partsOf(declared).length > 0 && (index === undefined || !isAsDeclared(index, declared))
    })
    const outdated = indexes.flatMap(({ name }) => keptIndex(name) ?? [])
    return kept !== undefined && indexes.length === 0
      ? []
      : [{ collection: collectionName, missing: kept === undefined, indexes, outdated }]
  })
}
