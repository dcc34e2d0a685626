import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock'
import type { Collection } from './catalog'
import { Changes } from './changes'
import { transactionConflict, transactionMissing } from './errors'
import { TRANSACTION_LIFE } from './limits'
import { readRecord, type StoredDocument } from './records'
import type { Snapshot, Store } from './store'

/**
 * A client's transaction. It sees everything as it was at its first operation, and its own changes.
 *
 * The first to write a document holds it until the end: another transaction that writes it, or that writes
 * what was changed since its snapshot, has a conflict and is ended; a plain write waits. The same holds for
 * keys of unique indexes. Reads take no locks, so two transactions may each write what the other has
 * read (write skew), as with MongoDB.
 */
export interface Transaction {
  readonly id: string
  /** Taken at the first call. */
  snapshot(): Snapshot
  readonly changes: Changes
  /** Resolves when it is committed, aborted or too old. */
  readonly ended: Promise<void>
  /**
   * Must be asked before a document of the snapshot is changed.
   *
   * @throws ServiceError DATABASE_TRANSACTION_CONFLICT when it has changed since
   */
  claim(collection: Collection, stored: StoredDocument): void
}

export interface Transactions {
  start(): Transaction
  /** @throws ServiceError DATABASE_TRANSACTION_FAIL when it has ended or never was */
  get(id: string): Transaction
  /** Ends the transaction without effect. */
  abort(transaction: Transaction): void
  /** Keeps the transaction from ending of age while it is being committed. */
  beginCommit(transaction: Transaction): void
  /** Lets go of everything the transaction held, after its changes are on the disk. */
  finish(transaction: Transaction): void
  /** The transaction that holds one of these. */
  holderOf(locks: () => readonly string[]): Transaction | undefined
  /** False once it is committed, aborted or too old. */
  isOpen(transaction: Transaction): boolean
  /** Ends all that are open. */
  abortAll(): void
  /** Ends all and listens to the clock no more. */
  stop(): void
  readonly open: number
}

interface Open extends Transaction {
  /**
   * On the scale of `performance.now()`, which nobody sets back. When the environment's clock is moved forward,
   * it comes nearer by that much.
   */
  deadline: number
  frozen: (Snapshot & { release(): void }) | undefined
  locks: Set<string>
  end(): void
}

export function createTransactions(
  store: Store,
  clock: Clock,
  takeNumber: () => number,
): Transactions {
  const open = new Map<string, Open>()
  const holders = new Map<string, Open>()
  let timer: NodeJS.Timeout | undefined

  function start(): Transaction {
    let end = () => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    const transaction: Open = {
      id: randomUUID(),
      deadline: performance.now() + TRANSACTION_LIFE,
      frozen: undefined,
      locks: new Set(),
      ended,
      end,
      changes: new Changes(takeNumber, (locks) => lock(transaction, locks()), store.current),
      snapshot() {
        transaction.frozen ??= store.freeze()
        return transaction.frozen
      },
      claim(collection, stored) {
        if (transaction.changes.of(stored.recordId) !== undefined) return
        const now = readRecord(store.current, collection, stored.recordId)
        if (now?.stamp !== stored.stamp) throw transactionConflict()
      },
    }
    open.set(transaction.id, transaction)
    watch()
    return transaction
  }

  function lock(transaction: Open, locks: readonly string[]): void {
    for (const name of locks) {
      const holder = holders.get(name)
      if (holder !== undefined && holder !== transaction) throw transactionConflict()
    }
    for (const name of locks) {
      holders.set(name, transaction)
      transaction.locks.add(name)
    }
  }

  function finish({ id }: Transaction): void {
    const transaction = open.get(id)
    if (transaction === undefined) return
    open.delete(id)
    for (const name of transaction.locks) holders.delete(name)
    transaction.frozen?.release()
    transaction.end()
    watch()
  }

  /** Sets the timer to the first deadline. */
  function watch(): void {
    clearTimeout(timer)
    const first = Math.min(...[...open.values()].map(({ deadline }) => deadline))
    if (first === Number.POSITIVE_INFINITY) return
    timer = setTimeout(endOld, Math.max(0, first - performance.now()))
    timer.unref()
  }

  function endOld(): void {
    for (const transaction of [...open.values()]) if (isOld(transaction)) finish(transaction)
    watch()
  }

  function abortAll(): void {
    for (const transaction of [...open.values()]) finish(transaction)
  }

  const stopListening = clock.onJump(({ from, to }) => {
    for (const transaction of open.values()) transaction.deadline -= Math.max(0, to - from)
    endOld()
  })

  return {
    start,
    get(id) {
      const transaction = open.get(id)
      const isUsable =
        transaction !== undefined && transaction.deadline !== COMMITTING && !isOld(transaction)
      if (!isUsable) throw transactionMissing()
      return transaction
    },
    abort: finish,
    beginCommit({ id }) {
      const transaction = open.get(id)
      if (transaction !== undefined) transaction.deadline = COMMITTING
    },
    finish,
    holderOf(locks) {
      if (holders.size === 0) return undefined
      for (const name of locks()) {
        const holder = holders.get(name)
        if (holder !== undefined) return holder
      }
      return undefined
    },
    isOpen: ({ id }) => open.has(id),
    abortAll,
    stop() {
      abortAll()
      stopListening()
    },
    get open() {
      return open.size
    },
  }
}

const isOld = ({ deadline }: Open) => deadline <= performance.now()

/** A transaction that is being committed has no deadline and takes no operations. */
const COMMITTING = Number.POSITIVE_INFINITY
