import { EJSON, Long } from 'bson'
import { ServiceError } from './errors'

/** A document, or any object inside of one. */
export type Document = Record<string, unknown>

export interface EjsonOptions {
  /** Milliseconds since the epoch, for server dates. */
  now: number
  /** How deep objects and arrays may lie in one another. */
  mostNesting: number
}

/**
 * Reads canonical EJSON as it travels in requests, as text or as the object that a JSON body held.
 *
 * Numbers become JavaScript numbers, except 64-bit integers that these cannot hold exactly, which stay `Long`;
 * `$date` becomes `Date`, `$regularExpression` becomes `RegExp`, `$oid` its plain hex text (that is how
 * the service gives it back), `$tcb_server_date` the time now plus its offset; the rarer types become
 * the classes of `bson`.
 *
 * @throws ServiceError INVALID_PARAM when it does not parse
 */
export function parseEjson(source: unknown, options: EjsonOptions): unknown {
  let json = source
  if (typeof source === 'string') {
    try {
      json = JSON.parse(source)
    } catch (error) {
      throw invalid(`not JSON: ${messageOf(error)}`)
    }
  }
  return revive(json, options, 0)
}

/** As {@link parseEjson}, for what must be an object. `what` names it in the error. */
export function parseEjsonObject(source: unknown, what: string, options: EjsonOptions): Document {
  const value = parseEjson(source, options)
  if (!isPlainObject(value)) throw invalid(`${what} must be an object`)
  return value
}

/** Writes canonical EJSON: every number with its type. */
export function stringifyEjson(value: unknown): string {
  return EJSON.stringify(value as Document, { relaxed: false })
}

/** True for objects that are neither arrays nor instances of a class. */
export function isPlainObject(value: unknown): value is Document {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  )
}

function revive(value: unknown, options: EjsonOptions, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth > options.mostNesting) throw invalid(`nested deeper than ${options.mostNesting} levels`)
  if (Array.isArray(value)) return value.map((element) => revive(element, options, depth + 1))

  const source = value as Document
  const keys = Object.keys(source)
  const [first] = keys
  if (first?.startsWith('$')) {
    const read = TYPES.get(first)
    if (read !== undefined) return read(source, keys, options)
  }
  const result: Document = {}
  for (const key of keys) {
    // Assigning it would change the prototype instead of making a field.
    if (key === '__proto__') throw invalid(`a field cannot be named '__proto__'`)
    if (key.includes('\0')) throw invalid('a field name cannot hold a null byte')
    result[key] = revive(source[key], options, depth + 1)
  }
  return result
}

type Reader = (source: Document, keys: string[], options: EjsonOptions) => unknown

const readInteger: Reader = (source, keys) => {
  const text = onlyText(source, keys)
  const number = Number(text)
  if (!/^[+-]?\d+$/.test(text)) throw invalid(`'${text}' is not an integer`)
  if (Number.isSafeInteger(number)) return number
  const wide = BigInt(text)
  if (BigInt.asIntN(64, wide) !== wide) throw invalid(`'${text}' does not fit 64 bits`)
  return BigInt(number) === wide ? number : Long.fromString(text)
}

const readDouble: Reader = (source, keys) => {
  const text = onlyText(source, keys)
  const number = Number(text)
  if (text.trim() === '' || (Number.isNaN(number) && text !== 'NaN'))
    throw invalid(`'${text}' is not a number`)
  return number
}

const readDate: Reader = (source, keys, options) => {
  expectKeys(keys, ['$date'])
  const given = source.$date
  const instant = isPlainObject(given) ? revive(given, options, 0) : given
  const date =
    typeof instant === 'number' || typeof instant === 'string' ? new Date(instant) : undefined
  if (date === undefined || Number.isNaN(date.getTime())) throw invalid('$date is not a date')
  return date
}

const readObjectId: Reader = (source, keys) => {
  const text = onlyText(source, keys)
  if (!/^[0-9a-f]{24}$/i.test(text)) throw invalid(`'${text}' is not an ObjectId`)
  return text.toLowerCase()
}

const readRegularExpression: Reader = (source, keys) => {
  expectKeys(keys, ['$regularExpression'])
  const given = source.$regularExpression
  if (!isPlainObject(given) || typeof given.pattern !== 'string')
    throw invalid('$regularExpression has no pattern')
  return regularExpression(given.pattern, given.options ?? '')
}

/**
 * A regular expression of a query. `g` and `y` make no sense in one and would make matching depend on
 * what was matched before; other flags than JavaScript's are refused.
 */
function regularExpression(pattern: string, flags: unknown): RegExp {
  if (typeof flags !== 'string') throw invalid('the options of a regular expression must be text')
  try {
    return new RegExp(pattern, flags.replace(/[gy]/g, ''))
  } catch (error) {
    throw invalid(messageOf(error))
  }
}

const readServerDate: Reader = (source, keys, options) => {
  expectKeys(keys, ['$tcb_server_date'])
  const given = source.$tcb_server_date
  const offset = isPlainObject(given) ? (revive(given.offset, options, 0) ?? 0) : 0
  const date = new Date(options.now + Number(offset))
  if (Number.isNaN(date.getTime())) throw invalid('the offset of a server date must be a number')
  return date
}

/** The rare types, read by the library. */
const readRare: Reader = (source) => {
  try {
    return EJSON.deserialize(source, { relaxed: true })
  } catch (error) {
    throw invalid(messageOf(error))
  }
}

const TYPES = new Map<string, Reader>([
  ['$numberInt', readInteger],
  ['$numberLong', readInteger],
  ['$numberDouble', readDouble],
  ['$date', readDate],
  ['$oid', readObjectId],
  ['$regularExpression', readRegularExpression],
  ['$tcb_server_date', readServerDate],
  ...['$numberDecimal', '$binary', '$uuid', '$timestamp', '$minKey', '$maxKey'].map(
    (key): [string, Reader] => [key, readRare],
  ),
])

function onlyText(source: Document, keys: string[]): string {
  const [key] = keys
  const value = key === undefined ? undefined : source[key]
  if (keys.length !== 1 || (typeof value !== 'string' && typeof value !== 'number'))
    throw invalid(`${key} must hold text and nothing beside it`)
  return String(value)
}

function expectKeys(keys: string[], expected: string[]): void {
  if (keys.length !== expected.length) throw invalid(`${expected[0]} cannot have fields beside it`)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function invalid(reason: string): ServiceError {
  return new ServiceError('INVALID_PARAM', `[InvalidParameter] EJSON: ${reason}.`)
}
