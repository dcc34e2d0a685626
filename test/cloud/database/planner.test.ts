import type { Document } from '../../../local/cloud/ejson'
import { type Client, openClient, schemaOf } from './harness'

/** How many documents are looked at to answer, which is what an index is for. */

const PEOPLE = 2000
const BRANCHES = 100

let db: Client
beforeAll(async () => {
  db = await openClient(
    schemaOf({
      people: {
        branch: 'branch -joined',
        age: 'age',
        tags: 'tags joined',
        name: '!name.family name.given',
      },
      texts: { text: 'text' },
    }),
  )
  await db.add('people', ...Array.from({ length: PEOPLE }, (_, at) => person(at)))
})
afterAll(() => db.database.stop())

function person(at: number): Document {
  return {
    _id: `p${at}`,
    branch: `b${at % BRANCHES}`,
    joined: new Date(at * 1000),
    age: at % 80,
    tags: [`t${at % 50}`, `u${at % 7}`],
    name: { family: `f${at % 40}`, given: `g${at}` },
    other: at % 10,
  }
}

test.each<[string, Document, Document, number]>([
  ['an _id', { _id: 'p7' }, {}, 1],
  ['some _ids', { _id: { $in: ['p7', 'p8', 'none'] } }, {}, 2],
  ['an equal value', { branch: 'b3' }, {}, 20],
  ['a value of a list', { tags: 't3' }, {}, 40],
  ['either of two values', { branch: { $in: ['b3', 'b4'] } }, {}, 40],
  ['a range', { age: { $gte: 10, $lt: 12 } }, {}, 50],
  ['two parts of an index', { 'name.family': 'f3', 'name.given': 'g3' }, {}, 1],
  ['the beginning of a text', { 'name.family': 'f3', 'name.given': /^g10/ }, {}, 3],
  ['the first in order', {}, { order: { age: -1 }, limit: 5 }, 5],
  ['the first of a branch', { branch: 'b3' }, { order: { joined: -1 }, limit: 5 }, 5],
  ['the last of a branch', { branch: 'b3' }, { order: { joined: 1 }, limit: 5 }, 5],
  [
    'the first of several lists together',
    { tags: { $in: ['t3', 't4', 'u2'] } },
    { order: { joined: 1 }, limit: 5 },
    6,
  ],
  ['a page further on', { branch: 'b3' }, { order: { joined: 1 }, offset: 5, limit: 5 }, 10],
  ['one of two conditions', { $or: [{ branch: 'b3' }, { _id: 'p1' }] }, {}, 21],
  ['the more selective of two indexes', { age: { $gte: 0 }, _id: 'p7' }, {}, 1],
  ['no index, stopping when full', { other: 3 }, { limit: 3 }, 24],
  ['no index', { other: { $gt: 100 } }, {}, PEOPLE],
])('%s', async (_what, query, options, most) => {
  await db.get('people', query, { limit: 1000, ...options })
  expect(db.work.documentsExamined).toBeLessThanOrEqual(most)
})

test('the documents looked at and given back are reported', async () => {
  await db.get('people', { branch: 'b3', other: 13 })
  expect(db.work).toEqual({ documentsExamined: 20, documentsReturned: 0 })
  await db.get('people', { branch: 'b3' }, { limit: 4 })
  expect(db.work).toEqual({ documentsExamined: 4, documentsReturned: 4 })
})

test('counts come from the index where it holds the answer', async () => {
  expect(await db.count('people')).toBe(PEOPLE)
  expect(await db.count('people', { branch: 'b3' })).toBe(20)
  expect(await db.count('people', { branch: { $in: ['b3', 'b4', 'b3'] } })).toBe(40)
  expect(await db.count('people', { age: { $gt: 70 } })).toBe(225)
  expect(db.work.documentsExamined).toBe(0)
  // Each person has two tags, so the index has more entries than there are people.
  expect(await db.count('people', { tags: { $gte: 't' } })).toBe(PEOPLE)
})

test('aggregations begin like queries', async () => {
  const rows = await db.aggregate(
    'people',
    { $match: { branch: 'b3' } },
    { $sort: { joined: -1 } },
    { $limit: 2 },
    { $project: { _id: 1 } },
  )
  expect(rows).toEqual([{ _id: 'p1903' }, { _id: 'p1803' }])
  expect(db.work.documentsExamined).toBe(2)
})

test('joins by equality use the index of the other collection', async () => {
  const rows = await db.aggregate(
    'people',
    { $match: { _id: 'p7' } },
    { $lookup: { from: 'people', localField: 'branch', foreignField: 'branch', as: 'near' } },
  )
  expect(rows[0]!.near).toHaveLength(20)
  expect(db.work.documentsExamined).toBe(21)
})

test('updates and removals find by index', async () => {
  await db.update('people', { branch: 'b3' }, { $set: { other: 3 } })
  expect(db.work.documentsExamined).toBe(20)
  expect(await db.remove('people', { branch: 'b99' })).toBe(20)
  expect(db.work.documentsExamined).toBe(20)
})

describe('texts longer than an index can hold', () => {
  const long = 'x'.repeat(3000)
  beforeAll(() => db.add('texts', { text: `${long}b` }, { text: `${long}a` }, { text: 'x' }))

  test('are told apart', async () => {
    expect(await db.count('texts', { text: `${long}a` })).toBe(1)
    expect(await db.get('texts', { text: { $gt: `${long}a` } })).toHaveLength(1)
    expect(await db.get('texts', { text: { $lte: `${long}a` } })).toHaveLength(2)
  })

  test('come in order', async () => {
    const found = await db.get('texts', {}, { order: { text: 1 } })
    expect(found.map(({ text }) => String(text).slice(-1))).toEqual(['x', 'a', 'b'])
  })
})

test('two conditions on a list may be met by two of its values', async () => {
  const lists = await openClient(schemaOf({ lists: { numbers: 'numbers' } }))
  await lists.add('lists', { numbers: [1, 9] }, { numbers: [5] })
  expect(await lists.get('lists', { numbers: { $in: [1, 2], $gt: 8 } })).toHaveLength(1)
  expect(await lists.get('lists', { numbers: { $gt: 8, $lt: 2 } })).toHaveLength(1)
  expect(await lists.get('lists', { $and: [{ numbers: 1 }, { numbers: 9 }] })).toHaveLength(1)
  await lists.database.stop()
})

describe('an order that an index does not give is made', () => {
  let lists: Client
  beforeAll(async () => {
    lists = await openClient(schemaOf({ lists: { both: 'numbers place', far: 'group place' } }))
    await lists.add(
      'lists',
      { _id: 'x', numbers: [2, 5], place: 3, group: 1 },
      { _id: 'y', numbers: [1, 5], place: 2, group: 2 },
      { _id: 'z', numbers: [5], place: 1, group: 3 },
    )
  })
  afterAll(() => lists.database.stop())
  const inOrder = async (query: Document, order: Document) =>
    (await lists.get('lists', query, { order })).map(({ _id }) => _id).join('')

  test('by the second part of one whose first is not fixed', async () => {
    expect(await inOrder({}, { place: 1 })).toBe('zyx')
    expect(await inOrder({ group: { $gt: 0 } }, { place: 1 })).toBe('zyx')
  })

  test('by a list, whose smallest value counts upwards and whose greatest downwards', async () => {
    expect(await inOrder({ numbers: 5 }, { numbers: 1 })).toBe('yxz')
    expect(await inOrder({}, { numbers: -1, place: -1 })).toBe('xyz')
  })

  test('by two directions of which the index has one', async () => {
    expect(await inOrder({ group: { $in: [1, 2, 3] } }, { group: 1, place: -1 })).toBe('xyz')
    expect(await inOrder({ numbers: { $in: [1, 2, 5] } }, { place: 1 })).toBe('zyx')
  })
})
