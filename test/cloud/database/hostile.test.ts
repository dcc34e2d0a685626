import { ServiceError } from '../../../local/cloud/errors'
import { type Client, openClient, schemaOf } from './harness'

/** Whatever a request holds: an error with a code, nothing written, and the next request is answered. */

let db: Client
const before = [{ _id: 'a', n: 1, list: [1, { b: 2 }] }]
beforeAll(async () => {
  db = await openClient(schemaOf({ things: { n: 'n' } }))
  await db.add('things', ...before)
})
afterEach(async () => {
  expect(await db.get('things')).toEqual(before)
})
afterAll(() => db.database.stop())

async function expectRefused(action: string, params: Record<string, unknown>): Promise<void> {
  const error = await db.request(action, { collectionName: 'things', ...params }).then(
    (answer) => `answered ${JSON.stringify(answer)}`,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(ServiceError)
  expect((error as ServiceError).code).toMatch(/^(INVALID_PARAM|DATABASE_\w+)$/)
}

const nested = (levels: number, inner = '1') =>
  `{"a":${'{"a":'.repeat(levels)}${inner}${'}'.repeat(levels)}}`

const NO_EJSON: [string, unknown][] = [
  ['half an object', '{"a":'],
  ['a list', '[1]'],
  ['a number', 5],
  ['null in text', 'null'],
  ['10,000 levels', nested(10_000)],
  ['10,000 lists', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
  ['a prototype', '{"__proto__":{"polluted":true}}'],
  ['a prototype further inside', '{"a":[{"__proto__":{"polluted":true}}]}'],
  ['a null byte in a name', '{"a\\u0000b":1}'],
  ['a date that is none', '{"a":{"$date":"yesterday"}}'],
  ['a date of an object', '{"a":{"$date":{"x":1}}}'],
  ['an integer that is none', '{"a":{"$numberInt":"1.5"}}'],
  ['an integer beyond 64 bits', '{"a":{"$numberLong":"99999999999999999999"}}'],
  ['a number that is none', '{"a":{"$numberDouble":"ten"}}'],
  ['an ObjectId that is none', '{"a":{"$oid":"xyz"}}'],
  ['an expression that is none', '{"a":{"$regularExpression":{"pattern":"(","options":""}}}'],
  [
    'an expression with unknown options',
    '{"a":{"$regularExpression":{"pattern":"a","options":"q"}}}',
  ],
  ['a type with something beside it', '{"a":{"$numberInt":"1","b":2}}'],
  ['bytes that are none', '{"a":{"$binary":5}}'],
  ['a server date without a number', '{"a":{"$tcb_server_date":{"offset":"x"}}}'],
]

describe('as a query', () => {
  test.each([
    ...NO_EJSON,
    ['an operator that does not exist', '{"n":{"$near5":1}}'],
    ['an operator at the top', '{"$set":{"n":1}}'],
    ['code', '{"$where":"process.exit()"}'],
    [
      'code in an expression',
      '{"$expr":{"$function":{"body":"process.exit()","args":[],"lang":"js"}}}',
    ],
    ['$in of a number', '{"n":{"$in":5}}'],
    ['$nin of an object', '{"n":{"$nin":{}}}'],
    ['$or of an object', '{"$or":{"n":1}}'],
    ['$and of numbers', '{"$and":[1,2]}'],
    ['$regex of a bad expression', '{"n":{"$regex":"("}}'],
    ['$regex with g', '{"n":{"$regex":"a","$options":"g"}}'],
    ['$elemMatch of a number', '{"list":{"$elemMatch":5}}'],
    ['$geoWithin of nothing', '{"n":{"$geoWithin":{}}}'],
    ['$nearSphere of a text', '{"n":{"$nearSphere":"here"}}'],
    ['$jsonSchema with unknown words', '{"$jsonSchema":{"nonsense":1}}'],
    ['a value beside an operator', '{"n":{"$gt":1,"x":2}}'],
  ])('%s', async (_what, query) => {
    await expectRefused('getDocument', { query })
    await expectRefused('calculateDocument', { query })
    await expectRefused('removeDocument', { query, multi: true })
    await expectRefused('modifyDocument', {
      query,
      data: '{"$set":{"n":9}}',
      multi: true,
      merge: true,
    })
  })
})

describe('as data', () => {
  test.each(NO_EJSON)('%s', async (_what, data) => {
    await expectRefused('insertDocument', { data: ['{"_id":"fine"}', data] })
    await expectRefused('modifyDocument', { query: '{"_id":"a"}', data, merge: true })
    await expectRefused('modifyDocument', {
      query: '{"_id":"b"}',
      data,
      merge: false,
      upsert: true,
    })
    await expectRefused('modifyAndReturnDoc', { query: '{"_id":"a"}', data })
  })

  test.each([
    ['the prototype by a path', '{"$set":{"__proto__.polluted":true}}'],
    ['the prototype by another path', '{"$set":{"constructor.prototype.polluted":true}}'],
    ['what all objects share', '{"$set":{"toString.polluted":true}}'],
    ['the prototype in a list', '{"$push":{"list.__proto__":1}}'],
    ['the prototype by renaming', '{"$rename":{"n":"__proto__.n"}}'],
    ['a path of 10,000 parts', `{"$set":{"${'a.'.repeat(10_000)}a":1}}`],
    ['operators with a number', '{"$set":5}'],
    ['$push with $each of a number', '{"$push":{"list":{"$each":5}}}'],
    ['$push with a $slice of text', '{"$push":{"list":{"$each":[1],"$slice":"1"}}}'],
    [
      'a path and a value that are too deep together',
      `{"$set":{"${'a.'.repeat(60)}a":${nested(60)}}}`,
    ],
    ['$bit of a text', '{"$bit":{"n":"x"}}'],
  ])('an update of %s', async (_what, data) => {
    await expectRefused('modifyDocument', { query: '{"_id":"a"}', data, merge: true })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect((Object as unknown as Record<string, unknown>).polluted).toBeUndefined()
  })

  test.each([[undefined], [null], ['{}'], [{}], [[5]], [[null]]])('documents that are %j', (data) =>
    expectRefused('insertDocument', { data }),
  )
})

describe('as other parameters', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['no collection', 'getDocument', { collectionName: undefined }],
    ['an object as collection', 'getDocument', { collectionName: { a: 1 } }],
    ['a collection named like a prototype', 'getDocument', { collectionName: '__proto__' }],
    ['a negative limit', 'getDocument', { limit: -1 }],
    ['a text as limit', 'getDocument', { limit: '5' }],
    ['half an offset', 'getDocument', { offset: 0.5 }],
    ['an endless offset', 'getDocument', { offset: 1e300 }],
    ['a list as order', 'getDocument', { order: '[1]' }],
    ['a direction that is none', 'getDocument', { order: '{"n":"up"}' }],
    ['an object as direction', 'getDocument', { order: '{"n":{"$gt":1}}' }],
    ['a text as projection', 'getDocument', { projection: '"n"' }],
    ['an operator as projection', 'getDocument', { projection: '{"$n":1}' }],
    ['a mixed projection', 'getDocument', { projection: '{"n":1,"list":0}' }],
    ['a transaction that is a number', 'getDocument', { transactionId: 5 }],
    ['a transaction that is unknown', 'getDocument', { transactionId: 'x' }],
    ['a write without a condition', 'modifyDocument', { data: '{"$set":{"n":2}}', merge: true }],
    ['a removal without a condition', 'removeDocument', { multi: true }],
    ['multi that is a text', 'removeDocument', { query: '{}', multi: 'yes' }],
    ['a commit of nothing', 'commitTransaction', {}],
    ['an abort of an object', 'abortTransaction', { transactionId: {} }],
    ['a collection without a name', 'addCollection', { collectionName: '' }],
    ['a collection with $', 'addCollection', { collectionName: 'a$b' }],
    ['a collection of the system', 'addCollection', { collectionName: 'system.users' }],
    ['a name of 200 letters', 'addCollection', { collectionName: 'x'.repeat(200) }],
  ])('%s', (_what, action, params) => expectRefused(action, params))
})

describe('as stages', () => {
  const stage = (stageKey: unknown, stageValue: unknown) => ({ stages: [{ stageKey, stageValue }] })
  test.each<[string, Record<string, unknown>]>([
    ['none', {}],
    ['a text', { stages: '$match' }],
    ['a text in the list', { stages: ['$match'] }],
    ['no key', stage(undefined, '{}')],
    ['a key without $', stage('match', '{}')],
    ['one that does not exist', stage('$nonsense', '{}')],
    ['one that writes', stage('$out', '"things"')],
    ['another that writes', stage('$merge', '{"into":"things"}')],
    ['a $match of a number', stage('$match', '5')],
    ['a $match with a bad operator', stage('$match', '{"n":{"$bad":1}}')],
    ['a $sort of nothing', stage('$sort', '{}')],
    ['a $lookup of nothing', stage('$lookup', '{}')],
    ['a $geoNear of nothing', stage('$geoNear', '{}')],
    ['an expression that does not exist', stage('$project', '{"x":{"$bad":1}}')],
    ['code', stage('$group', '{"_id":1,"x":{"$accumulator":{"init":"x"}}}')],
    ['deep ones', stage('$match', nested(10_000))],
  ])('%s', (_what, params) => expectRefused('aggregateDocuments', params))
})

test('a level below the limit is fine, on the way in and out', async () => {
  const data = nested(95)
  const { insertedIds } = (await db
    .request('insertDocument', {
      collectionName: 'things',
      data: [data],
    })
    .then(({ data: answer }) => answer)) as { insertedIds: string[] }
  await db.remove('things', { _id: insertedIds[0] })
})

test('a refusal shows the beginning of a large value', async () => {
  await db.add('things', { _id: 'large', list: Array.from({ length: 100_000 }, () => 1) })
  const refusal = db.update('things', { _id: 'large' }, { $set: { 'list.name': 1 } })
  await expect(refusal).rejects.toMatchObject({
    message: expect.stringMatching(/Cannot create field 'name' in element \{list: \[1,1,.{0,600}$/),
  })
  await db.remove('things', { _id: 'large' })
})
