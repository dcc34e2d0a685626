import type { Document } from '../../../local/cloud/ejson'
import { type Client, openClient, schemaOf } from './harness'

let db: Client
beforeAll(async () => {
  db = await openClient(schemaOf({ things: {}, places: {}, others: {} }))
})
afterAll(() => db.database.stop())

/** Which of the documents, named by their place, a condition finds. */
async function found(documents: Document[], query: Document): Promise<unknown[]> {
  await db.remove('things', {})
  await db.add('things', ...documents.map((document, _id) => ({ ...document, _id })))
  return (await db.get('things', query)).map(({ _id }) => _id)
}

test.each<[string, Document[], Document, number[]]>([
  ['null is also missing', [{ a: null }, {}, { a: 0 }, { a: [null] }], { a: null }, [0, 1, 3]],
  [
    'an element that lacks the field',
    [{ a: [{ b: 1 }, {}] }, { a: [{ b: 1 }] }],
    { 'a.b': null },
    [0],
  ],
  ['$exists sees null', [{ a: null }, {}], { a: { $exists: true } }, [0]],
  ['$ne of a list', [{ a: [1, 2] }, { a: [2] }, {}], { a: { $ne: 1 } }, [1, 2]],
  ['ranges stay within a type', [{ a: 5 }, { a: '5' }, { a: new Date(5) }], { a: { $gt: 1 } }, [0]],
  ['NaN is in no range', [{ a: Number.NaN }, { a: 1 }], { a: { $lt: 5 } }, [1]],
  ['NaN equals NaN', [{ a: Number.NaN }, { a: 1 }], { a: Number.NaN }, [0]],
  [
    'objects with their order',
    [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }],
    { a: { x: 1, y: 2 } },
    [0],
  ],
  ['a list as a whole', [{ a: [1, 2] }, { a: [2, 1] }, { a: [[1, 2]] }], { a: [1, 2] }, [0, 2]],
  ['a place in a list', [{ a: [1, 2] }, { a: [2, 1] }], { 'a.1': 2 }, [0]],
  [
    'expressions in $in',
    [{ a: 'ab' }, { a: 'ba' }, { a: ['x', 'ac'] }],
    { a: { $in: [/^a/] } },
    [0, 2],
  ],
  [
    'a text as an expression',
    [{ a: 'Ab' }, { a: 'ba' }],
    { a: { $regex: '^a', $options: 'i' } },
    [0],
  ],
  [
    '$elemMatch of fields',
    [{ a: [{ b: 1, c: 2 }] }, { a: [{ b: 1 }, { c: 2 }] }, { a: [1] }],
    { a: { $elemMatch: { b: 1, c: 2 } } },
    [0],
  ],
  [
    '$elemMatch of fields sees no scalars',
    [{ a: [1, 'x'] }],
    { a: { $elemMatch: { b: { $ne: 1 } } } },
    [],
  ],
  [
    '$elemMatch of values',
    [{ a: [1, 9] }, { a: [5] }],
    { a: { $elemMatch: { $gt: 3, $lt: 7 } } },
    [1],
  ],
  ['$all', [{ a: [1, 2, 3] }, { a: [1] }], { a: { $all: [1, 3] } }, [0]],
  ['$size', [{ a: [1, 2] }, { a: [1] }, { a: 2 }], { a: { $size: 2 } }, [0]],
  ['$mod', [{ a: 4 }, { a: 5 }, {}], { a: { $mod: [2, 0] } }, [0]],
  [
    '$type also of elements',
    [{ a: 'x' }, { a: ['x'] }, { a: 1 }],
    { a: { $type: 'string' } },
    [0, 1],
  ],
  ['$not', [{ a: 5 }, { a: 1 }, {}], { a: { $not: { $gt: 3 } } }, [1, 2]],
  ['$nor', [{ a: 1 }, { a: 2 }, {}], { $nor: [{ a: 1 }, { a: 2 }] }, [2]],
  [
    '$or beside a condition',
    [{ a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1 }],
    { b: 1, $or: [{ a: 1 }, { a: 3 }] },
    [0],
  ],
  [
    '$expr',
    [
      { a: 1, b: 2 },
      { a: 2, b: 1 },
    ],
    { $expr: { $gt: ['$a', '$b'] } },
    [1],
  ],
  [
    '$jsonSchema',
    [{ a: 'x' }, { a: 1 }, {}],
    { $jsonSchema: { required: ['a'], properties: { a: { bsonType: 'string', minLength: 1 } } } },
    [0],
  ],
  [
    'a field named like one that every object has',
    [{}, { constructor: 'x' }],
    { constructor: 'x' },
    [1],
  ],
])('%s', async (_what, documents, query, expected) => {
  expect(await found(documents, query)).toEqual(expected)
})

test('values of all types sort as MongoDB sorts them', async () => {
  const values = [null, -1, 2, '', 'B', 'a', '\uffff', '\u{1f600}', { a: 1 }, false, true]
  const dates = [new Date(-1), new Date(1), /x/]
  const all = [...values, ...dates].map((a, _id) => ({ _id, a }))
  await db.remove('things', {})
  await db.add('things', ...[...all].reverse())
  expect(await db.get('things', {}, { order: { a: 1 } })).toEqual(all)
  expect(await db.get('things', {}, { order: { a: -1 } })).toEqual([...all].reverse())
  expect(await db.aggregate('things', { $limit: 100 }, { $sort: { a: 1 } })).toEqual(all)
})

describe('places', () => {
  const point = (longitude: number, latitude: number) => ({
    type: 'Point',
    coordinates: [longitude, latitude],
  })
  const square = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [2, 0],
        [2, 2],
        [0, 2],
        [0, 0],
      ],
      [
        [0.5, 0.5],
        [1.5, 0.5],
        [1.5, 1.5],
        [0.5, 1.5],
        [0.5, 0.5],
      ],
    ],
  }
  const ids = async (query: Document) => (await db.get('places', query)).map(({ _id }) => _id)

  beforeAll(() =>
    db.add(
      'places',
      { _id: 'far', at: point(30, 30) },
      { _id: 'hole', at: point(1, 1) },
      { _id: 'ring', at: point(0.25, 1) },
      {
        _id: 'line',
        at: {
          type: 'LineString',
          coordinates: [
            [-1, 1],
            [3, 1],
          ],
        },
      },
      { _id: 'none' },
    ),
  )

  test('near come the nearest first, between two distances', async () => {
    const near = { $geometry: point(0, 1) }
    expect(await ids({ at: { $nearSphere: near } })).toEqual(['ring', 'hole', 'far'])
    expect(await ids({ at: { $nearSphere: { ...near, $maxDistance: 200_000 } } })).toEqual([
      'ring',
      'hole',
    ])
    expect(await ids({ at: { $nearSphere: { ...near, $minDistance: 100_000 } } })).toEqual([
      'hole',
      'far',
    ])
  })

  test('within an area, not in its holes', async () => {
    expect(await ids({ at: { $geoWithin: { $geometry: square } } })).toEqual(['ring'])
    expect(
      await ids({ at: { $geoWithin: { $centerSphere: [[0, 1], 100_000 / 6_378_100] } } }),
    ).toEqual(['ring'])
  })

  test('that cross one another', async () => {
    expect(await ids({ at: { $geoIntersects: { $geometry: square } } })).toEqual(['ring', 'line'])
    expect(await ids({ at: { $geoIntersects: { $geometry: point(1, 1) } } })).toEqual([
      'hole',
      'line',
    ])
  })

  test('in an aggregation carry their distance', async () => {
    const rows = await db.aggregate('places', {
      $geoNear: { near: point(0, 1), key: 'at', distanceField: 'metres', maxDistance: 200_000 },
    })
    expect(rows.map(({ _id, metres }) => [_id, Math.round(Number(metres) / 1000)])).toEqual([
      ['ring', 28],
      ['hole', 111],
    ])
  })
})

describe('aggregations', () => {
  beforeAll(async () => {
    await db.remove('others', {})
    await db.add(
      'others',
      ...Array.from({ length: 50 }, (_, n) => ({ _id: n, n, odd: n % 2, tags: [n % 3] })),
    )
  })

  test('give 20 rows unless they name a limit', async () => {
    expect(await db.aggregate('others')).toHaveLength(20)
    expect(await db.aggregate('others', { $match: { n: { $gte: 0 } } })).toHaveLength(20)
    expect(await db.aggregate('others', { $limit: 40 })).toHaveLength(40)
    expect(await db.aggregate('others', { $skip: 45 }, { $limit: 40 })).toHaveLength(5)
  })

  test('group all documents, whatever the rows given', async () => {
    const rows = await db.aggregate(
      'others',
      { $group: { _id: '$odd', count: { $sum: 1 }, most: { $max: '$n' } } },
      { $sort: { _id: 1 } },
    )
    expect(rows).toEqual([
      { _id: 0, count: 25, most: 48 },
      { _id: 1, count: 25, most: 49 },
    ])
  })

  test('join documents of another collection, none where there is none', async () => {
    await db.remove('things', {})
    await db.add('things', { _id: 'a', of: 3 }, { _id: 'b', of: [4, 5] }, { _id: 'c' })
    const join = { from: 'others', localField: 'of', foreignField: 'n', as: 'found' }
    const rows = await db.aggregate('things', { $lookup: join })
    expect(rows.map(({ found: list }) => (list as Document[]).map(({ _id }) => _id))).toEqual([
      [3],
      [4, 5],
      [],
    ])
    const missing = await db.aggregate('things', { $lookup: { ...join, from: 'nowhere' } })
    expect(missing.map(({ found: list }) => list)).toEqual([[], [], []])
  })

  test('join by a pipeline with variables', async () => {
    const rows = await db.aggregate(
      'things',
      { $match: { _id: 'a' } },
      {
        $lookup: {
          from: 'others',
          let: { wanted: '$of' },
          pipeline: [
            { $match: { $expr: { $eq: ['$n', '$$wanted'] } } },
            { $project: { n: 1, _id: 0 } },
          ],
          as: 'found',
        },
      },
    )
    expect(rows).toEqual([{ _id: 'a', of: 3, found: [{ n: 3 }] }])
  })

  test('leave the documents as they are', async () => {
    await db.aggregate('others', { $addFields: { n: 1, 'deep.er': 2 } }, { $limit: 50 })
    expect(await db.get('others', { _id: 7 })).toEqual([{ _id: 7, n: 7, odd: 1, tags: [1] }])
  })

  test('know the expressions that the query library lacks', async () => {
    await db.remove('things', {})
    await db.add('things', { _id: 'x', date: new Date('2019-05-14T09:38:51Z'), text: 'häus中a' })
    const [row] = await db.aggregate('things', {
      $project: {
        _id: 0,
        week: { $week: '$date' },
        rest: { $substr: ['$text', 1, -1] },
        bytes: { $substrBytes: ['$text', 1, 2] },
        place: { $indexOfCP: ['$text', 'a', 1] },
        absent: { $indexOfCP: ['$text', 'z'] },
      },
    })
    expect(row).toEqual({ week: 19, rest: 'äus中a', bytes: 'ä', place: 5, absent: -1 })
  })
})
