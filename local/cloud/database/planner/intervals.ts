import type { Index } from '../catalog'
import { cutBound, encodePart, idBytes } from '../index-entries'
import type { Range } from '../store'
import {
  compareValues,
  encodeValue,
  invert,
  sameType,
  successor,
  typeBracket,
} from '../value-order'
import type { Bound, Demand } from './conditions'

/** A stretch of an index. */
export interface Interval extends Range {
  /** How many bytes the parts before each place take: `offsets[n]` for those before part n. */
  offsets: number[]
}

/** Where in an index the documents are that meet the demands on its first parts. */
export interface Search {
  intervals: Interval[]
  /** For each of the first parts that are fixed: how many values it may have. */
  points: number[]
  /** A range narrows the part after those. */
  ranged: boolean
}

/** Beyond so many intervals, searching each costs more than it saves. */
const MOST_INTERVALS = 2000

/** Turns demands into stretches of the index, as far as its parts go without a gap. */
export function searchOf(index: Index, demands: ReadonlyMap<string, Demand[]>): Search {
  const begin = idBytes(index.id)
  const search: Search = {
    intervals: [{ start: begin, end: successor(begin), offsets: [begin.length] }],
    points: [],
    ranged: false,
  }
  for (const [place, { path, direction }] of index.parts.entries()) {
    const asked = demands.get(path)
    if (asked === undefined) break
    const multikey = index.multikey[place] === true
    const values = pointsOf(asked, multikey)
    if (values !== undefined) {
      if (search.intervals.length * values.length > MOST_INTERVALS) break
      search.intervals = search.intervals.flatMap((interval) =>
        values.map((value) => narrowToPoint(interval, encodePart(value, direction))),
      )
      search.points.push(values.length)
      continue
    }
    const range = rangeOf(asked, multikey)
    if (range.from === undefined && range.to === undefined) break
    search.intervals = search.intervals.map((interval) => narrowToRange(interval, range, direction))
    search.ranged = true
    break
  }
  search.intervals = search.intervals
    .map((interval) => ({
      ...interval,
      start: cutBound(interval.start),
      end: cutEnd(interval.end),
    }))
    .filter(({ start, end }) => Buffer.compare(start, end) < 0)
    .sort((left, right) => Buffer.compare(left.start, right.start))
  return search
}

/** An end that is cut must still lie behind everything that begins like it. */
function cutEnd(end: Buffer): Buffer {
  const cut = cutBound(end)
  return cut.length === end.length ? end : successor(cut)
}

/** The values of the first demand for some, without those that the other demands exclude. */
function pointsOf(demands: readonly Demand[], multikey: boolean): unknown[] | undefined {
  const first = demands.find((demand) => demand.kind === 'points')
  if (first?.kind !== 'points') return undefined
  const values = [...byKey(first.values).values()]
  const others = demands.filter((demand) => demand !== first)
  if (multikey || others.length === 0) return values
  const tests = others.map(testOf)
  return values.filter((value) => tests.every((test) => test(value)))
}

/** Equal values have one key. Lists of tens of thousands are compared by it, not each with each. */
function byKey(values: readonly unknown[]): Map<string, unknown> {
  return new Map(values.map((value) => [keyOf(value), value]))
}

const keyOf = (value: unknown) => encodeValue(value).toString('latin1')

function testOf(demand: Demand): (value: unknown) => boolean {
  if (demand.kind === 'points') {
    const keys = byKey(demand.values)
    return (value) => keys.has(keyOf(value))
  }
  const { from, to } = demand
  return (value) =>
    (from === undefined ||
      (sameType(value, from.value) && isBeyond(compareValues(value, from.value), from))) &&
    (to === undefined ||
      (sameType(value, to.value) && isBeyond(compareValues(to.value, value), to)))
}

const isBeyond = (difference: number, bound: Bound) =>
  difference > 0 || (difference === 0 && bound.inclusive)

/** The narrowest range; with arrays, where other elements may meet other demands, only the first. */
function rangeOf(
  demands: readonly Demand[],
  multikey: boolean,
): { from: Bound | undefined; to: Bound | undefined } {
  const ranges = demands.flatMap((demand) => (demand.kind === 'range' ? [demand] : []))
  const used = multikey ? ranges.slice(0, 1) : ranges
  let from: Bound | undefined
  let to: Bound | undefined
  for (const range of used) {
    if (range.from !== undefined && (from === undefined || isNarrower(range.from, from, 1)))
      from = range.from
    if (range.to !== undefined && (to === undefined || isNarrower(range.to, to, -1))) to = range.to
  }
  return { from, to }
}

function isNarrower(bound: Bound, than: Bound, sign: 1 | -1): boolean {
  const difference = sign * compareValues(bound.value, than.value)
  return difference > 0 || (difference === 0 && !bound.inclusive)
}

function narrowToPoint({ start, offsets }: Interval, part: Buffer): Interval {
  const from = Buffer.concat([start, part])
  return { start: from, end: successor(from), offsets: [...offsets, from.length] }
}

function narrowToRange(
  { start, offsets }: Interval,
  { from, to }: { from: Bound | undefined; to: Bound | undefined },
  direction: 1 | -1,
): Interval {
  const bracket = typeBracket((from ?? to)?.value)
  let low = bracket.from
  let high = bracket.to
  if (from !== undefined) {
    const encoded = encodeValue(from.value)
    low = from.inclusive ? encoded : successor(encoded)
  }
  if (to !== undefined) {
    const encoded = encodeValue(to.value)
    high = to.inclusive ? successor(encoded) : encoded
  }
  // Bounds of two types enclose nothing: a value has one type.
  if (from !== undefined && to !== undefined && !sameType(from.value, to.value)) high = low
  const [first, last] =
    direction === 1 ? [low, high] : [successor(invert(high)), successor(invert(low))]
  return { start: Buffer.concat([start, first]), end: Buffer.concat([start, last]), offsets }
}
