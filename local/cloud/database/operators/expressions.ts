import { evalExpr } from 'mingo/core'
import type { Options } from 'mingo/types'

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

function operands(document: unknown, expression: unknown, options: Options): unknown[] {
  const values: unknown = evalExpr(document, expression, options)
  if (!Array.isArray(values)) throw new Error('expression needs a list of operands')
  return values
}
