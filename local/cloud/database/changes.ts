import type { Document } from '../ejson'
import { type Collection, ID_INDEX, type Index } from './catalog'
import { duplicateKey, transactionConflict } from './errors'
import { entryKey, prefixesOf, recordIdOf } from './index-entries'
import { reach } from './paths'
import { recordBytes, recordKey, type StoredDocument, toBson } from './records'
import type { Snapshot, Tables } from './store'
import { successor } from './value-order'

/** What one write makes of one document. */
interface Change {
  readonly collection: Collection
  readonly recordId: number
  /** As it was before all changes of this write; `undefined` for a new one. */
  readonly before: StoredDocument | undefined
  /** As it will be; `undefined` when it is removed. */
  after: StoredDocument | undefined
  bson: Buffer | undefined
  entriesBefore: IndexEntries
  entriesAfter: IndexEntries
}

type IndexEntries = readonly {
  index: Index
  prefixes: readonly Buffer[]
  /** Of a unique index: the prefixes as names of locks. */
  locks: readonly string[]
}[]

/**
 * Decides whether a write may touch what goes by these names: documents (`documentLock`) and the keys
 * they hold or give up in unique indexes (`keyLock`). Throws if not.
 */
export type Guard = (locks: () => readonly string[]) => void

const documentLock = (recordId: number) => `document ${recordId}`
const keyLock = (prefix: Buffer) => `key ${prefix.toString('latin1')}`

/**
 * The writes of one operation, or of one transaction until it is committed. Nothing reaches the tables
 * before `apply`, so an operation that is refused half-way has written nothing.
 */
export class Changes {
  readonly #byRecord = new Map<number, Change>()
  /** Who will hold a unique key, by the key. */
  readonly #holders = new Map<string, number>()
  readonly #takeNumber: () => number
  readonly #guard: Guard
  readonly #newest: Snapshot | undefined

  /**
   * `newest`: what is committed now, when these changes are made to a snapshot of earlier.
   */
  constructor(takeNumber: () => number, guard: Guard, newest?: Snapshot) {
    this.#takeNumber = takeNumber
    this.#guard = guard
    this.#newest = newest
  }

  get size(): number {
    return this.#byRecord.size
  }

  of(recordId: number): Change | undefined {
    return this.#byRecord.get(recordId)
  }

  *in(collection: Collection): Iterable<Change> {
    for (const change of this.#byRecord.values())
      if (change.collection.id === collection.id) yield change
  }

  /** Who will hold a unique key once these changes are made, if it was taken by them. */
  holderOf(prefix: Buffer): number | undefined {
    return this.#holders.get(keyLock(prefix))
  }

  /** @throws ServiceError for a duplicate key; whatever the guard throws */
  insert(snapshot: Snapshot, collection: Collection, document: Document): StoredDocument {
    const recordId = this.#takeNumber()
    const change: Change = {
      collection,
      recordId,
      before: undefined,
      after: undefined,
      bson: undefined,
      entriesBefore: [],
      entriesAfter: [],
    }
    return this.#set(snapshot, change, document)
  }

  /**
   * `stored` is the document as this write sees it, its own changes included.
   * Returns `undefined` when `document` says the same, byte for byte; then there is nothing to write.
   */
  replace(
    snapshot: Snapshot,
    collection: Collection,
    stored: StoredDocument,
    document: Document,
  ): StoredDocument | undefined {
    const change = this.#changeOf(collection, stored)
    this.#guard(() => [documentLock(stored.recordId)])
    if (toBson(document).equals(change.bson ?? toBson(stored.document))) return undefined
    return this.#set(snapshot, change, document)
  }

  remove(collection: Collection, stored: StoredDocument): void {
    const change = this.#changeOf(collection, stored)
    this.#guard(() => [
      documentLock(stored.recordId),
      ...locksOf(change.entriesBefore),
      ...locksOf(change.entriesAfter),
    ])
    this.#giveUp(change)
    change.after = undefined
    change.bson = undefined
    change.entriesAfter = []
    this.#byRecord.set(change.recordId, change)
  }

  #changeOf(collection: Collection, stored: StoredDocument): Change {
    const known = this.#byRecord.get(stored.recordId)
    if (known !== undefined) return known
    const entries = entriesOf(collection, stored.document)
    return {
      collection,
      recordId: stored.recordId,
      before: stored,
      after: stored,
      bson: undefined,
      entriesBefore: entries,
      entriesAfter: entries,
    }
  }

  #set(snapshot: Snapshot, change: Change, document: Document): StoredDocument {
    const bson = toBson(document)
    const entries = entriesOf(change.collection, document)
    this.#guard(() => {
      const held = locksOf(change.entriesAfter)
      const wanted = locksOf(entries)
      return [documentLock(change.recordId), ...different(wanted, held), ...different(held, wanted)]
    })
    for (const { index, prefixes, locks } of entries)
      locks.forEach((lock, at) => {
        const prefix = prefixes[at] as Buffer
        const holder = this.#holderNow(snapshot, prefix, lock)
        if (holder !== undefined && holder !== change.recordId)
          throw duplicateKey(change.collection.name, index.name, describeKey(index, document))
        if (this.#newest !== undefined && this.#isTakenSince(this.#newest, prefix, change.recordId))
          throw transactionConflict()
      })

    this.#giveUp(change)
    for (const lock of locksOf(entries)) this.#holders.set(lock, change.recordId)
    const after = { recordId: change.recordId, stamp: this.#takeNumber(), document }
    change.after = after
    change.bson = bson
    change.entriesAfter = entries
    this.#byRecord.set(change.recordId, change)
    return after
  }

  /** Who holds a unique key, these changes included. */
  #holderNow(snapshot: Snapshot, prefix: Buffer, lock: string): number | undefined {
    const own = this.#holders.get(lock)
    if (own !== undefined) return own
    const stored = committedHolder(snapshot, prefix)
    // A document of these changes holds only what they say.
    return stored === undefined || this.#byRecord.has(stored) ? undefined : stored
  }

  /** Somebody else got the key after the snapshot. */
  #isTakenSince(newest: Snapshot, prefix: Buffer, recordId: number): boolean {
    const holder = committedHolder(newest, prefix)
    return holder !== undefined && holder !== recordId && !this.#byRecord.has(holder)
  }

  #giveUp(change: Change): void {
    for (const lock of locksOf(change.entriesAfter))
      if (this.#holders.get(lock) === change.recordId) this.#holders.delete(lock)
  }

  /** Each collection that something is written to. */
  collections(): Set<Collection> {
    return new Set([...this.#byRecord.values()].map(({ collection }) => collection))
  }

  /** Writes everything to the tables, inside of a transaction of the data file. */
  apply(tables: Tables): void {
    for (const change of this.#byRecord.values()) {
      const { collection, recordId, after, bson, entriesBefore, entriesAfter } = change
      const key = recordKey(collection, recordId)
      if (after !== undefined && bson !== undefined)
        tables.records.putSync(key, recordBytes(after.stamp, bson))
      else if (after === undefined) tables.records.removeSync(key)

      applyEntries(tables, entriesBefore, entriesAfter, recordId)
    }
  }
}

function applyEntries(
  { entries }: Tables,
  before: IndexEntries,
  after: IndexEntries,
  recordId: number,
): void {
  const old = namesOf(before)
  const fresh = before.length === 0 ? undefined : namesOf(after)
  for (const [name, prefix] of old)
    if (!fresh?.has(name)) entries.removeSync(entryKey(prefix, recordId))
  for (const { prefixes } of after)
    for (const prefix of prefixes)
      if (old.size === 0 || !old.has(prefix.toString('latin1')))
        entries.putSync(entryKey(prefix, recordId), NO_VALUE)
}

export const NO_VALUE = Buffer.alloc(0)

/** Who holds a unique key in a snapshot. */
export function committedHolder(snapshot: Snapshot, prefix: Buffer): number | undefined {
  for (const key of snapshot.keys('entries', { start: prefix, end: successor(prefix) }))
    return recordIdOf(key)
  return undefined
}

function entriesOf(collection: Collection, document: Document): IndexEntries {
  return collection.indexes.map((index) => {
    const prefixes = prefixesOf(index, document)
    return { index, prefixes, locks: index.unique ? prefixes.map(keyLock) : [] }
  })
}

function locksOf(entries: IndexEntries): string[] {
  return entries.flatMap(({ locks }) => locks)
}

function different(locks: string[], others: string[]): string[] {
  return locks.filter((lock) => !others.includes(lock))
}

function namesOf(entries: IndexEntries): Map<string, Buffer> {
  const names = new Map<string, Buffer>()
  for (const { prefixes } of entries)
    for (const prefix of prefixes) names.set(prefix.toString('latin1'), prefix)
  return names
}

/** As MongoDB 4 writes it: `{ : "a", : null }`. */
function describeKey(index: Index, document: Document): string {
  const values = index.parts.map(({ path }) => {
    const [value] = index.name === ID_INDEX ? [document._id] : reach(document, path).values
    return ` : ${value instanceof Date ? `new Date(${value.getTime()})` : JSON.stringify(value ?? null)}`
  })
  return `{${values.join(',')} }`
}
