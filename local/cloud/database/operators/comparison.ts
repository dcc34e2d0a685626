import { reach, spread } from '../paths'
import { compareValues, encodeValue, sameType } from '../value-order'

type Test = (document: unknown) => boolean

/*
 * Comparisons of queries. mingo's differ from MongoDB in what they reach and in order: `{'a.b': null}` does not
 * see the element of an array that lacks `b`, objects are equal whatever the order of their fields, strings
 * compare by UTF-16. With these, a filter and an index see the same: `paths.ts` and `value-order.ts`.
 */

/** Equal, or an array with an equal element. `null` is also what is missing. */
export function $eq(path: string, operand: unknown): Test {
  const equals = equalTo(operand)
  return (document) => reached(document, path).some(equals)
}

export function $ne(path: string, operand: unknown): Test {
  const equal = $eq(path, operand)
  return (document) => !equal(document)
}

/** Equal to one of a list, in which regular expressions match texts. */
export function $in(path: string, operands: unknown): Test {
  if (!Array.isArray(operands)) throw new Error('$in needs an array')
  const expressions = operands.filter((operand) => operand instanceof RegExp)
  const keys = new Set(operands.map(keyOf))
  return (document) =>
    reached(document, path).some(
      (value) =>
        keys.has(keyOf(value)) ||
        (typeof value === 'string' && expressions.some((expression) => expression.test(value))),
    )
}

export function $nin(path: string, operands: unknown): Test {
  if (!Array.isArray(operands)) throw new Error('$nin needs an array')
  const included = $in(path, operands)
  return (document) => !included(document)
}

export const $gt = ordered((difference) => difference > 0, false)
export const $gte = ordered((difference) => difference >= 0, true)
export const $lt = ordered((difference) => difference < 0, false)
export const $lte = ordered((difference) => difference <= 0, true)

/** There, even if `null`. */
export function $exists(path: string, operand: unknown): Test {
  const wanted = Boolean(operand)
  return (document) => reach(document, path).values.some((value) => value !== undefined) === wanted
}

/** mingo keeps the flag `g`, with which what matches depends on what was asked before. */
export function $regex(path: string, expression: unknown): Test {
  if (!(expression instanceof RegExp)) throw new Error('$regex has to be a string')
  if (/[gy]/.test(expression.flags)) throw new Error('invalid flag in regex options')
  return (document) =>
    reached(document, path).some((value) => typeof value === 'string' && expression.test(value))
}

function ordered(holds: (difference: number) => boolean, orEqual: boolean) {
  return (path: string, operand: unknown): Test => {
    if (operand === undefined || operand === null) return orEqual ? $eq(path, null) : () => false
    const isNaNWanted = Number.isNaN(operand)
    return (document) =>
      reached(document, path).some(
        (value) =>
          value !== undefined &&
          sameType(value, operand) &&
          // NaN is before all numbers in order, and in no range of them.
          Number.isNaN(value) === isNaNWanted &&
          holds(compareValues(value, operand)),
      )
  }
}

function reached(document: unknown, path: string): unknown[] {
  return spread(reach(document, path).values)
}

function equalTo(operand: unknown): (value: unknown) => boolean {
  if (operand === null || operand === undefined)
    return (value) => value === null || value === undefined
  // A 64-bit integer or a decimal may equal a number.
  if (typeof operand !== 'object')
    return (value) => value === operand || compareValues(value, operand) === 0
  return (value) => typeof value === 'object' && compareValues(value, operand) === 0
}

/** The same for equal values, to be looked up in a set. */
function keyOf(value: unknown): unknown {
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? `\0${encodeValue(value).toString('latin1')}` : value
}
