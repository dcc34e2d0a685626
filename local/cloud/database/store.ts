import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, open, type RootDatabase, type Transaction } from 'lmdb'
import { DATA_FILE, type Folder } from './folder'

/** The tables of the data file; keys and values are bytes. */
export interface Tables {
  /** Documents: collection id (4 bytes), record id (6 bytes). */
  readonly records: Database<Buffer, Buffer>
  /** Index entries, see `index-entries.ts`; no values. */
  readonly entries: Database<Buffer, Buffer>
  /** JSON: the catalog and the counters. */
  readonly meta: Database<string, string>
}

/** Keys from `start` up to, and without, `end`. */
export interface Range {
  start: Buffer
  end: Buffer
}

/** Where reads look: at what is committed, or at how it was at one moment. */
export interface Snapshot {
  get(table: 'records' | 'entries', key: Buffer): Buffer | undefined
  keys(table: 'records' | 'entries', range: Range, reverse?: boolean): Iterable<Buffer>
  /** Documents with their keys, in the order of the keys. */
  rows(range: Range): Iterable<{ key: Buffer; value: Buffer }>
  count(table: 'records' | 'entries', range: Range): number
}

export interface Store {
  readonly tables: Tables
  /** What is committed and, inside of a write, what that write has written. */
  readonly current: Snapshot
  /** Keeps how everything is now, until `release`. */
  freeze(): Snapshot & { release(): void }
  /**
   * Runs `prepare` and then what it returned, together with other writes that came in the same turn of
   * the event loop, as one transaction of the data file; resolves when that is on the disk.
   * What `prepare` throws concerns this write alone: it must not have written anything.
   */
  write<T>(prepare: () => Prepared<T>): Promise<T>
  /** Runs `action` as a transaction of its own at once; if it throws, nothing has happened. */
  writeNow<T>(action: () => T): T
  bytesOnDisk(): number
  close(): Promise<void>
}

export interface Prepared<T> {
  result: T
  /** Writes to the tables. */
  apply?: () => void
}

interface Job {
  /** Runs in the batch's transaction; returns how to tell the caller once it is on the disk. */
  run(): () => void
  fail(error: unknown): void
}

/** Address space for the data file, which grows with its content. */
const MAP_BYTES = 64 * 2 ** 30

/** Each open transaction of a client holds a reader's place. */
const MOST_READERS = 4096

/**
 * Opens the data file. On a temporary folder nothing waits for the disk.
 *
 * Writes are committed by `transactionSync`, a batch at a time: lmdb's asynchronous `transaction()` never
 * returned here (3.5.6, Node 20), and with `overlappingSync` its `flushed` does not wait for synchronous
 * commits. A batch costs one flush, during which the process waits; who writes meanwhile is in the next.
 */
export function openStore(folder: Folder): Store {
  const root: RootDatabase<Buffer, Buffer> = open({
    path: folder.path,
    noSubdir: false,
    mapSize: MAP_BYTES,
    maxReaders: MOST_READERS,
    encoding: 'binary',
    keyEncoding: 'binary',
    overlappingSync: false,
    noSync: folder.temporary,
  })
  const bytes = { encoding: 'binary', keyEncoding: 'binary' } as const
  const tables: Tables = {
    records: root.openDB('records', bytes),
    entries: root.openDB('entries', bytes),
    meta: root.openDB('meta', { encoding: 'string', keyEncoding: 'ordered-binary' }),
  }

  let waiting: Job[] = []

  function runBatch(): void {
    const batch = waiting
    waiting = []
    let answers: (() => void)[]
    try {
      answers = root.transactionSync(() => batch.map((job) => job.run()))
    } catch (error) {
      const reason = inWords(error)
      for (const job of batch) job.fail(reason)
      return
    }
    for (const answer of answers) answer()
  }

  function write<T>(prepare: () => Prepared<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      waiting.push({
        run() {
          let prepared: Prepared<T>
          try {
            prepared = prepare()
          } catch (error) {
            return () => reject(error)
          }
          prepared.apply?.()
          return () => resolve(prepared.result)
        },
        fail: reject,
      })
      if (waiting.length === 1) setImmediate(runBatch)
    })
  }

  return {
    tables,
    current: readerOf(tables, undefined),
    freeze() {
      const transaction = root.useReadTransaction()
      return { ...readerOf(tables, transaction), release: () => transaction.done() }
    },
    write,
    writeNow(action) {
      try {
        return root.transactionSync(action)
      } catch (error) {
        throw inWords(error)
      }
    },
    bytesOnDisk: () => statSync(join(folder.path, DATA_FILE)).size,
    async close() {
      if (waiting.length > 0) runBatch()
      await root.close()
    },
  }
}

/** Of a full disk lmdb often knows no more than “Input/output error”: only a part could be written. */
function inWords(error: unknown): unknown {
  if (!(error instanceof Error) || typeof (error as { code?: unknown }).code !== 'number')
    return error
  const { message } = error
  return new Error(`the data file cannot be written (${message}): is the disk full?`, {
    cause: error,
  })
}

function readerOf(tables: Tables, transaction: Transaction | undefined): Snapshot {
  const at = transaction === undefined ? {} : { transaction }
  return {
    get: (table, key) => tables[table].get(key, at),
    keys: (table, { start, end }, reverse = false) =>
      reverse
        ? tables[table].getKeys({
            ...at,
            start: end,
            exclusiveStart: true,
            end: start,
            inclusiveEnd: true,
            reverse: true,
          })
        : tables[table].getKeys({ ...at, start, end }),
    rows: ({ start, end }) => tables.records.getRange({ ...at, start, end }),
    count: (table, { start, end }) => tables[table].getKeysCount({ ...at, start, end }),
  }
}
