import { type Iterator, Lazy } from 'mingo/lazy'
import { $lookup as mingoLookup } from 'mingo/operators/pipeline'
import type { Options } from 'mingo/types'
import { type Document, isPlainObject } from '../../ejson'
import { reach } from '../paths'
import { sortDocuments, sortOf } from '../sort'
import { distance, pointOf } from './geometry'
import { matcherOf } from './matcher'

/** Finds documents of another collection for a stage. */
export type FindIn = (collection: string, filter: Document) => Document[]

/** Stages of aggregations that mingo lacks or that differ here. */
export function stagesFor(findIn: FindIn) {
  return {
    /** mingo's order of types and of texts differs from the one that indexes give. */
    $sort(source: Iterator, order: unknown): Iterator {
      if (!isPlainObject(order) || Object.keys(order).length === 0)
        throw new Error('$sort stage must have at least one sort key')
      return source.transform((documents) =>
        Lazy(sortDocuments(documents as unknown[], (document) => document, sortOf(order))),
      )
    },

    /** mingo reads all of the other collection; the form by equality can use its indexes. */
    $lookup(source: Iterator, options: unknown, context: Options): Iterator {
      if (!isPlainObject(options)) throw new Error('$lookup needs an object')
      const { from, localField, foreignField, as } = options
      const isByEquality =
        options.pipeline === undefined && options.let === undefined && typeof from === 'string'
      if (!isByEquality) return mingoLookup(source, options as never, context) as Iterator
      if (
        typeof localField !== 'string' ||
        typeof foreignField !== 'string' ||
        typeof as !== 'string'
      )
        throw new Error('$lookup needs localField, foreignField and as')
      return source.map((document) => ({
        ...(document as Document),
        [as]: findIn(from, { [foreignField]: { $in: localValues(document, localField) } }),
      }))
    },

    /** Missing in mingo. By distance, the nearest first. */
    $geoNear(source: Iterator, options: unknown): Iterator {
      if (!isPlainObject(options)) throw new Error('$geoNear needs an object')
      return source.transform((documents) => Lazy(nearest(documents as Document[], options)))
    },

    /** mingo goes through everything that comes after the last row it gives. */
    $limit(source: Iterator, rows: unknown): Iterator {
      if (!Number.isSafeInteger(rows) || Number(rows) <= 0)
        throw new Error('the limit must be a whole number and positive')
      let left = Number(rows)
      return Lazy(() => (left-- > 0 ? source.next() : { done: true, value: undefined }))
    },

    /** mingo draws rows again that it has drawn, and for a negative size without end. */
    $sample(source: Iterator, options: unknown): Iterator {
      const size = isPlainObject(options) ? options.size : undefined
      if (!Number.isSafeInteger(size) || Number(size) < 0)
        throw new Error('size argument to $sample must be a whole number and not negative')
      return source.transform((rows) => Lazy(drawn(rows as unknown[], Number(size))))
    },

    // The service has no stages that write.
    $out: refused('$out'),
    $merge: refused('$merge'),
    // Nor this one, of MongoDB 5.1, which makes rows until the memory is full.
    $densify: refused('$densify'),
  }
}

function refused(stage: string) {
  return (): never => {
    throw new Error(`Unrecognized pipeline stage name: '${stage}'`)
  }
}

/** So many of the rows, each once, by chance. */
function drawn(rows: unknown[], size: number): unknown[] {
  const left = [...rows]
  return Array.from({ length: Math.min(size, rows.length) }, () => {
    const at = Math.floor(Math.random() * left.length)
    const row = left[at]
    const last = left.pop()
    if (at < left.length) left[at] = last
    return row
  })
}

function localValues(document: unknown, path: string): unknown[] {
  const values = reach(document, path).values.flat()
  return values.length === 0 ? [null] : values.map((value) => value ?? null)
}

function nearest(documents: Document[], options: Document): Document[] {
  const { key, distanceField, includeLocs } = options
  const centre = pointOf(options.near)
  if (centre === undefined || typeof key !== 'string' || typeof distanceField !== 'string')
    throw new Error('$geoNear needs near (a Point), key and distanceField')
  const query = isPlainObject(options.query) ? matcherOf(options.query) : undefined
  const least = numberOr(options.minDistance, 0)
  const most = numberOr(options.maxDistance, Number.POSITIVE_INFINITY)
  const multiplier = numberOr(options.distanceMultiplier, 1)
  return documents
    .filter((document) => query?.test(document) ?? true)
    .flatMap((document) => {
      const [location] = reach(document, key).values
      const point = pointOf(location)
      return point === undefined ? [] : [{ document, location, metres: distance(point, centre) }]
    })
    .filter(({ metres }) => metres >= least && metres <= most)
    .sort((left, right) => left.metres - right.metres)
    .slice(0, numberOr(options.limit ?? options.num, NEAREST_DEFAULT_ROWS))
    .map(({ document, location, metres }) => ({
      ...document,
      [distanceField]: metres * multiplier,
      ...(typeof includeLocs === 'string' ? { [includeLocs]: location } : {}),
    }))
}

/** MongoDB 4.0's default for `$geoNear`. */
const NEAREST_DEFAULT_ROWS = 100

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
