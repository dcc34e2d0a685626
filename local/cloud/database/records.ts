import { deserialize, serialize } from 'bson'
import type { Document } from '../ejson'
import type { Collection } from './catalog'
import { requestFailed } from './errors'
import { idBytes, RECORD_ID_BYTES, recordIdOf } from './index-entries'
import { DOCUMENT_MOST_BYTES } from './limits'
import type { Range, Snapshot } from './store'
import { successor } from './value-order'

/**
 * A document as it is kept. The bytes in the table are the stamp (6 bytes) and the document as BSON.
 *
 * Decoded documents are not kept: 20,000 of them saved a fifth of a read by `_id` at best and cost memory and
 * collection of garbage.
 */
export interface StoredDocument {
  /** Its place in the natural order, given when it was inserted. Never used again. */
  readonly recordId: number
  /** Changes with every write of the document. */
  readonly stamp: number
  readonly document: Document
}

const STAMP_BYTES = 6

export function readRecord(
  snapshot: Snapshot,
  collection: Collection,
  recordId: number,
): StoredDocument | undefined {
  const bytes = snapshot.get('records', recordKey(collection, recordId))
  return bytes === undefined ? undefined : decode(recordId, bytes)
}

/** All documents of a collection in their natural order, that of insertion. */
export function* allRecords(snapshot: Snapshot, collection: Collection): Iterable<StoredDocument> {
  for (const { key, value } of snapshot.rows(recordRange(collection)))
    yield decode(recordIdOf(key), value)
}

function decode(recordId: number, bytes: Buffer): StoredDocument {
  const stamp = bytes.readUIntBE(0, STAMP_BYTES)
  return { recordId, stamp, document: deserialize(bytes.subarray(STAMP_BYTES)) }
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
