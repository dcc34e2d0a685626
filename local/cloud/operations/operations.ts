import type { Work } from '../service'
import { rootInvocationId } from './invocation'

/** One request to the database, as `/_local/operations` shows it. */
export interface Operation extends Work {
  /** Counts all operations of this environment from 1. */
  number: number
  requestId: string
  /** `undefined` for an SDK outside a function. */
  invocationId: string | undefined
  action: string
  collection: string | undefined
  /** When it began: milliseconds since the epoch, on the environment's clock. */
  at: number
  milliseconds: number
  /** Its place in the longest chain of requests that waited for one another; 1 outside a function. */
  round: number
  /** The code of the error it ended with. */
  code: string | undefined
}

/** What one invocation, and the functions it called, asked of the database. */
export interface Cost {
  operations: number
  /** Length of the longest chain of operations of which each began after the one before had ended. */
  rounds: number
}

export interface OperationStart {
  requestId: string
  invocationId: string | undefined
  action: string
  collection: string | undefined
  /** On the environment's clock, milliseconds since the epoch. */
  at: number
  /** On the scale of `performance.now()`. */
  began: number
}

export interface Operations {
  /** Opens an operation; the returned function closes it, to be called before the answer goes out. */
  begin(start: OperationStart): (work: Work, code: string | undefined) => void
  /** The latest operations, oldest first. */
  recent(invocationId?: string): Operation[]
  /** What the invocation and everything it called have cost so far. */
  cost(invocationId: string): Cost
  reset(): void
}

/** How many operations are kept, and for how many outside calls the cost is remembered. */
export interface Capacity {
  operations: number
  invocations: number
}

/** Ends of rounds in the order of time; `round` grows strictly. */
interface Tally extends Cost {
  ends: { at: number; round: number }[]
}

/**
 * The log of what was asked of the database. It forgets the oldest entries, so that it can run for days.
 */
export function createOperations(
  capacity: Capacity = { operations: 10_000, invocations: 2_000 },
): Operations {
  /** With the outside call each belongs to. */
  let log: { root: string | undefined; operation: Operation }[] = []
  let count = 0
  const tallies = new Map<string, Tally>()

  function remember(root: string | undefined, operation: Operation) {
    log.push({ root, operation })
    if (log.length >= 2 * capacity.operations) log = log.slice(-capacity.operations)
  }

  function tallyOf(root: string): Tally {
    const known = tallies.get(root)
    if (known !== undefined) return known
    const tally: Tally = { operations: 0, rounds: 0, ends: [] }
    tallies.set(root, tally)
    if (tallies.size > capacity.invocations) {
      const [oldest] = tallies.keys()
      if (oldest !== undefined) tallies.delete(oldest)
    }
    return tally
  }

  /** From the end, and no further than its first: a call is asked about when it has just been made. */
  function operationsOf(root: string): Operation[] {
    const first = Math.max(0, log.length - capacity.operations)
    const most = tallies.get(root)?.operations ?? capacity.operations
    const found: Operation[] = []
    for (let index = log.length - 1; index >= first && found.length < most; index--) {
      const entry = log[index]
      if (entry?.root === root) found.push(entry.operation)
    }
    return found.reverse()
  }

  return {
    begin({ began, ...start }) {
      count += 1
      const number = count
      const root =
        start.invocationId === undefined ? undefined : rootInvocationId(start.invocationId)
      const tally = root === undefined ? undefined : tallyOf(root)
      const round = 1 + (tally?.ends.findLast((end) => end.at <= began)?.round ?? 0)
      if (tally !== undefined) {
        tally.operations += 1
        tally.rounds = Math.max(tally.rounds, round)
      }
      return (work, code) => {
        const ended = performance.now()
        if (tally !== undefined && round > (tally.ends.at(-1)?.round ?? 0))
          tally.ends.push({ at: ended, round })
        remember(root, { number, ...start, ...work, milliseconds: ended - began, round, code })
      }
    },
    recent(invocationId) {
      if (invocationId === undefined)
        return log.slice(-capacity.operations).map(({ operation }) => operation)
      return operationsOf(rootInvocationId(invocationId))
    },
    cost(invocationId) {
      const { operations, rounds } = tallies.get(rootInvocationId(invocationId)) ?? {
        operations: 0,
        rounds: 0,
      }
      return { operations, rounds }
    },
    reset() {
      log = []
      tallies.clear()
    },
  }
}
