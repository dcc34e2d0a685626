import { type Client, openClient, schemaOf } from './harness'

let db: Client
beforeEach(async () => {
  db = await openClient(schemaOf({ things: {} }))
})
afterEach(() => db.database.stop())

const REFUSED = { code: 'DATABASE_REQUEST_FAILED' }

describe('adding', () => {
  test('gives ids to documents that have none, and keeps those that have', async () => {
    const [made, kept, number] = await db.add('things', { n: 1 }, { _id: 'mine' }, { _id: 7 })
    expect(made).toMatch(/^[0-9a-f]{32}$/)
    expect([kept, number]).toEqual(['mine', 7])
    expect(await db.get('things', { _id: 7 })).toEqual([{ _id: 7 }])
  })

  test('refuses an _id that is taken, with the text that the service gives', async () => {
    await db.add('things', { _id: 'a', n: 1 })
    await expect(db.add('things', { _id: 'a', n: 2 })).rejects.toMatchObject({
      ...REFUSED,
      message: expect.stringContaining(
        'E11000 duplicate key error collection: tnt-local.things index: _id_ dup key: { : "a" }',
      ),
    })
    expect(await db.get('things')).toEqual([{ _id: 'a', n: 1 }])
  })

  test('several: nothing of them if one is refused', async () => {
    await expect(db.add('things', { _id: 'a' }, { _id: 'b' }, { _id: 'a' })).rejects.toMatchObject(
      REFUSED,
    )
    expect(await db.count('things')).toBe(0)
  })

  test('of the same _id by twenty at once succeeds once', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => db.add('things', { _id: 'a', n })),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db.count('things')).toBe(1)
  })

  test('tells numbers from texts and objects in an _id', async () => {
    await db.add('things', { _id: 1 }, { _id: '1' }, { _id: { a: 1 } }, { _id: { a: '1' } })
    expect(await db.get('things', { _id: '1' })).toEqual([{ _id: '1' }])
    expect(await db.get('things', { _id: { a: 1 } })).toEqual([{ _id: { a: 1 } }])
  })

  test.each([
    ['an array as _id', { _id: [1] }],
    ['an _id that is too long', { _id: 'x'.repeat(1100) }],
    ['a field that begins with $', { $x: 1 }],
    ['such a field further inside', { list: [{ deep: { $x: 1 } }] }],
  ])('refuses %s', async (_what, document) => {
    await expect(db.add('things', document)).rejects.toMatchObject(REFUSED)
    expect(await db.count('things')).toBe(0)
  })

  test('refuses a document of more than 16 MB', async () => {
    const half = 'x'.repeat(8 * 1024 * 1024)
    await db.add('things', { _id: 'fits', half })
    await expect(db.add('things', { half, other: half })).rejects.toMatchObject(REFUSED)
    expect(await db.count('things')).toBe(1)
  })
})

describe('types', () => {
  test('come back as they were sent', async () => {
    const document = {
      _id: 'types',
      text: 'ä中\u{1f600}',
      numbers: [0, -1, 2 ** 31, 2 ** 53 - 1, 0.1, 1e300, Number.NEGATIVE_INFINITY, Number.NaN],
      dates: [new Date(0), new Date(-1), new Date(8.64e15)],
      none: null,
      yes: true,
      expression: /a.b/i,
      place: { type: 'Point', coordinates: [1.5, 2.5] },
      empty: [{}, []],
    }
    await db.add('things', document)
    expect(await db.get('things')).toEqual([document])
  })

  test('travel as canonical EJSON, exact to the bit', async () => {
    const line =
      '{"_id":"x","wide":{"$numberLong":"9223372036854775807"},"exact":{"$numberDecimal":"0.10"},' +
      '"bytes":{"$binary":{"base64":"AAH/","subType":"00"}},"whole":{"$numberInt":"5"}}'
    await db.request('insertDocument', { collectionName: 'things', data: [line] })
    const answer = await db.request('getDocument', { collectionName: 'things' })
    expect((answer.data as { list: string[] }).list).toEqual([line])
  })

  test('whole numbers that the SDK sends as 64 bits can be counted with, if they are exact', async () => {
    const id = 'large number'
    await db.request('insertDocument', {
      collectionName: 'things',
      data: [`{"_id":"${id}","n":{"$numberLong":"100000000000000000"}}`],
    })
    await db.update('things', { _id: id }, { $mul: { n: 2 } })
    expect(await db.get('things', { _id: id })).toEqual([{ _id: id, n: 2e17 }])
    await db.remove('things', { _id: id })
  })

  test('an ObjectId reads as its text', async () => {
    const id = '5f0a1b2c3d4e5f6a7b8c9d0e'
    await db.request('insertDocument', {
      collectionName: 'things',
      data: [`{"_id":{"$oid":"${id}"}}`],
    })
    expect(await db.get('things', { _id: id })).toEqual([{ _id: id }])
  })

  test('a server date is the environment’s time plus its offset, wherever it stands', async () => {
    db.clock.set(1_700_000_000_000)
    const now = '{"$tcb_server_date":{"offset":0}}'
    const later = '{"$tcb_server_date":{"offset":{"$numberInt":"60000"}}}'
    await db.request('insertDocument', {
      collectionName: 'things',
      data: [`{"_id":"x","at":${now},"list":[]}`],
    })
    await db.request('modifyDocument', {
      collectionName: 'things',
      query: '{"_id":"x"}',
      data: `{"$push":{"list":{"$each":[${later}]}}}`,
      merge: true,
    })
    const [document] = await db.get('things')
    const [at, pushed] = [document!.at as Date, (document!.list as Date[])[0]!]
    const [since, after] = [at.getTime() - 1_700_000_000_000, pushed.getTime() - at.getTime()]
    expect(Math.min(since, after - 60_000)).toBeGreaterThanOrEqual(0)
    expect(Math.max(since, after - 60_000)).toBeLessThan(90_000)
  })
})

describe('getting', () => {
  beforeEach(() => db.add('things', ...Array.from({ length: 1200 }, (_, n) => ({ _id: n, n }))))

  test('gives 100 by default, and 1,000 at most', async () => {
    expect(await db.get('things')).toHaveLength(100)
    expect(await db.get('things', {}, { limit: 5000 })).toHaveLength(1000)
    expect(await db.get('things', {}, { limit: 3, offset: 1198 })).toHaveLength(2)
    expect(await db.count('things')).toBe(1200)
  })

  test('gives documents in the order in which they came', async () => {
    await db.add('things', { _id: 'aaa' })
    const found = await db.get('things', {}, { limit: 1000, offset: 1199 })
    expect(found.map(({ _id }) => _id)).toEqual([1199, 'aaa'])
  })

  test('gives the fields asked for', async () => {
    await db.add('things', { _id: 'x', a: { b: 1, c: 2 }, list: [1, 2, 3] })
    const asked = (projection: Record<string, unknown>) =>
      db.get('things', { _id: 'x' }, { projection })
    expect(await asked({ 'a.b': 1 })).toEqual([{ _id: 'x', a: { b: 1 } }])
    expect(await asked({ a: 0, _id: 0 })).toEqual([{ list: [1, 2, 3] }])
    expect(await asked({ a: 1, _id: 0, none: 1 })).toEqual([{ a: { b: 1, c: 2 } }])
    expect(await asked({ list: { $slice: 1 }, a: 0 })).toEqual([{ _id: 'x', list: [1] }])
    expect(await asked({ list: { $slice: [1, 1] } })).toMatchObject([{ a: { b: 1 }, list: [2] }])
    expect(await asked({ list: { $slice: -2 }, 'a.b': 1 })).toEqual([
      { _id: 'x', list: [2, 3], a: { b: 1 } },
    ])
  })
})

describe('removing', () => {
  beforeEach(() => db.add('things', { _id: 1, n: 1 }, { _id: 2, n: 1 }, { _id: 3, n: 2 }))

  test('takes all that are found, or the first alone', async () => {
    expect(await db.remove('things', { n: 3 })).toBe(0)
    expect(await db.remove('things', { n: 1 })).toBe(2)
    await db.add('things', { _id: 4, n: 2 })
    const answer = await db.request('removeDocument', {
      collectionName: 'things',
      query: '{"n":2}',
      multi: false,
    })
    expect(answer).toEqual({ data: { deleted: 1 } })
    expect(await db.get('things')).toEqual([{ _id: 4, n: 2 }])
  })

  test('frees the _id', async () => {
    await db.remove('things', { _id: 1 })
    await db.add('things', { _id: 1, n: 5 })
    expect(await db.get('things', { _id: 1 })).toEqual([{ _id: 1, n: 5 }])
  })
})

describe('collections', () => {
  test('have to be there', async () => {
    const missing = {
      code: 'DATABASE_COLLECTION_NOT_EXIST',
      message:
        '[ResourceNotFound] Db or Table not exist: none. Please check your request, but if the problem cannot be solved, contact us.',
    }
    await expect(db.get('none')).rejects.toMatchObject(missing)
    await expect(db.add('none', {})).rejects.toMatchObject(missing)
    await expect(db.update('none', {}, { $set: { a: 1 } })).rejects.toMatchObject(missing)
    await expect(db.aggregate('none')).rejects.toMatchObject(missing)
  })

  test('can be created, once', async () => {
    const create = () => db.request('addCollection', { collectionName: 'fresh' })
    await create()
    await db.add('fresh', { _id: 1 })
    await expect(create()).rejects.toMatchObject({ code: 'DATABASE_COLLECTION_ALREADY_EXIST' })
    expect(db.database.collections()).toEqual(['fresh', 'things'])
  })

  test('keep to themselves', async () => {
    await db.request('addCollection', { collectionName: 'other' })
    await db.add('things', { _id: 1 })
    await db.add('other', { _id: 1 }, { _id: 2 })
    await db.remove('other', {})
    expect(await db.count('things')).toBe(1)
  })
})
