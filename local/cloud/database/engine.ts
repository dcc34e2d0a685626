import type { Clock } from '../clock'
import type { IndexSchema, Schema } from '../schema'
import type { Work } from '../service'
import { type Collection, differences, ID_INDEX, type Index, partsOf } from './catalog'
import { Changes, committedHolder, NO_VALUE } from './changes'
import {
  collectionExists,
  collectionMissing,
  duplicateKey,
  invalidParameter,
  transactionMissing,
} from './errors'
import type { View } from './find'
import { entryKey, idBytes, prefixesOf } from './index-entries'
import { COLLECTION_MOST_INDEXES, COLLECTION_NAME_MOST_BYTES } from './limits'
import { allRecords, type StoredDocument } from './records'
import type { Prepared, Store } from './store'
import { createTransactions, type Transaction } from './transactions'
import { successor } from './value-order'

/** With what an operation changes documents: on its own, or inside of a transaction. */
export interface Writer {
  readonly view: View
  readonly changes: Changes
  /** Must be asked before a document is changed. */
  claim(collection: Collection, stored: StoredDocument): void
}

export type Engine = ReturnType<typeof createEngine>

/** Thrown by a plain write that meets a document or key which a transaction holds. */
class Held extends Error {
  constructor(readonly by: Transaction) {
    super('held by a transaction')
  }
}

/** The collections over a store: who may write when, and which indexes there are. */
export function createEngine(store: Store, clock: Clock) {
  const { tables } = store
  const collections = readCatalog(store)
  /** As the catalog has it on disk. */
  const written = new Map<string, string>()
  let lastNumber = Number(tables.meta.get('lastNumber') ?? '0')
  /** Numbers documents, stamps, collections and indexes: each is given once. */
  const takeNumber = () => ++lastNumber
  const transactions = createTransactions(store, clock, takeNumber)

  /** @throws ServiceError DATABASE_COLLECTION_NOT_EXIST */
  function collection(name: string): Collection {
    const found = collections.get(name)
    if (found === undefined) throw collectionMissing(name)
    return found
  }

  function view(work: Work, transaction?: Transaction): View {
    return {
      snapshot: transaction?.snapshot() ?? store.current,
      changes: transaction?.changes,
      work,
    }
  }

  function apply(changes: Changes): void {
    changes.apply(tables)
    for (const changed of changes.collections()) keepCatalog(changed)
    tables.meta.putSync('lastNumber', String(lastNumber))
  }

  /** Writes the catalog's entry if it has changed; indexes learn what their entries are like. */
  function keepCatalog(changed: Collection): void {
    const text = JSON.stringify(changed)
    if (written.get(changed.name) === text) return
    tables.meta.putSync(CATALOG + changed.name, text)
    written.set(changed.name, text)
  }

  async function committed<T>(prepare: () => Prepared<T>): Promise<T> {
    try {
      return await store.write(prepare)
    } catch (error) {
      // If the disk refused, what was put in the catalog is not there.
      written.clear()
      throw error
    }
  }

  /** Changes the catalog. If that fails, the collections are as before. */
  function changeCatalog(action: () => void): void {
    const before = new Map(collections)
    try {
      store.writeNow(action)
    } catch (error) {
      collections.clear()
      for (const [name, kept] of before) collections.set(name, kept)
      written.clear()
      throw error
    }
  }

  /**
   * Runs one write outside of transactions: all of it or nothing. While a transaction holds what it wants to
   * change, it waits and then begins anew. Resolves when it is on the disk.
   */
  async function write<T>(work: Work, compute: (writer: Writer) => T): Promise<T> {
    for (;;) {
      const outcome = await committed<Held | { result: T }>(() => {
        const changes = new Changes(takeNumber, (locks) => {
          const holder = transactions.holderOf(locks)
          if (holder !== undefined) throw new Held(holder)
        })
        try {
          const result = compute({ view: view(work), changes, claim: () => {} })
          return { result: { result }, apply: () => apply(changes) }
        } catch (error) {
          if (!(error instanceof Held)) throw error
          return { result: error }
        }
      })
      if (!(outcome instanceof Held)) return outcome.result
      await outcome.by.ended
    }
  }

  /** Runs one write inside of a transaction. If it fails, the transaction has ended, as in MongoDB. */
  function writeInside<T>(transaction: Transaction, work: Work, compute: (writer: Writer) => T): T {
    try {
      return compute({
        view: view(work, transaction),
        changes: transaction.changes,
        claim: (where, stored) => transaction.claim(where, stored),
      })
    } catch (error) {
      transactions.abort(transaction)
      throw error
    }
  }

  /**
   * Writes what the transaction has changed, all of it or nothing. Since it holds all of that, nobody can have
   * changed it meanwhile.
   */
  async function commit(transaction: Transaction): Promise<void> {
    const { changes } = transaction
    transactions.beginCommit(transaction)
    try {
      if (changes.size === 0) return
      await committed(() => {
        // A reset, or new indexes, may have come first: its collections are not those of now.
        if (!transactions.isOpen(transaction)) throw transactionMissing()
        return { result: undefined, apply: () => apply(changes) }
      })
    } finally {
      transactions.finish(transaction)
    }
  }

  /** @throws ServiceError when it is there already, or the name is none */
  function createCollection(name: string): void {
    if (collections.has(name)) throw collectionExists(name)
    changeCatalog(() => addCollection(name))
  }

  function addCollection(name: string): Collection {
    checkCollectionName(name)
    const index: Index = {
      id: takeNumber(),
      name: ID_INDEX,
      unique: true,
      parts: [{ path: '_id', direction: 1 }],
      multikey: [false],
      shortened: false,
    }
    const added: Collection = { id: takeNumber(), name, indexes: [index] }
    install(added)
    return added
  }

  function install(changed: Collection): void {
    collections.set(changed.name, changed)
    keepCatalog(changed)
    tables.meta.putSync('lastNumber', String(lastNumber))
  }

  /**
   * Creates what the schema declares and is missing, and builds anew the indexes that it declares otherwise.
   *
   * @throws ServiceError, without any effect, when documents do not fit a unique index
   */
  function declare(schema: Schema): void {
    const wanted = differences(schema, collections)
    if (wanted.length === 0) return
    transactions.abortAll()
    changeCatalog(() => {
      for (const { collection: name, missing, indexes, outdated } of wanted) {
        const old = missing ? addCollection(name) : collection(name)
        for (const index of outdated) dropEntries(index)
        const kept = old.indexes.filter((index) => !outdated.includes(index))
        const built = indexes.map((declared) => build(old, declared))
        if (kept.length + built.length > COLLECTION_MOST_INDEXES + 1)
          throw invalidParameter(
            `Collection ${name} has more than ${COLLECTION_MOST_INDEXES} indexes`,
          )
        install({ ...old, indexes: [...kept, ...built] })
      }
    })
  }

  function build(owner: Collection, declared: IndexSchema): Index {
    const parts = partsOf(declared)
    const index: Index = {
      id: takeNumber(),
      name: declared.name,
      unique: declared.unique,
      parts,
      multikey: parts.map(() => false),
      shortened: false,
    }
    for (const { recordId, document } of allRecords(store.current, owner))
      for (const prefix of prefixesOf(index, document)) {
        if (index.unique && committedHolder(store.current, prefix) !== undefined)
          throw duplicateKey(owner.name, index.name, `{ _id: ${JSON.stringify(document._id)} }`)
        tables.entries.putSync(entryKey(prefix, recordId), NO_VALUE)
      }
    return index
  }

  function dropEntries(index: Index): void {
    const start = idBytes(index.id)
    for (const key of [...store.current.keys('entries', { start, end: successor(start) })])
      tables.entries.removeSync(key)
  }

  /** Forgets all collections and documents. */
  function clear(): void {
    transactions.abortAll()
    changeCatalog(() => {
      tables.records.clearSync()
      tables.entries.clearSync()
      tables.meta.clearSync()
      tables.meta.putSync('lastNumber', String(lastNumber))
      collections.clear()
      written.clear()
    })
  }

  return {
    store,
    transactions,
    collections,
    collection,
    view,
    write,
    writeInside,
    commit,
    createCollection,
    declare,
    clear,
  }
}

const CATALOG = 'collection/'
/** The first key after all that begin with that: `0` follows `/`. */
const AFTER_CATALOG = 'collection0'

function readCatalog({ tables }: Store): Map<string, Collection> {
  // Not up to '\uffff': names with characters beyond the basic plane come after that.
  const entries = tables.meta.getRange({ start: CATALOG, end: AFTER_CATALOG })
  return new Map(
    [...entries].map(({ value }) => {
      const collection = JSON.parse(value) as Collection
      return [collection.name, collection]
    }),
  )
}

function checkCollectionName(name: string): void {
  if (
    name === '' ||
    Buffer.byteLength(name) > COLLECTION_NAME_MOST_BYTES ||
    /[\0$]/.test(name) ||
    name.startsWith('system.')
  )
    throw invalidParameter(`'${name}' cannot be the name of a collection`)
}
