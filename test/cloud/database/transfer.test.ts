import { type Client, openClient, schemaOf } from './harness'

let db: Client
beforeEach(async () => {
  db = await openClient(schemaOf({ things: { n: 'n', key: '!key' } }))
})
afterEach(() => db.database.stop())

async function exported(collection: string): Promise<string[]> {
  const lines: string[] = []
  for await (const line of db.database.exportLines(collection)) lines.push(line)
  return lines
}

const lines = (count: number) =>
  Array.from(
    { length: count },
    (_, n) => `{"_id":"${n}","n":{"$numberInt":"${n}"},"key":{"$numberInt":"${n}"}}`,
  )

test('what went out comes in again, line by line the same', async () => {
  expect(await db.database.importLines('things', lines(2500))).toBe(2500)
  const out = await exported('things')
  expect(out).toEqual(lines(2500))
  db.database.reset()
  await db.database.importLines('things', out)
  expect(await exported('things')).toEqual(out)
  expect(await db.get('things', { n: 2400 })).toHaveLength(1)
  expect(db.work.documentsExamined).toBe(1)
})

test('a document that is there is replaced, so an import can be repeated', async () => {
  await db.add('things', { _id: '5', n: 99, key: 99, old: true })
  await db.database.importLines('things', lines(10))
  await db.database.importLines('things', lines(10))
  expect((await exported('things')).sort()).toEqual(lines(10).sort())
})

test('a collection that is missing is made, empty lines are passed over', async () => {
  expect(await db.database.importLines('fresh', ['', '{"_id":1}', ' '])).toBe(1)
  expect(db.database.collections()).toContain('fresh')
  await expect(exported('none')).rejects.toMatchObject({ code: 'DATABASE_COLLECTION_NOT_EXIST' })
})

test.each([
  ['no EJSON', '{"_id":'],
  ['no document', '[1]'],
  ['against a unique index', '{"_id":"x","key":{"$numberInt":"3"}}'],
])('of a block with a line that is %s, nothing is taken in', async (_what, line) => {
  await expect(db.database.importLines('things', [...lines(10), line])).rejects.toThrow()
  expect(await db.count('things')).toBe(0)
})

test('an export shows one moment, whatever is written while it goes on', async () => {
  await db.database.importLines('things', lines(3000))
  const out = db.database.exportLines('things')[Symbol.asyncIterator]()
  await out.next()
  await db.remove('things', {})
  let rest = 0
  while (!(await out.next()).done) rest++
  expect(rest).toBe(2999)
})

test('a reset leaves what the schema declares, empty, and ends transactions', async () => {
  await db.add('things', { _id: 1, key: 1 })
  await db.request('addCollection', { collectionName: 'made' })
  const inside = await db.begin()
  await db.set('things', 2, { key: 2 }, inside)
  db.database.reset()
  expect(db.database.collections()).toEqual(['things'])
  expect(await db.count('things')).toBe(0)
  await expect(db.commit(inside)).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_FAIL' })
  await db.add('things', { _id: 1, key: 1 })
  await expect(db.add('things', { key: 1 })).rejects.toThrow('E11000')
})

test('a write that was on its way at a reset goes to the collection that is there then', async () => {
  const added = db.add('things', { _id: 1, key: 1 })
  db.database.reset()
  await added
  expect(await db.count('things')).toBe(1)
})

test('statistics name collections, their documents and indexes', async () => {
  await db.add('things', { key: 1 }, { key: 2 })
  expect(db.database.statistics()).toEqual({
    collections: [{ name: 'things', documents: 2, indexes: ['_id_', 'n', 'key'] }],
    bytesOnDisk: expect.any(Number),
    openTransactions: 0,
  })
})
