import type { Clock } from '../clock'
import { type Document, stringifyEjson } from '../ejson'
import type { ActionHandler, Work } from '../service'
import { aggregate } from './aggregate'
import type { Collection } from './catalog'
import type { Engine, Writer } from './engine'
import { requestFailed } from './errors'
import { count, find } from './find'
import { ANSWER_MOST_BYTES } from './limits'
import { projected } from './operators/projection'
import { parametersOf } from './request'
import type { Transaction } from './transactions'
import { insert, modify, modifyAndReturn, remove } from './writes'

/** The `database.*` actions of the wire. */
export function createActions(engine: Engine, clock: Clock): Record<string, ActionHandler> {
  const transactionOf = (id: string | undefined): Transaction | undefined =>
    id === undefined ? undefined : engine.transactions.get(id)

  /** The collection is looked up when the write's turn comes: a reset may have come before. */
  function write<T>(
    name: string,
    transaction: Transaction | undefined,
    work: Work,
    compute: (writer: Writer, collection: Collection) => T,
  ): T | Promise<T> {
    const onCollection = (writer: Writer) => compute(writer, engine.collection(name))
    return transaction === undefined
      ? engine.write(work, onCollection)
      : engine.writeInside(transaction, work, onCollection)
  }

  /** What is read of every request, in the order in which the service complains. */
  function read(request: Parameters<ActionHandler>[0]) {
    const now = clock.now()
    const parameters = parametersOf(request, now)
    const name = parameters.collectionName()
    const collection = engine.collection(name)
    return {
      now,
      parameters,
      name,
      collection,
      transaction: transactionOf(parameters.transactionId()),
    }
  }

  return {
    'database.addCollection': (request) => {
      engine.createCollection(parametersOf(request, clock.now()).collectionName())
      return {}
    },

    'database.insertDocument': async (request, work) => {
      const { parameters, name, transaction } = read(request)
      const documents = parameters.documents()
      const ids = await write(name, transaction, work, (writer, collection) =>
        insert(writer, collection, documents),
      )
      return { data: { insertedIds: ids } }
    },

    'database.getDocument': (request, work) => {
      const { parameters, collection, transaction } = read(request)
      const found = find(engine.view(work, transaction), collection, {
        filter: parameters.filter(),
        sort: parameters.sort(),
        skip: parameters.skip(),
        limit: parameters.limit(),
      }).map(({ document }) => document)
      return { data: { list: answered(projected(found, parameters.projection()), work) } }
    },

    'database.calculateDocument': (request, work) => {
      const { parameters, collection, transaction } = read(request)
      return {
        data: { total: count(engine.view(work, transaction), collection, parameters.filter()) },
      }
    },

    'database.modifyDocument': async (request, work) => {
      const { now, parameters, name, transaction } = read(request)
      const modification = {
        filter: parameters.requiredFilter(),
        data: parameters.data(),
        multi: parameters.flag('multi'),
        merge: parameters.flag('merge'),
        upsert: parameters.flag('upsert'),
        now,
      }
      const { updated, upsertedId } = await write(name, transaction, work, (writer, collection) =>
        modify(writer, collection, modification),
      )
      return { data: { updated, ...(upsertedId === undefined ? {} : { upsert_id: upsertedId }) } }
    },

    'database.modifyAndReturnDoc': async (request, work) => {
      const { now, parameters, name, transaction } = read(request)
      const modification = { filter: parameters.requiredFilter(), data: parameters.data(), now }
      const { updated, document } = await write(name, transaction, work, (writer, collection) =>
        modifyAndReturn(writer, collection, modification),
      )
      const [doc = null] = answered(document === undefined ? [] : [document], work)
      return { data: { updated, doc } }
    },

    'database.removeDocument': async (request, work) => {
      const { parameters, name, transaction } = read(request)
      const filter = parameters.requiredFilter()
      const multi = parameters.flag('multi')
      const deleted = await write(name, transaction, work, (writer, collection) =>
        remove(writer, collection, filter, multi),
      )
      return { data: { deleted } }
    },

    'database.aggregateDocuments': (request, work) => {
      const { parameters, collection, transaction } = read(request)
      const rows = aggregate(
        engine.view(work, transaction),
        collection,
        parameters.stages(),
        (name) => engine.collections.get(name),
      )
      return { data: { list: answered(rows, work) } }
    },

    'database.startTransaction': () => ({ transactionId: engine.transactions.start().id }),

    'database.commitTransaction': async (request) => {
      const id = parametersOf(request, clock.now()).requiredTransactionId()
      await engine.commit(engine.transactions.get(id))
      return { transactionId: id }
    },

    'database.abortTransaction': (request) => {
      const id = parametersOf(request, clock.now()).requiredTransactionId()
      engine.transactions.abort(engine.transactions.get(id))
      return { transactionId: id }
    },
  }
}

/** Documents as the answer holds them. */
function answered(documents: Document[], work: Work): string[] {
  work.documentsReturned += documents.length
  let bytes = 0
  return documents.map((document) => {
    const text = stringifyEjson(document)
    bytes += Buffer.byteLength(text)
    if (bytes > ANSWER_MOST_BYTES)
      throw requestFailed(`the result is larger than ${ANSWER_MOST_BYTES} bytes`)
    return text
  })
}
