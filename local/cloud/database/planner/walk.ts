import { recordIdOf } from '../index-entries'
import type { Snapshot } from '../store'
import type { IndexedPlan, IndexPlan } from './plan'

/** The documents that a plan finds, each once, in the plan's order. */
export function* walk(snapshot: Snapshot, plan: IndexedPlan): Iterable<number> {
  const seen = new Set<number>()
  for (const branch of plan.kind === 'union' ? plan.branches : [plan])
    for (const key of keysOf(snapshot, branch)) {
      const recordId = recordIdOf(key)
      if (seen.has(recordId)) continue
      seen.add(recordId)
      yield recordId
    }
}

/** How many entries an index plan finds; each document has one if the plan covers its condition. */
export function countEntries(snapshot: Snapshot, plan: IndexPlan): number {
  return plan.search.intervals.reduce((sum, range) => sum + snapshot.count('entries', range), 0)
}

function keysOf(snapshot: Snapshot, plan: IndexPlan): Iterable<Buffer> {
  const reverse = plan.order?.reverse ?? false
  const { intervals } = plan.search
  const [only] = intervals
  if (only !== undefined && intervals.length === 1) return snapshot.keys('entries', only, reverse)
  return plan.order === undefined ? inTurn(snapshot, plan) : merged(snapshot, plan, plan.order)
}

function* inTurn(snapshot: Snapshot, plan: IndexPlan): Iterable<Buffer> {
  for (const interval of plan.search.intervals) yield* snapshot.keys('entries', interval)
}

/** The entries of several intervals in the order of the parts from `order.from` on. */
function* merged(
  snapshot: Snapshot,
  plan: IndexPlan,
  order: { from: number; reverse: boolean },
): Iterable<Buffer> {
  const streams = plan.search.intervals.map((interval) => ({
    keys: snapshot.keys('entries', interval, order.reverse)[Symbol.iterator](),
    offset: interval.offsets[order.from] ?? 0,
    /** What is compared: the head's bytes from the offset on. */
    head: undefined as { key: Buffer; rest: Buffer } | undefined,
  }))
  type Stream = (typeof streams)[number]
  const advance = (stream: Stream) => {
    const next = stream.keys.next()
    stream.head = next.done
      ? undefined
      : { key: next.value, rest: next.value.subarray(stream.offset) }
  }
  const comesFirst = (left: Buffer, right: Buffer) =>
    order.reverse ? Buffer.compare(left, right) > 0 : Buffer.compare(left, right) < 0
  try {
    for (const stream of streams) advance(stream)
    for (;;) {
      let first: Stream | undefined
      for (const stream of streams)
        if (
          stream.head !== undefined &&
          (first?.head === undefined || comesFirst(stream.head.rest, first.head.rest))
        )
          first = stream
      if (first?.head === undefined) return
      yield first.head.key
      advance(first)
    }
  } finally {
    for (const stream of streams) stream.keys.return?.()
  }
}
