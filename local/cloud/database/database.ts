import type { Clock } from '../clock'
import type { Schema } from '../schema'
import type { Service } from '../service'
import { createActions } from './actions'
import { createEngine, type Engine } from './engine'
import { takeFolder } from './folder'
import { recordRange } from './records'
import { openStore } from './store'
import { exportLines, importLines } from './transfer'

export interface DatabaseOptions {
  /** Folder that keeps the documents; made if missing. */
  directory?: string
  /** Keep nothing: the documents end with `stop`. */
  memory?: boolean
  schema: Schema
  clock: Clock
}

/** The document database of an environment. Its `actions` are the `database.*` actions of the wire. */
export interface Database extends Service {
  readonly actions: NonNullable<Service['actions']>
  /** Names, in order. */
  collections(): string[]
  /** Canonical EJSON, a document a line. @throws ServiceError DATABASE_COLLECTION_NOT_EXIST */
  exportLines(collection: string): AsyncIterable<string>
  /** Takes documents in, replacing those with the same `_id`; makes the collection if missing. @returns how many */
  importLines(collection: string, lines: Iterable<string> | AsyncIterable<string>): Promise<number>
  /** Creates the collections and indexes that the schema names and that are missing. */
  declare(schema: Schema): void
  statistics(): Statistics
  reset(): void
  stop(): Promise<void>
}

export interface Statistics {
  collections: { name: string; documents: number; indexes: string[] }[]
  bytesOnDisk: number
  openTransactions: number
}

/**
 * Opens the database, with what the schema declares.
 *
 * @throws Error when the folder is in use, damaged or from a newer version; ServiceError when documents
 *   in it break a unique index that the schema declares anew
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.memory !== true && options.directory === undefined)
    throw new Error('a database needs a directory, unless it is to be in memory')
  const folder = takeFolder(options.memory === true ? undefined : options.directory)
  try {
    const store = openStore(folder)
    try {
      const engine = createEngine(store, options.clock)
      engine.declare(options.schema)
      folder.keep()
      return databaseOf(engine, options, async () => {
        engine.transactions.stop()
        await store.close()
        folder.release()
      })
    } catch (error) {
      await store.close()
      throw error
    }
  } catch (error) {
    folder.release()
    throw error
  }
}

function databaseOf(
  engine: Engine,
  { clock, schema }: DatabaseOptions,
  close: () => Promise<void>,
): Database {
  let declared = schema
  let closing: Promise<void> | undefined
  return {
    actions: createActions(engine, clock),
    collections: () => [...engine.collections.keys()].sort(),
    exportLines: (collection) => exportLines(engine, collection),
    importLines: (collection, lines) => importLines(engine, clock, collection, lines),
    declare(next) {
      engine.declare(next)
      declared = next
    },
    statistics: () => ({
      collections: [...engine.collections.values()].map((collection) => ({
        name: collection.name,
        documents: engine.store.current.count('records', recordRange(collection)),
        indexes: collection.indexes.map(({ name }) => name),
      })),
      bytesOnDisk: engine.store.bytesOnDisk(),
      openTransactions: engine.transactions.open,
    }),
    reset() {
      engine.clear()
      engine.declare(declared)
    },
    stop() {
      closing ??= close()
      return closing
    },
  }
}
