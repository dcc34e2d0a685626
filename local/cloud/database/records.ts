import { deserialize, serialize } from 'bson'
import type { Document } from '../ejson'
import type { Collection } from './catalog'
import { requestFailed } from './errors'
import { idBytes, RECORD_ID_BYTES, recordIdOf } from './index-entries'
import { DOCUMENT_MOST_BYTES } from './limits'
import type { Range, Snapshot } from './store'
import { successor } from './value-order'

/**
 * A document as it is kept. Shared between readers: whoever wants to change it makes a copy.
 *
 * The bytes in the table are the stamp (6 bytes) and the document as BSON.
 */
export interface StoredDocument {
  /** Its place in the natural order, given when it was inserted. Never used again. */
  readonly recordId: number
  /** Changes with every write of the document. */
  readonly stamp: number
  readonly document: Document
}

const STAMP_BYTES = 6

/** Decoded documents that are kept; some 40 MB of documents of this product's size. */
const CACHED_DOCUMENTS = 20_000

/** Reads documents out of snapshots, keeping those decoded last. */
export interface Records {
  get(snapshot: Snapshot, collection: Collection, recordId: number): StoredDocument | undefined
  /** All documents of a collection in their natural order, that of insertion. */
  all(snapshot: Snapshot, collection: Collection): Iterable<StoredDocument>
}

export function createRecords(): Records {
  const cache = new Map<number, StoredDocument>()

  function decode(recordId: number, bytes: Buffer): StoredDocument {
    const stamp = stampOf(bytes)
    const cached = cache.get(recordId)
    if (cached?.stamp === stamp) return cached
    return { recordId, stamp, document: deserialize(bytes.subarray(STAMP_BYTES)) }
  }

  /** The most recently used are last in a `Map`. */
  function keep(stored: StoredDocument): void {
    cache.delete(stored.recordId)
    cache.set(stored.recordId, stored)
    if (cache.size <= CACHED_DOCUMENTS) return
    for (const oldest of cache.keys()) {
      cache.delete(oldest)
      return
    }
  }

  return {
    get(snapshot, collection, recordId) {
      const bytes = snapshot.get('records', recordKey(collection, recordId))
      if (bytes === undefined) return undefined
      const stored = decode(recordId, bytes)
      keep(stored)
      return stored
    },
    // A scan passes by the cache: it would only push out what is read by index.
    *all(snapshot, collection) {
      for (const { key, value } of snapshot.rows(recordRange(collection)))
        yield decode(recordIdOf(key), value)
    },
  }
}

/** Where the documents of a collection are. */
export function recordRange(collection: Collection): Range {
  const start = idBytes(collection.id)
  return { start, end: successor(start) }
}

export function recordKey(collection: Collection, recordId: number): Buffer {
  const key = Buffer.allocUnsafe(4 + RECORD_ID_BYTES)
  key.writeUInt32BE(collection.id)
  key.writeUIntBE(recordId, 4, RECORD_ID_BYTES)
  return key
}

/** The stamp of a document as it is in the table. */
export function stampOf(bytes: Buffer): number {
  return bytes.readUIntBE(0, STAMP_BYTES)
}

/** The bytes that go into the table. */
export function recordBytes(stamp: number, bson: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(STAMP_BYTES + bson.length)
  bytes.writeUIntBE(stamp, 0, STAMP_BYTES)
  bson.copy(bytes, STAMP_BYTES)
  return bytes
}

/** @throws ServiceError when the document is too large */
export function toBson(document: Document): Buffer {
  const bson = serialize(document)
  if (bson.length > DOCUMENT_MOST_BYTES)
    throw requestFailed(
      `an object is too large: ${bson.length} bytes, the maximum is ${DOCUMENT_MOST_BYTES}`,
    )
  return bson
}
