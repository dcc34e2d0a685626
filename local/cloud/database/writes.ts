import { randomBytes } from 'node:crypto'
import type { Document } from '../ejson'
import type { Collection } from './catalog'
import type { Writer } from './engine'
import { writeError } from './errors'
import { find, findById } from './find'
import { ID_MOST_BYTES } from './limits'
import { conditionsOf } from './planner/conditions'
import type { StoredDocument } from './records'
import { updated } from './update'
import { checkId, checkStorable, immutableId, readModifier } from './update-check'
import { compareValues, encodeValue } from './value-order'

/** A change of documents that a condition finds. */
export interface Modification {
  filter: Document
  /** Operators, or with `merge: false` a whole document. */
  data: Document
  /** All that are found, not the first alone. */
  multi: boolean
  merge: boolean
  /** If none is found, one is made. */
  upsert: boolean
  /** Milliseconds since the epoch. */
  now: number
}

export interface Modified {
  /**
   * With operators, documents that are different now: MongoDB's `nModified`, assumed. With a whole document,
   * documents that were found: the suite of node-sdk 2.10.0 sets the same document and expects 1.
   */
  updated: number
  /** Of the document that was made. */
  upsertedId?: unknown
}

/** Returns the ids, those that were missing made here. */
export function insert(
  writer: Writer,
  collection: Collection,
  documents: readonly Document[],
): unknown[] {
  return documents.map((document) => insertOne(writer, collection, document))
}

export function modify(
  writer: Writer,
  collection: Collection,
  modification: Modification,
): Modified {
  const { filter, data, multi, merge, upsert } = modification
  if (!merge) checkReplacement(data)
  const modifier = merge ? readModifier(data) : undefined
  const found = findToWrite(writer, collection, filter, multi && merge)
  if (found.length === 0)
    return upsert ? insertInstead(writer, collection, modification) : { updated: 0 }

  let different = 0
  for (const stored of found) {
    const { document } = stored
    const next =
      modifier === undefined
        ? replacement(document, data)
        : updated(document, modifier, { ...modification, inserting: false })
    writer.claim(collection, stored)
    if (writer.changes.replace(writer.view.snapshot, collection, stored, next) !== undefined)
      different++
  }
  return { updated: merge ? different : found.length }
}

/** Changes the first document found and returns it as it is then. */
export function modifyAndReturn(
  writer: Writer,
  collection: Collection,
  modification: Pick<Modification, 'filter' | 'data' | 'now'>,
): { updated: number; document: Document | undefined } {
  const modifier = readModifier(modification.data)
  const [stored] = findToWrite(writer, collection, modification.filter, false)
  if (stored === undefined) return { updated: 0, document: undefined }
  const document = updated(stored.document, modifier, { ...modification, inserting: false })
  writer.claim(collection, stored)
  writer.changes.replace(writer.view.snapshot, collection, stored, document)
  return { updated: 1, document }
}

/** Returns how many there were. */
export function remove(
  writer: Writer,
  collection: Collection,
  filter: Document,
  multi: boolean,
): number {
  const found = findToWrite(writer, collection, filter, multi)
  for (const stored of found) {
    writer.claim(collection, stored)
    writer.changes.remove(collection, stored)
  }
  return found.length
}

/** Puts a document in the place of that with the same `_id`, or adds it. */
export function put(writer: Writer, collection: Collection, document: Document): void {
  const id = document._id
  const stored = id === undefined ? undefined : findById(writer.view, collection, id)
  if (stored === undefined) insertOne(writer, collection, document)
  else {
    checkStorable(document)
    writer.changes.replace(
      writer.view.snapshot,
      collection,
      stored,
      replacement(document, document),
    )
  }
}

function insertOne(writer: Writer, collection: Collection, given: Document): unknown {
  checkStorable(given)
  const { _id, ...fields } = given
  const id = _id === undefined || _id === null || _id === '' ? newId() : _id
  checkId(id)
  if (encodeValue(id).length > ID_MOST_BYTES)
    throw writeError(`key too large to index, failing ${collection.name} index: _id_`)
  writer.changes.insert(writer.view.snapshot, collection, { _id: id, ...fields })
  return id
}

function insertInstead(
  writer: Writer,
  collection: Collection,
  modification: Modification,
): Modified {
  const base = fieldsOf(modification.filter)
  const document = modification.merge
    ? updated(base, readModifier(modification.data), { ...modification, inserting: true })
    : { ...('_id' in base ? { _id: base._id } : {}), ...modification.data }
  return { updated: 0, upsertedId: insertOne(writer, collection, document) }
}

/** The fields that a condition asks to be equal to one value: those a document made by it has. */
function fieldsOf(filter: Document): Document {
  const fields: Document = {}
  for (const [path, demands] of conditionsOf(filter).demands)
    for (const demand of demands)
      if (demand.kind === 'points' && demand.values.length === 1 && !path.includes('.'))
        fields[path] = demand.values[0]
  return fields
}

function findToWrite(
  { view }: Writer,
  collection: Collection,
  filter: Document,
  multi: boolean,
): StoredDocument[] {
  const limit = multi ? Number.POSITIVE_INFINITY : 1
  return find(view, collection, { filter, sort: [], skip: 0, limit })
}

function checkReplacement(data: Document): void {
  checkStorable(data)
  checkId(data._id)
}

/** The `_id` stays, and comes first. */
function replacement(before: Document, data: Document): Document {
  const { _id, ...fields } = data
  if (_id !== undefined && compareValues(_id, before._id) !== 0) throw immutableId()
  return { _id: before._id, ...fields }
}

/** 32 hexadecimal digits, as the service makes them. */
function newId(): string {
  return randomBytes(16).toString('hex')
}
