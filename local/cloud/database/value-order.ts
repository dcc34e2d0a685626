import { Binary, Decimal128, Long, MaxKey, MinKey, Timestamp } from 'bson'
import { isPlainObject } from '../ejson'

/**
 * The order of values of all types, as bytes: two encodings compare as MongoDB compares the values
 * (https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/). Every encoding ends where
 * it ends by itself, so encodings can follow one another in a compound key.
 *
 * 64-bit integers and decimals beyond a double's precision are placed where the nearest double is.
 */
const TYPE = {
  minKey: 0x05,
  /** What an empty array leaves in an index. */
  nothing: 0x08,
  null: 0x0a,
  number: 0x10,
  string: 0x20,
  object: 0x30,
  array: 0x40,
  binary: 0x50,
  boolean: 0x70,
  date: 0x80,
  timestamp: 0x88,
  regularExpression: 0x90,
  other: 0xa0,
  maxKey: 0xf0,
} as const

/** Stands in an index for an array without elements; below `null`. */
export const NOTHING = Symbol('nothing')

/** Bytes of `value` in the order of all values. `undefined` counts as `null`. */
export function encodeValue(value: unknown): Buffer {
  switch (typeof value) {
    case 'string':
      return encodeText(TYPE.string, value)
    case 'number':
      return encodeNumber(TYPE.number, value)
    case 'boolean':
      return Buffer.from([TYPE.boolean, value ? 1 : 0])
    case 'undefined':
      return Buffer.from([TYPE.null])
    case 'symbol':
      return Buffer.from([TYPE.nothing])
    default:
      return value === null ? Buffer.from([TYPE.null]) : encodeObject(value)
  }
}

/** The first byte of everything of the same type, and the first byte of what comes after that type. */
export function typeBracket(value: unknown): { from: Buffer; to: Buffer } {
  const type = encodeValue(value)[0] ?? 0
  if (type !== TYPE.number) return { from: Buffer.from([type]), to: Buffer.from([type + 1]) }
  // NaN sorts below all numbers and is in no range of them.
  return { from: encodeNumber(type, Number.NEGATIVE_INFINITY), to: Buffer.from([type + 1]) }
}

/** Negative, zero or positive, as for `Array.sort`. */
export function compareValues(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number' && left - right !== 0) {
    const difference = left - right
    if (!Number.isNaN(difference)) return difference
  }
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime()
  return Buffer.compare(encodeValue(left), encodeValue(right))
}

/** True when both are of one type in the order of all values, so that a range can hold both. */
export function sameType(left: unknown, right: unknown): boolean {
  return typeOf(left) === typeOf(right)
}

function typeOf(value: unknown): number | string {
  if (typeof value !== 'object' || value === null)
    return value === undefined ? 'null' : plainType(value)
  return encodeObject(value)[0] ?? 0
}

function plainType(value: unknown): number | string {
  if (value === null) return 'null'
  return typeof value === 'number' ? TYPE.number : typeof value
}

function encodeObject(value: unknown): Buffer {
  if (value instanceof Date) return encodeNumber(TYPE.date, value.getTime())
  if (Array.isArray(value)) return encodeList(TYPE.array, value)
  if (isPlainObject(value)) return encodeFields(value)
  if (value instanceof RegExp)
    return Buffer.concat([
      encodeText(TYPE.regularExpression, value.source),
      encodeText(TYPE.string, value.flags),
    ])
  if (value instanceof Long) return encodeNumber(TYPE.number, value.toNumber())
  if (value instanceof Decimal128) return encodeNumber(TYPE.number, Number(value.toString()))
  if (value instanceof Timestamp) return encodeNumber(TYPE.timestamp, value.toNumber())
  if (value instanceof MinKey) return Buffer.from([TYPE.minKey])
  if (value instanceof MaxKey) return Buffer.from([TYPE.maxKey])
  if (value instanceof Binary) {
    const size = Buffer.alloc(4)
    size.writeUInt32BE(value.length())
    const bytes = value.value(true)
    return Buffer.concat([
      Buffer.from([TYPE.binary]),
      size,
      Buffer.from([value.sub_type]),
      escaped(Buffer.from(bytes as Uint8Array)),
      END,
    ])
  }
  return encodeText(TYPE.other, JSON.stringify(value))
}

const END = Buffer.from([0, 0])
const NEXT = Buffer.from([1])
const LAST = Buffer.from([0])

function encodeText(type: number, text: string): Buffer {
  const bytes = Buffer.allocUnsafe(Buffer.byteLength(text) + 3)
  bytes[0] = type
  const length = bytes.write(text, 1)
  if (bytes.subarray(1, length + 1).includes(0))
    return Buffer.concat([Buffer.from([type]), escaped(bytes.subarray(1, length + 1)), END])
  bytes[length + 1] = 0
  bytes[length + 2] = 0
  return bytes
}

/** A zero byte inside becomes 00 FF, so that the end, 00 00, sorts before whatever goes on. */
function escaped(bytes: Buffer): Buffer {
  if (!bytes.includes(0)) return bytes
  const result: number[] = []
  for (const byte of bytes) {
    result.push(byte)
    if (byte === 0) result.push(0xff)
  }
  return Buffer.from(result)
}

function encodeNumber(type: number, value: number): Buffer {
  const bytes = Buffer.alloc(9)
  bytes[0] = type
  if (Number.isNaN(value)) return bytes
  bytes.writeDoubleBE(value === 0 ? 0 : value, 1)
  const negative = ((bytes[1] ?? 0) & 0x80) !== 0
  if (!negative) bytes[1] = (bytes[1] ?? 0) | 0x80
  else for (let place = 1; place < 9; place++) bytes[place] = ~(bytes[place] ?? 0) & 0xff
  return bytes
}

function encodeList(type: number, values: unknown[]): Buffer {
  const parts: Buffer[] = [Buffer.from([type])]
  for (const value of values) parts.push(NEXT, encodeValue(value))
  parts.push(LAST)
  return Buffer.concat(parts)
}

/** Field by field: type of the value, name, value. */
function encodeFields(value: Record<string, unknown>): Buffer {
  const parts: Buffer[] = [Buffer.from([TYPE.object])]
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined) continue
    const encoded = encodeValue(field)
    parts.push(NEXT, encoded.subarray(0, 1), encodeText(TYPE.string, name), encoded)
  }
  parts.push(LAST)
  return Buffer.concat(parts)
}

/** The bytes turned round, for a descending part of a key. */
export function invert(bytes: Buffer): Buffer {
  const inverted = Buffer.allocUnsafe(bytes.length)
  for (let place = 0; place < bytes.length; place++) inverted[place] = ~(bytes[place] ?? 0) & 0xff
  return inverted
}

/** The smallest bytes that come after everything that begins with `bytes`. */
export function successor(bytes: Buffer): Buffer {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0xff) end--
  if (end === 0) throw new Error('nothing comes after bytes that are all 0xff')
  const next = Buffer.from(bytes.subarray(0, end))
  next[end - 1] = (next[end - 1] ?? 0) + 1
  return next
}
