import { type Clock, createClock } from '../../../local/cloud/clock'
import { type Database, openDatabase } from '../../../local/cloud/database/database'
import { type Document, parseEjson, stringifyEjson } from '../../../local/cloud/ejson'
import { EMPTY_SCHEMA, type IndexSchema, type Schema } from '../../../local/cloud/schema'
import type { Work } from '../../../local/cloud/service'

/** Requests to a database as the SDK makes them, without the SDK. */
export interface Client {
  readonly database: Database
  readonly clock: Clock
  /** Of the last request. */
  readonly work: Work
  /** The raw action; rejects with the service's error. */
  request(action: string, params: Document): Promise<Document>
  add(collection: string, ...documents: Document[]): Promise<unknown[]>
  get(collection: string, query?: Document, options?: GetOptions): Promise<Document[]>
  count(collection: string, query?: Document): Promise<number>
  update(collection: string, query: Document, data: Document, options?: Options): Promise<number>
  set(collection: string, id: unknown, data: Document, options?: Options): Promise<Document>
  remove(collection: string, query: Document, options?: Options): Promise<number>
  aggregate(collection: string, ...stages: Document[]): Promise<Document[]>
  begin(): Promise<Options>
  commit(transaction: Options): Promise<unknown>
  abort(transaction: Options): Promise<unknown>
}

/** Names the transaction, as the SDK's requests do. */
export interface Options {
  transactionId?: string
}

export interface GetOptions extends Options {
  order?: Document
  offset?: number
  limit?: number
  projection?: Document
}

/** `{collection: [index, …]}`; an index is `name: 'a -b'`, unique with `!` before it. */
export function schemaOf(collections: Record<string, Record<string, string>>): Schema {
  return {
    ...EMPTY_SCHEMA,
    collections: Object.entries(collections).map(([collectionName, indexes]) => ({
      collectionName,
      aclTag: 'ADMINONLY',
      createIndexes: Object.entries(indexes).map(([name, keys]) => indexOf(name, keys)),
    })),
  }
}

function indexOf(name: string, keys: string): IndexSchema {
  return {
    name,
    unique: keys.startsWith('!'),
    keys: keys
      .replace('!', '')
      .split(' ')
      .map((key) => ({ name: key.replace('-', ''), direction: key.startsWith('-') ? '-1' : '1' })),
  }
}

export async function openClient(schema: Schema, directory?: string): Promise<Client> {
  const clock = createClock()
  const where = directory === undefined ? { memory: true } : { directory }
  return clientOf(await openDatabase({ ...where, schema, clock }), clock)
}

export function clientOf(database: Database, clock: Clock): Client {
  let work: Work = { documentsExamined: 0, documentsReturned: 0 }

  async function request(action: string, params: Document): Promise<Document> {
    work = { documentsExamined: 0, documentsReturned: 0 }
    const handler = database.actions[`database.${action}`]!
    const reply = await handler(
      { action: `database.${action}`, params, requestId: 'test', invocationId: undefined },
      work,
    )
    return reply as Document
  }

  async function data(action: string, params: Document): Promise<Document> {
    return (await request(action, params)).data as Document
  }

  return {
    database,
    clock,
    get work() {
      return work
    },
    request,
    async add(collectionName, ...documents) {
      const answer = await data('insertDocument', {
        collectionName,
        data: documents.map(stringifyEjson),
      })
      return answer.insertedIds as unknown[]
    },
    async get(collectionName, query = {}, { order, projection, ...options } = {}) {
      const answer = await data('getDocument', {
        collectionName,
        query: stringifyEjson(query),
        ...(order === undefined ? {} : { order: stringifyEjson(order) }),
        ...(projection === undefined ? {} : { projection: stringifyEjson(projection) }),
        ...options,
      })
      return (answer.list as string[]).map(read)
    },
    async count(collectionName, query = {}) {
      const answer = await data('calculateDocument', {
        collectionName,
        query: stringifyEjson(query),
      })
      return answer.total as number
    },
    async update(collectionName, query, change, options = {}) {
      const answer = await data('modifyDocument', {
        collectionName,
        query: stringifyEjson(query),
        data: stringifyEjson(change),
        multi: true,
        merge: true,
        upsert: false,
        ...options,
      })
      return answer.updated as number
    },
    set: (collectionName, id, document, options = {}) =>
      data('modifyDocument', {
        collectionName,
        query: stringifyEjson({ _id: id }),
        data: stringifyEjson(document),
        multi: false,
        merge: false,
        upsert: true,
        ...options,
      }),
    async remove(collectionName, query, options = {}) {
      const answer = await data('removeDocument', {
        collectionName,
        query: stringifyEjson(query),
        multi: true,
        ...options,
      })
      return answer.deleted as number
    },
    async aggregate(collectionName, ...stages) {
      const answer = await data('aggregateDocuments', {
        collectionName,
        stages: stages.map((stage) => {
          const [stageKey] = Object.keys(stage)
          return { stageKey, stageValue: stringifyEjson(stage[stageKey!]) }
        }),
      })
      return (answer.list as string[]).map(read)
    },
    async begin() {
      return { transactionId: (await request('startTransaction', {})).transactionId as string }
    },
    commit: (transaction) => request('commitTransaction', { ...transaction }),
    abort: (transaction) => request('abortTransaction', { ...transaction }),
  }
}

/** Lets writes that were sent before reach their turn: each turn of the event loop runs one batch. */
export async function turns(count = 5): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
}

function read(line: string): Document {
  return parseEjson(line, { now: 0, mostNesting: 200 }) as Document
}
