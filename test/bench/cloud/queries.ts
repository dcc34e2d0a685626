import { load } from '../measure'
import { type Row, rounded, type Section } from '../section'
import {
  connect,
  importLines,
  type Server,
  startServer,
  temporaryFolder,
  writeSchema,
} from './server'

const SIZES = [1000, 10_000, 140_000]
const PER_BRANCH = 18
const INDEXED = 600
const UNINDEXED = 8

/** How the time of a query grows with the collection, with an index for it and without. */
export const queries: Section = {
  name: 'queries',
  title: 'A branch’s members, sorted: by index and by scan',
  async run() {
    const folder = temporaryFolder()
    const schema = writeSchema(folder.path, {
      collections: SIZES.map((size) => ({
        collectionName: `members${size}`,
        createIndexes: [
          {
            name: 'branch_name',
            keys: [
              { name: 'branch', direction: '1' },
              { name: 'name', direction: '1' },
            ],
          },
        ],
      })),
    })
    const server = await startServer('--schema', schema, '--data', `${folder.path}/data`)
    try {
      for (const size of SIZES) await importLines(server, `members${size}`, members(size))
      return [
        ...(await measured(server, 'by index', 'branch', INDEXED)),
        ...(await measured(server, 'by scan', 'office', UNINDEXED)),
      ]
    } finally {
      await server.stop()
      folder.remove()
    }
  },
}

/** The field `office` has the same values as `branch`, and no index. */
async function measured(
  server: Server,
  what: string,
  field: 'branch' | 'office',
  count: number,
): Promise<Row[]> {
  const db = connect(server).database()
  const rows: Row[] = []
  let first: number | undefined
  for (const size of SIZES) {
    const branches = Math.ceil(size / PER_BRANCH)
    const query = (k: number) =>
      db
        .collection(`members${size}`)
        .where({ [field]: `branch${(k * 7919) % branches}` })
        .orderBy('name', 'asc')
        .limit(20)
        .get()
    await load(1, Math.ceil(count / 10), query)
    const { median } = await load(1, count, query)
    first ??= median
    const [last] = (
      (await (await fetch(`${server.url}/_local/operations`)).json()) as {
        documentsExamined: number
        documentsReturned: number
      }[]
    ).slice(-1)
    rows.push({
      what,
      documents: size,
      'median ms': rounded(median),
      'times the first': rounded(median / first),
      examined: last?.documentsExamined ?? '',
      returned: last?.documentsReturned ?? '',
    })
  }
  return rows
}

function* members(count: number): Iterable<string> {
  for (let i = 0; i < count; i++) {
    const branch = `branch${Math.floor(i / PER_BRANCH)}`
    yield JSON.stringify({
      _id: `m${i}`,
      name: `李${(i * 7919) % count}`,
      branch,
      office: branch,
      phone: String(13_000_000_000 + i),
      joined: '2001-07-01',
      path: ['group', `company${i % 40}`, branch],
    })
  }
}
