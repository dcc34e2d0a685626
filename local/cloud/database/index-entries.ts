import { createHash } from 'node:crypto'
import type { Document } from '../ejson'
import type { Index } from './catalog'
import { writeError } from './errors'
import { DOCUMENT_MOST_INDEX_ENTRIES } from './limits'
import { reach } from './paths'
import { encodeValue, invert, NOTHING } from './value-order'

/*
 * A key in the table of entries:
 *
 *     index id (4 bytes) | value of each part, inverted if descending | record id (6 bytes)
 *
 * Everything before the record id is called the prefix here. In a unique index no two documents have
 * the same prefix.
 */

/** Longest prefix. lmdb's keys hold 1978 bytes. */
const PREFIX_MOST_BYTES = 1900
const HASH_BYTES = 16
export const RECORD_ID_BYTES = 6

/**
 * The prefixes under which an index holds a document, without repetition. Notes in the index what its
 * entries have become (`multikey`, `shortened`).
 *
 * @throws ServiceError when two different arrays would have to be multiplied, as MongoDB refuses it too
 */
export function prefixesOf(index: Index, document: Document): Buffer[] {
  let prefixes = [idBytes(index.id)]
  let arrayRoot: string | undefined
  index.parts.forEach(({ path, direction }, place) => {
    const { values, isArray } = keyValues(document, path)
    if (isArray) {
      const root = path.split('.', 1)[0] ?? path
      if (arrayRoot !== undefined && arrayRoot !== root)
        throw writeError(`cannot index parallel arrays [${root}] [${arrayRoot}]`)
      arrayRoot = root
      if (!index.multikey[place]) index.multikey[place] = true
    }
    const parts = values.map((value) => encodePart(value, direction))
    if (prefixes.length * parts.length > DOCUMENT_MOST_INDEX_ENTRIES)
      throw writeError(`too many index entries for one document in index ${index.name}`)
    prefixes = prefixes.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])))
  })
  return distinct(prefixes.map((prefix) => shorten(prefix, index)))
}

/** The bytes of one value in a key. */
export function encodePart(value: unknown, direction: 1 | -1): Buffer {
  const encoded = encodeValue(value)
  return direction === 1 ? encoded : invert(encoded)
}

/** Four bytes that begin all keys of an index or a collection. */
export function idBytes(id: number): Buffer {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeUInt32BE(id)
  return bytes
}

export function entryKey(prefix: Buffer, recordId: number): Buffer {
  const key = Buffer.allocUnsafe(prefix.length + RECORD_ID_BYTES)
  prefix.copy(key)
  key.writeUIntBE(recordId, prefix.length, RECORD_ID_BYTES)
  return key
}

export function recordIdOf(key: Buffer): number {
  return key.readUIntBE(key.length - RECORD_ID_BYTES, RECORD_ID_BYTES)
}

/**
 * A bound of a search, cut to where entries that are longer are cut. What is cut off only makes the
 * search find more, which the condition then sorts out.
 */
export function cutBound(bound: Buffer): Buffer {
  const most = PREFIX_MOST_BYTES - HASH_BYTES
  return bound.length > most ? bound.subarray(0, most) : bound
}

/** What a path gives to an index: the elements of arrays, `null` for what is missing. */
function keyValues(document: Document, path: string): { values: unknown[]; isArray: boolean } {
  const { values, throughArray } = reach(document, path)
  let isArray = throughArray
  const keys: unknown[] = []
  for (const value of values) {
    if (!Array.isArray(value)) {
      keys.push(value)
      continue
    }
    isArray = true
    if (value.length === 0) keys.push(NOTHING)
    for (const element of value) keys.push(element)
  }
  return { values: keys.length === 0 ? [null] : keys, isArray }
}

/** A prefix that is too long keeps its beginning, for order, and a hash of the whole, for equality. */
function shorten(prefix: Buffer, index: Index): Buffer {
  if (prefix.length <= PREFIX_MOST_BYTES - HASH_BYTES) return prefix
  index.shortened = true
  const hash = createHash('sha256').update(prefix).digest().subarray(0, HASH_BYTES)
  return Buffer.concat([prefix.subarray(0, PREFIX_MOST_BYTES - HASH_BYTES), hash])
}

function distinct(prefixes: Buffer[]): Buffer[] {
  if (prefixes.length === 1) return prefixes
  const seen = new Map(prefixes.map((prefix) => [prefix.toString('latin1'), prefix]))
  return [...seen.values()]
}
