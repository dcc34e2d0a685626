import { type Document, isPlainObject } from '../../ejson'
import { requestFailed } from '../errors'

/** What comes out of expressions: mingo leaves fields that are `undefined` where MongoDB leaves none; EJSON would make them `null`. */
export function withoutMissing(document: Document): Document {
  return Object.fromEntries(
    Object.entries(document)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [name, cleaned(field)]),
  )
}

function cleaned(value: unknown): unknown {
  if (value instanceof Date && Number.isNaN(value.getTime()))
    throw requestFailed('an expression makes a date outside of the calendar')
  if (Array.isArray(value)) return value.map(cleaned)
  return isPlainObject(value) ? withoutMissing(value) : value
}
