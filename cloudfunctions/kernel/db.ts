/**
 * The document database as the product uses it: typed, bounded, and the same over both SDKs
 * (`wx-server-sdk` inside functions, `@cloudbase/node-sdk` in the operator's commands).
 */

export interface Stored {
  _id: string
}

/** Conditions by field, values or command objects (`db.is.in([...])`). Built by code only, never from input. */
export type Filter = Record<string, unknown>

export interface FindOptions {
  orderBy?: readonly (readonly [field: string, direction: 'asc' | 'desc'])[]
  /** 1–1,000. */
  limit: number
  skip?: number
  /** Only these fields and `_id`. */
  fields?: readonly string[]
}

/** What an insert found. `exists`: somebody wrote this id before; here is what they wrote. */
export type Inserted<Document> = { state: 'inserted' } | { state: 'exists'; existing: Document }

/** Documents to be read along: by ids, or by ids made with a field of the document itself. */
export interface Along {
  from: string
  ids: readonly (string | { before: string; field: string; after?: string })[]
}

export interface GotWith<Document> {
  document: Document
  /** In the order of what was asked for. */
  along: Stored[][]
}

export interface Collection<Document extends Stored> {
  get(id: string): Promise<Document | null>
  /**
   * As `get`, together with documents of other collections: one request, whatever is read along. The others are
   * found by `_id`, so by index (an aggregation with one $lookup by equality for each of `along`).
   */
  getWith(id: string, along: readonly Along[]): Promise<GotWith<Document> | null>
  find(filter: Filter, options: FindOptions): Promise<Document[]>
  /** As `find`, each with what `getWith` reads along. @param limit 1–1,000 */
  findWith(filter: Filter, limit: number, along: readonly Along[]): Promise<GotWith<Document>[]>
  count(filter: Filter): Promise<number>
  /**
   * Writes a document that must not exist yet. A failure is resolved by reading the id back, whatever the error
   * said: a lost response and a duplicate look the same from here.
   */
  insert(document: Document): Promise<Inserted<Document>>
  /** Replaces or creates. */
  put(document: Document): Promise<void>
  /** Changes fields of the documents that match now; returns how many. With `_id` in the filter: compare and set. */
  updateWhere(filter: Filter, changes: Record<string, unknown>): Promise<number>
  removeWhere(filter: Filter): Promise<number>
}

/** Comparison and update commands of the SDK, under our names. */
export interface Commands {
  eq(value: unknown): unknown
  neq(value: unknown): unknown
  gt(value: unknown): unknown
  gte(value: unknown): unknown
  lt(value: unknown): unknown
  lte(value: unknown): unknown
  in(values: readonly unknown[]): unknown
  nin(values: readonly unknown[]): unknown
  exists(value: boolean): unknown
  /** Of a list: one of its elements meets all of these. */
  elemMatch(conditions: Filter): unknown
  /** Of values, or of whole filters. */
  or(...conditions: unknown[]): Filter
  and(...conditions: unknown[]): unknown
  set(value: unknown): unknown
  remove(): unknown
  push(values: readonly unknown[]): unknown
  /** Of a revision, so that whoever compares and sets it notices. Nothing else is counted by adding. */
  inc(by: number): unknown
}

export interface Database {
  collection<Document extends Stored>(name: string): Collection<Document>
  is: Commands
  /**
   * Runs `work` as one transaction; conflicts are retried up to five times with a growing pause. Only single
   * documents can be read and written inside, because everything else would silently run outside of it.
   */
  transaction<Result>(work: (inside: Transaction) => Promise<Result>): Promise<Result>
}

export interface Transaction {
  get<Document extends Stored>(collection: string, id: string): Promise<Document | null>
  insert<Document extends Stored>(collection: string, document: Document): Promise<void>
  put<Document extends Stored>(collection: string, document: Document): Promise<void>
  update(collection: string, id: string, changes: Record<string, unknown>): Promise<void>
  remove(collection: string, id: string): Promise<void>
}

/** The common shape of the two SDKs' databases, as loosely typed as they are. */
interface SdkDatabase {
  command: unknown
  collection(name: string): SdkCollection
  startTransaction(): Promise<SdkTransaction>
}
interface SdkCollection extends SdkQuery {
  doc(id: string): SdkDocument
  add(payload: unknown): Promise<unknown>
  aggregate(): SdkAggregation
}
interface SdkAggregation {
  match(filter: Filter): SdkAggregation
  addFields(fields: Record<string, unknown>): SdkAggregation
  lookup(options: Record<string, string>): SdkAggregation
  limit(count: number): SdkAggregation
  end(): Promise<unknown>
}
interface SdkQuery {
  where(filter: Filter): SdkQuery
  orderBy(field: string, direction: 'asc' | 'desc'): SdkQuery
  limit(count: number): SdkQuery
  skip(count: number): SdkQuery
  field(fields: Record<string, boolean>): SdkQuery
  get(): Promise<{ data: unknown }>
  count(): Promise<{ total: number }>
  update(payload: unknown): Promise<unknown>
  remove(): Promise<unknown>
}
interface SdkDocument {
  get(): Promise<{ data: unknown }>
  set(payload: unknown): Promise<unknown>
  update(payload: unknown): Promise<unknown>
  remove(): Promise<unknown>
}
interface SdkTransaction {
  collection(name: string): {
    doc(id: string): SdkDocument
    add(payload: unknown): Promise<unknown>
  }
  commit(): Promise<unknown>
  rollback(reason?: unknown): Promise<unknown>
}

/** Which SDK speaks: `wx` wraps payloads in `{ data }`, `node` takes them bare. */
export type Dialect = 'wx' | 'node'

const TRANSACTION_TRIES = 6
const FIRST_PAUSE_MS = 20

export function createDatabase(sdk: unknown, dialect: Dialect): Database {
  const db = sdk as SdkDatabase
  const payload = (value: unknown) => (dialect === 'wx' ? { data: value } : value)

  function collection<Document extends Stored>(name: string): Collection<Document> {
    const matching = (filter: Filter) => db.collection(name).where(filter)

    async function get(id: string): Promise<Document | null> {
      const { data } = await matching({ _id: id }).limit(1).get()
      return (data as Document[])[0] ?? null
    }

    async function findWith(
      filter: Filter,
      limit: number,
      along: readonly Along[],
    ): Promise<GotWith<Document>[]> {
      const named = along.map(({ from, ids }, at) => ({
        from,
        ids,
        key: `ids${at}`,
        as: `of${at}`,
      }))
      const keys = named.map(({ ids, key }) => [key, ids.map(idExpression)] as const)
      let query = db.collection(name).aggregate().match(filter).limit(limit)
      // Adding no field is an error.
      if (keys.length > 0) query = query.addFields(Object.fromEntries(keys))
      for (const { from, key, as } of named)
        query = query.lookup({ from, localField: key, foreignField: '_id', as })
      const answer = (await query.end()) as { list?: unknown; data?: unknown }
      return ((answer.list ?? answer.data) as Record<string, unknown>[]).map((found) => {
        const document = { ...found }
        for (const { key, as } of named) {
          delete document[key]
          delete document[as]
        }
        return {
          document: document as unknown as Document,
          along: named.map(({ as }) => found[as] as Stored[]),
        }
      })
    }

    return {
      get,
      findWith,
      async getWith(id, along) {
        return (await findWith({ _id: id }, 1, along))[0] ?? null
      },
      async find(filter, options) {
        let query = matching(filter)
        for (const [field, direction] of options.orderBy ?? [])
          query = query.orderBy(field, direction)
        if (options.skip !== undefined) query = query.skip(options.skip)
        if (options.fields !== undefined) {
          query = query.field(
            Object.fromEntries(['_id', ...options.fields].map((field) => [field, true])),
          )
        }
        const { data } = await query.limit(options.limit).get()
        return data as Document[]
      },
      async count(filter) {
        return (await matching(filter).count()).total
      },
      async insert(document) {
        try {
          await db.collection(name).add(payload(document))
          return { state: 'inserted' }
        } catch (error) {
          const existing = await get(document._id)
          if (existing === null) throw error
          return { state: 'exists', existing }
        }
      },
      async put({ _id, ...fields }) {
        await db.collection(name).doc(_id).set(payload(fields))
      },
      async updateWhere(filter, changes) {
        return changedCount(await matching(filter).update(payload(changes)), 'updated')
      },
      async removeWhere(filter) {
        return changedCount(await matching(filter).remove(), 'deleted')
      },
    }
  }

  async function attempt<Result>(work: (inside: Transaction) => Promise<Result>): Promise<Result> {
    const transaction = await db.startTransaction()
    const doc = (name: string, id: string) => transaction.collection(name).doc(id)
    try {
      const result = await work({
        async get<Document extends Stored>(name: string, id: string) {
          const { data } = await doc(name, id).get()
          return ((Array.isArray(data) ? data[0] : data) ?? null) as Document | null
        },
        async insert(name, document) {
          await transaction.collection(name).add(payload(document))
        },
        async put(name, { _id, ...fields }) {
          await doc(name, _id).set(payload(fields))
        },
        async update(name, id, changes) {
          await doc(name, id).update(payload(changes))
        },
        async remove(name, id) {
          await doc(name, id).remove()
        },
      })
      await transaction.commit()
      return result
    } catch (error) {
      // The transaction may already be gone (conflict, 30 s); the first error is the one that explains.
      await transaction.rollback().catch(() => undefined)
      throw error
    }
  }

  return {
    collection,
    is: db.command as Commands,
    async transaction(work) {
      for (let tried = 1; ; tried += 1) {
        try {
          return await attempt(work)
        } catch (error) {
          if (tried === TRANSACTION_TRIES || !isConflict(error)) throw error
          await pause(FIRST_PAUSE_MS * 2 ** tried * (0.5 + Math.random()))
        }
      }
    },
  }
}

/**
 * Neither SDK's `runTransaction` can be trusted to retry: wx-server-sdk drops the error's code on the way, so
 * the conflict is recognised by code or by the service's own word in the message.
 */
function isConflict(error: unknown): boolean {
  const { code, errMsg, message } = error as { code?: unknown; errMsg?: unknown; message?: unknown }
  return (
    code === 'DATABASE_TRANSACTION_CONFLICT' || /TransactionConflict/.test(`${errMsg} ${message}`)
  )
}

function idExpression(id: Along['ids'][number]): unknown {
  if (typeof id === 'string') return { $literal: id }
  return { $concat: [{ $literal: id.before }, `$${id.field}`, { $literal: id.after ?? '' }] }
}

/** wx answers `{ stats: { updated } }`, node `{ updated }`. */
function changedCount(answer: unknown, field: 'updated' | 'deleted' | 'removed'): number {
  const flat = answer as Record<string, unknown> & { stats?: Record<string, unknown> }
  const value = flat[field] ?? flat.stats?.[field] ?? flat.stats?.removed ?? 0
  return Number(value)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
