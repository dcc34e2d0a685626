import { load } from '../measure'
import { type Row, rounded, type Section } from '../section'
import { connect, importLines, startServer, temporaryFolder, writeSchema } from './server'

const DOCUMENTS = 10_000
const CLIENTS = [1, 20]
const GETS = 4000
const ADDS = 4000
const TRANSACTIONS = 1000

/** What the SDK gets through, everything on disk before it is acknowledged. */
export const requests: Section = {
  name: 'requests',
  title: 'Requests of the SDK, stored on disk',
  async run() {
    const folder = temporaryFolder()
    const schema = writeSchema(folder.path, { collections: [{ collectionName: 'people' }] })
    const server = await startServer('--schema', schema, '--data', `${folder.path}/data`)
    try {
      await importLines(server, 'people', people(DOCUMENTS))
      const db = connect(server).database()
      const collection = db.collection('people')
      const get = (k: number) => collection.doc(`p${k % DOCUMENTS}`).get()
      const add = (k: number) =>
        collection.add({ k, name: '张三', at: new Date(), tags: ['a', 'b'] })
      const transaction = (k: number) =>
        db.runTransaction(async (t: Pick<typeof db, 'collection'>) => {
          const one = t.collection('people').doc(`p${k % DOCUMENTS}`)
          await one.get()
          await one.update({ points: k })
        })
      await load(4, 300, get)
      await load(4, 300, add)

      const rows: Row[] = []
      for (const clients of CLIENTS)
        for (const [what, count, action] of [
          ['get by id', GETS, get],
          ['add', ADDS, add],
          ['transaction: get, update, commit', TRANSACTIONS, transaction],
        ] as const) {
          const { perSecond, median, p99 } = await load(clients, count, action)
          rows.push({
            what,
            clients,
            'per second': Math.round(perSecond),
            'median ms': rounded(median),
            'p99 ms': rounded(p99),
          })
        }
      return rows
    } finally {
      await server.stop()
      folder.remove()
    }
  },
}

function* people(count: number): Iterable<string> {
  for (let i = 0; i < count; i++)
    yield JSON.stringify({ _id: `p${i}`, name: `张${i}`, points: 0, tags: ['a', 'b'] })
}
