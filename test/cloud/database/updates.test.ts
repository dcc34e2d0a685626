import type { Document } from '../../../local/cloud/ejson'
import { type Client, openClient, schemaOf } from './harness'

let db: Client
beforeEach(async () => {
  db = await openClient(schemaOf({ things: { n: 'n' } }))
})
afterEach(() => db.database.stop())

/** What becomes of a document by an update. */
async function after(
  document: Document,
  update: Document,
  query: Document = {},
): Promise<Document> {
  await db.remove('things', {})
  await db.add('things', { _id: 'x', ...document })
  await db.update('things', { _id: 'x', ...query }, update)
  const [{ _id, ...fields }] = (await db.get('things')) as [Document]
  return fields
}

test.each<[string, Document, Document, Document]>([
  ['$set of a path', { a: { b: 1 } }, { $set: { 'a.c': 2 } }, { a: { b: 1, c: 2 } }],
  ['$set of a path that is missing', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
  ['$set of a place in a list', { l: [1, 2] }, { $set: { 'l.1': 5 } }, { l: [1, 5] }],
  ['$set beyond the end of a list', { l: [1] }, { $set: { 'l.3': 5 } }, { l: [1, null, null, 5] }],
  ['$set of the same _id', { a: 1 }, { $set: { _id: 'x', a: 2 } }, { a: 2 }],
  ['$unset', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '' } }, { b: { d: 2 } }],
  ['$unset through nothing', { a: null }, { $unset: { 'a.b': '' } }, { a: null }],
  ['$inc', { n: 1 }, { $inc: { n: 2, m: -1 } }, { n: 3, m: -1 }],
  ['$mul', { n: 3 }, { $mul: { n: 2, m: 2 } }, { n: 6, m: 0 }],
  ['$min', { n: 3, m: 3 }, { $min: { n: 2, m: 4, k: 1 } }, { n: 2, m: 3, k: 1 }],
  ['$max', { n: 3, m: 3 }, { $max: { n: 2, m: 4, k: 1 } }, { n: 3, m: 4, k: 1 }],
  ['$rename', { a: { b: 1 } }, { $rename: { 'a.b': 'c' } }, { a: {}, c: 1 }],
  ['$push', { l: [1] }, { $push: { l: 2, m: { a: 1 } } }, { l: [1, 2], m: [{ a: 1 }] }],
  [
    '$push with $each, $position, $sort and $slice',
    { l: [{ v: 2 }, { v: 9 }], m: [1, 4] },
    {
      $push: {
        l: { $each: [{ v: 5 }, { v: 1 }], $sort: { v: -1 }, $slice: 3 },
        m: { $each: [2, 3], $position: 1 },
        k: { $each: [3, 1, 2], $sort: 1, $slice: -2 },
      },
    },
    { l: [{ v: 9 }, { v: 5 }, { v: 2 }], m: [1, 2, 3, 4], k: [2, 3] },
  ],
  ['$pop', { l: [1, 2, 3], m: [1, 2, 3] }, { $pop: { l: 1, m: -1 } }, { l: [1, 2], m: [2, 3] }],
  [
    '$pull',
    { l: [1, 5, 9], m: [{ a: 1 }, { a: 2, b: 1 }] },
    { $pull: { l: { $gt: 4 }, m: { a: 2 } } },
    { l: [1], m: [{ a: 1 }] },
  ],
  ['$pullAll', { l: [1, 2, 1, 3] }, { $pullAll: { l: [1, 3] } }, { l: [2] }],
  ['$addToSet', { l: [1, 1, 2] }, { $addToSet: { l: { $each: [2, 3, 3] } } }, { l: [1, 1, 2, 3] }],
  ['$addToSet of an object', { l: [{ a: 1 }] }, { $addToSet: { l: { a: 1 } } }, { l: [{ a: 1 }] }],
  [
    '$setOnInsert without inserting',
    { a: 1 },
    { $setOnInsert: { a: 2 }, $set: { b: 1 } },
    { a: 1, b: 1 },
  ],
])('%s', async (_what, before, update, expected) => {
  expect(await after(before, update)).toEqual(expected)
})

test('$ is the element by which the document was found', async () => {
  expect(
    await after(
      {
        l: [
          { k: 1, v: 0 },
          { k: 2, v: 0 },
        ],
      },
      { $set: { 'l.$.v': 5 } },
      { 'l.k': 2 },
    ),
  ).toEqual({
    l: [
      { k: 1, v: 0 },
      { k: 2, v: 5 },
    ],
  })
  expect(await after({ l: [4, 5, 6] }, { $inc: { 'l.$': 10 } }, { l: 5 })).toEqual({
    l: [4, 15, 6],
  })
})

test('$[] is all elements', async () => {
  expect(await after({ l: [1, 2] }, { $inc: { 'l.$[]': 10 } })).toEqual({ l: [11, 12] })
})

test('$currentDate is the environment’s time', async () => {
  db.clock.set(1_500_000_000_000)
  const { at } = await after({}, { $currentDate: { at: true } })
  expect((at as Date).getTime() - 1_500_000_000_000).toBeLessThan(90_000)
})

describe('the number of documents updated', () => {
  beforeEach(() => db.add('things', { _id: 1, n: 1 }, { _id: 2, n: 2 }, { _id: 3, n: 2 }))

  test('counts those that are different now', async () => {
    expect(await db.update('things', {}, { $set: { n: 2 } })).toBe(1)
    expect(await db.update('things', {}, { $set: { n: 2 } })).toBe(0)
    expect(await db.update('things', {}, { $inc: { n: 0 } })).toBe(0)
    expect(await db.update('things', {}, { $pull: { none: 1 } })).toBe(0)
    expect(await db.update('things', { _id: 'none' }, { $set: { n: 9 } })).toBe(0)
    expect(await db.update('things', { n: 2 }, { $inc: { n: 1 } })).toBe(3)
  })

  test('counts one that is set to what it is', async () => {
    expect(await db.set('things', 1, { n: 1 })).toEqual({ updated: 1 })
    expect(await db.set('things', 1, { n: 1 })).toEqual({ updated: 1 })
  })

  test('is one when only the first is wanted', async () => {
    const answer = await db.request('modifyDocument', {
      collectionName: 'things',
      query: '{"n":2}',
      data: '{"$set":{"n":5}}',
      multi: false,
      merge: true,
    })
    expect(answer).toEqual({ data: { updated: 1 } })
    expect(await db.count('things', { n: 5 })).toBe(1)
  })
})

describe('a whole document', () => {
  test('takes the place of the one that is there, or is added', async () => {
    expect(await db.set('things', 'x', { a: 1, b: 2 })).toEqual({ updated: 0, upsert_id: 'x' })
    expect(await db.set('things', 'x', { c: 3 })).toEqual({ updated: 1 })
    expect(await db.get('things')).toEqual([{ _id: 'x', c: 3 }])
  })

  test('cannot have another _id, nor operators', async () => {
    await db.set('things', 'x', { a: 1 })
    await expect(db.set('things', 'x', { _id: 'y' })).rejects.toThrow('immutable field')
    await expect(db.set('things', 'x', { $set: { a: 2 } })).rejects.toThrow('not valid for storage')
    expect(await db.get('things')).toEqual([{ _id: 'x', a: 1 }])
  })

  test('is not added if that is not asked', async () => {
    expect(await db.set('things', 'x', { a: 1 }, { upsert: false } as Document)).toEqual({
      updated: 0,
    })
    expect(await db.count('things')).toBe(0)
  })
})

test('an update that may add makes a document of condition and operators', async () => {
  const upsert = () =>
    db.request('modifyDocument', {
      collectionName: 'things',
      query: '{"_id":"x","kind":"k","n":{"$gt":{"$numberInt":"3"}}}',
      data: '{"$inc":{"n":{"$numberInt":"5"}},"$setOnInsert":{"made":true}}',
      merge: true,
      upsert: true,
    })
  expect(await upsert()).toEqual({ data: { updated: 0, upsert_id: 'x' } })
  expect(await upsert()).toEqual({ data: { updated: 1 } })
  expect(await db.get('things')).toEqual([{ _id: 'x', kind: 'k', n: 10, made: true }])
})

test('modifyAndReturnDoc gives the document as it is then', async () => {
  await db.add('things', { _id: 1, n: 1 })
  const change = (query: string) =>
    db.request('modifyAndReturnDoc', {
      collectionName: 'things',
      query,
      data: '{"$inc":{"n":{"$numberInt":"1"}}}',
    })
  expect(await change('{"n":{"$numberInt":"1"}}')).toEqual({
    data: { updated: 1, doc: '{"_id":{"$numberInt":"1"},"n":{"$numberInt":"2"}}' },
  })
  expect(await change('{"n":{"$numberInt":"1"}}')).toEqual({ data: { updated: 0, doc: null } })
})

test.each<[string, Document, Document, string]>([
  ['nothing to set', {}, { $set: {} }, `'$set' is empty`],
  ['nothing at all', {}, {}, `'$set' is empty`],
  [
    'a field of null',
    { y: null },
    { $set: { 'y.x': 1 } },
    `Cannot create field 'x' in element {y: null}`,
  ],
  [
    'a field of a number',
    { y: 5 },
    { $inc: { 'y.x': 1 } },
    `Cannot create field 'x' in element {y: 5}`,
  ],
  [
    'a name in a list',
    { l: [1] },
    { $set: { 'l.x': 1 } },
    `Cannot create field 'x' in element {l: [1]}`,
  ],
  [
    '$inc of a text',
    { n: 'a' },
    { $inc: { n: 1 } },
    'Cannot apply $inc to a value of non-numeric type',
  ],
  ['$inc by a text', { n: 1 }, { $inc: { n: '1' } }, 'Cannot increment with non-numeric argument'],
  ['$push to a text', { n: 'a' }, { $push: { n: 1 } }, 'must be an array but is of type string'],
  ['$push to null', { n: null }, { $push: { n: 1 } }, 'must be an array but is of type null'],
  ['$pull from a text', { n: 'a' }, { $pull: { n: 1 } }, 'Cannot apply $pull to a non-array value'],
  ['another _id', {}, { $set: { _id: 'y' } }, 'immutable field'],
  ['a part of the _id', {}, { $set: { '_id.a': 'y' } }, 'immutable field'],
  ['$inc of the _id', {}, { $inc: { _id: 1 } }, 'immutable field'],
  ['$rename to _id', { a: 1 }, { $rename: { a: '_id' } }, 'immutable field'],
  ['one path twice', { a: 1 }, { $set: { a: 2 }, $inc: { a: 1 } }, 'would create a conflict'],
  ['a path in another', { a: {} }, { $set: { a: {}, 'a.b': 1 } }, 'would create a conflict'],
  ['an operator that does not exist', {}, { $grow: { a: 1 } }, 'Unknown modifier: $grow'],
  ['a field beside operators', {}, { $set: { a: 1 }, b: 2 }, 'Unknown modifier: b'],
  ['a $ field in a value', {}, { $set: { a: { $b: 1 } } }, 'not valid for storage'],
  ['an empty part of a path', {}, { $set: { 'a..b': 1 } }, 'empty field name'],
  ['a place far beyond', { l: [] }, { $set: { 'l.4000000000': 1 } }, `can't backfill`],
  ['$ without a condition on it', { l: [1] }, { $set: { 'l.$': 1 } }, 'array field'],
])('refused: %s', async (_what, before, update, message) => {
  await db.add('things', { _id: 'x', ...before })
  await expect(db.update('things', { _id: 'x' }, update)).rejects.toMatchObject({
    code: 'DATABASE_REQUEST_FAILED',
    message: expect.stringContaining(message),
  })
  expect(await db.get('things')).toEqual([{ _id: 'x', ...before }])
})

test('of many documents, none is changed when one is refused', async () => {
  await db.add('things', { _id: 1, n: 1 }, { _id: 2, n: 'text' })
  await expect(db.update('things', {}, { $inc: { n: 1 } })).rejects.toThrow('non-numeric')
  expect(await db.get('things', { _id: 1 })).toEqual([{ _id: 1, n: 1 }])
})
