import { evalExpr } from 'mingo/core'
import { $range as mingoRange } from 'mingo/operators/expression'
import type { Options } from 'mingo/types'
import { type Document, isPlainObject } from '../../ejson'
import { countElements } from './expression-limits'

/* Expressions of aggregations that mingo lacks or answers otherwise than MongoDB. */

/** mingo is off by one. Week of the year in UTC: 0 before the first Sunday, then 1. */
export function $week(document: unknown, expression: unknown, options: Options): number | null {
  const date = evalExpr(document, expression, options)
  if (date === null || date === undefined) return null
  if (!(date instanceof Date)) throw new Error("can't convert to Date")
  const newYear = Date.UTC(date.getUTCFullYear(), 0, 1)
  const dayOfYear = Math.floor((date.getTime() - newYear) / 86_400_000)
  return Math.floor((dayOfYear + 7 - date.getUTCDay()) / 7)
}

/** mingo refuses a negative length, which in MongoDB means “to the end”. Counts bytes of UTF-8. */
export function $substrBytes(document: unknown, expression: unknown, options: Options): string {
  const [text, start, length] = operands(document, expression, options)
  if (text === null || text === undefined) return ''
  if (typeof start !== 'number' || typeof length !== 'number')
    throw new Error('$substrBytes: starting index and length must be numbers')
  const bytes = Buffer.from(text instanceof Date ? text.toISOString() : String(text))
  if (start < 0) return ''
  return bytes.subarray(start, length < 0 ? undefined : start + length).toString()
}

/** Missing in mingo. Place of a text in another, counted in code points; -1 if it is not there. */
export function $indexOfCP(
  document: unknown,
  expression: unknown,
  options: Options,
): number | null {
  const [text, wanted, start = 0, end] = operands(document, expression, options)
  if (text === null || text === undefined) return null
  if (typeof text !== 'string' || typeof wanted !== 'string')
    throw new Error('$indexOfCP requires strings as its first and second arguments')
  if (typeof start !== 'number' || (end !== undefined && typeof end !== 'number'))
    throw new Error('$indexOfCP requires integral bounds')
  const points = [...text].slice(0, end)
  const place = points.slice(start).join('').indexOf(wanted)
  return place < 0 ? -1 : start + [...points.slice(start).join('').slice(0, place)].length
}

/** mingo makes a list of any size before anybody can count it. */
export function $range(document: unknown, expression: unknown, options: Options): unknown {
  const [start, end, step] = operands(document, expression, options)
  const length = (Number(end) - Number(start)) / Number(step ?? 1)
  if (length > 0) countElements(length)
  return mingoRange(document as Document, expression, options)
}

interface Match {
  match: string
  /** In UTF-16 units; MongoDB counts code points. */
  idx: number
  captures: (string | null)[]
}

/** mingo goes on for ever after a match of no letters, and finds `^` again behind each match. */
export function $regexFindAll(document: unknown, expression: unknown, options: Options): Match[] {
  const given = evalExpr(document, expression, options)
  if (!isPlainObject(given)) throw new Error('$regexFindAll needs an object')
  const { input, regex, options: flags = '' } = given
  if (input === null || input === undefined) return []
  if (typeof input !== 'string' || typeof flags !== 'string')
    throw new Error('$regexFindAll needs a string as input, and one as options')
  if (!(regex instanceof RegExp || typeof regex === 'string'))
    throw new Error('$regexFindAll needs a regex')
  const own = flags === '' && regex instanceof RegExp ? regex.flags : flags
  const found: Match[] = []
  for (const match of input.matchAll(new RegExp(regex, `${own.replace('g', '')}g`))) {
    countElements(1)
    const captures = match.slice(1).map((group) => group ?? null)
    found.push({ match: match[0], idx: match.index, captures })
  }
  return found
}

function operands(document: unknown, expression: unknown, options: Options): unknown[] {
  const values: unknown = evalExpr(document, expression, options)
  if (!Array.isArray(values)) throw new Error('expression needs a list of operands')
  return values
}
