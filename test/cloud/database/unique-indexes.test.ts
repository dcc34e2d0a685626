import { type Client, openClient, schemaOf } from './harness'

let db: Client
beforeEach(async () => {
  db = await openClient(
    schemaOf({
      single: { phone: '!phone' },
      pair: { pair: '!org -number' },
      list: { tag: '!tags' },
    }),
  )
})
afterEach(() => db.database.stop())

const taken = (text: string) => ({
  code: 'DATABASE_REQUEST_FAILED',
  message: expect.stringContaining(`E11000 duplicate key error collection: tnt-local.${text}`),
})

test('a value is there once', async () => {
  await db.add('single', { _id: 1, phone: '138' })
  await expect(db.add('single', { _id: 2, phone: '138' })).rejects.toMatchObject(
    taken('single index: phone dup key: { : "138" }'),
  )
  await db.add('single', { _id: 2, phone: 138 })
})

test('missing and null count as one value, which is there once', async () => {
  await db.add('single', { _id: 1 })
  await expect(db.add('single', { _id: 2 })).rejects.toMatchObject(
    taken('single index: phone dup key: { : null }'),
  )
  await expect(db.add('single', { _id: 2, phone: null })).rejects.toMatchObject(taken('single'))
})

test('of several parts, all must be the same', async () => {
  await db.add('pair', { org: 'a', number: 1 }, { org: 'a', number: 2 }, { org: 'b', number: 1 })
  await expect(db.add('pair', { org: 'a', number: 2 })).rejects.toMatchObject(
    taken('pair index: pair dup key: { : "a", : 2 }'),
  )
  await db.add('pair', { org: 'a' })
  await expect(db.add('pair', { org: 'a', number: null })).rejects.toMatchObject(taken('pair'))
  await db.add('pair', {})
  await expect(db.add('pair', {})).rejects.toMatchObject(taken('pair'))
})

test('each value of a list counts, but a list may repeat its own', async () => {
  await db.add('list', { _id: 1, tags: ['a', 'b', 'a'] })
  await expect(db.add('list', { tags: ['c', 'b'] })).rejects.toMatchObject(taken('list'))
  await db.add('list', { tags: ['c'] })
})

test('values beyond what an index can hold are told apart by all of them', async () => {
  const long = 'x'.repeat(5000)
  await db.add('single', { phone: `${long}a` }, { phone: `${long}b` })
  await expect(db.add('single', { phone: `${long}a` })).rejects.toMatchObject(taken('single'))
})

test('updates are held to it, all or nothing', async () => {
  await db.add('single', { _id: 1, phone: 1, n: 1 }, { _id: 2, phone: 2, n: 1 })
  await expect(db.update('single', { _id: 2 }, { $set: { phone: 1 } })).rejects.toMatchObject(
    taken('single'),
  )
  await expect(db.update('single', {}, { $set: { phone: 9, n: 2 } })).rejects.toMatchObject(
    taken('single'),
  )
  await expect(db.set('single', 3, { phone: 2 })).rejects.toMatchObject(taken('single'))
  expect(await db.get('single')).toEqual([
    { _id: 1, phone: 1, n: 1 },
    { _id: 2, phone: 2, n: 1 },
  ])
  await db.update('single', { _id: 1 }, { $set: { phone: 1, n: 5 } })
})

test('what is given up can be taken', async () => {
  await db.add('single', { _id: 1, phone: 1 }, { _id: 2, phone: 2 })
  await db.update('single', { _id: 1 }, { $set: { phone: 3 } })
  await db.add('single', { phone: 1 })
  await db.remove('single', { _id: 2 })
  await db.add('single', { phone: 2 })
  expect(await db.count('single')).toBe(3)
})

test('of twenty at once with one value, one gets it', async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => db.add('single', { phone: 'one' })),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('one declared over documents that break it is refused, and changes nothing', async () => {
  await db.add('pair', { org: 'a', number: 1, name: 'x' }, { org: 'b', number: 1, name: 'x' })
  const declared = schemaOf({ pair: { name: '!name' }, later: {} })
  expect(() => db.database.declare(declared)).toThrow('E11000')
  expect(db.database.collections()).not.toContain('later')
  await db.add('pair', { org: 'c', number: 1, name: 'x' })
  expect(await db.count('pair', { name: 'x' })).toBe(3)
})

test('one declared otherwise is built anew', async () => {
  await db.add('single', { _id: 1, phone: 1 })
  db.database.declare(schemaOf({ single: { phone: 'phone' } }))
  await db.add('single', { _id: 2, phone: 1 })
  expect(await db.get('single', { phone: 1 })).toHaveLength(2)
  expect(db.work.documentsExamined).toBe(2)
})

test('two different lists in one index are refused', async () => {
  await expect(db.add('pair', { org: [1], number: [2] })).rejects.toMatchObject({
    message: expect.stringContaining('cannot index parallel arrays [number] [org]'),
  })
  expect(await db.count('pair')).toBe(0)
})
