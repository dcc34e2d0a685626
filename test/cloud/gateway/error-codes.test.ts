import tcb from '@cloudbase/node-sdk'
import wx from 'wx-server-sdk'
import { type Cloud, startCloud } from '../../../local/cloud/cloud'
import { parsePlan } from '../../../local/cloud/faults/plan'
import { EMPTY_SCHEMA } from '../../../local/cloud/schema'

/**
 * Each error as a program meets it: through node-sdk by its code and wording, through wx-server-sdk by the number
 * that it makes of the code.
 */

let cloud: Cloud
const before = { ...process.env }
const app = () => tcb.init({ env: cloud.env })

beforeAll(async () => {
  cloud = await startCloud({
    schema: {
      ...EMPTY_SCHEMA,
      envId: 'codes-test',
      collections: [{ collectionName: 'things', createIndexes: [], aclTag: 'ADMINONLY' }],
    },
  })
  Object.assign(process.env, cloud.environment, { SILENCE: 'true' })
  wx.init({ env: cloud.env })
})
beforeEach(async () => {
  cloud.faults.clear()
  await cloud.reset()
  await app().database().collection('things').add({ _id: 'id', n: 1, nothing: null })
})
afterAll(async () => {
  await cloud.stop()
  process.env = before
})

/** What a program catches. */
async function caught(work: () => unknown): Promise<Record<string, unknown>> {
  try {
    await work()
  } catch (error) {
    const { code, message, errCode, errMsg } = error as Record<string, unknown>
    return { code, message, errCode, errMsg }
  }
  throw new Error('no error')
}

type Db = ReturnType<ReturnType<typeof tcb.init>['database']>

/** Both databases have the same calls here. */
const databases = (): [Db, Db] => [app().database(), wx.database() as unknown as Db]

const CONFLICT = /^\[ResourceUnavailable\.TransactionConflict\] /
const NOT_EXIST =
  /^\[ResourceUnavailable\.TransactionNotExist\] .*must be commit or abort in 30 seconds/

describe.each<[string, number, RegExp, (db: Db) => unknown]>([
  [
    'DATABASE_COLLECTION_NOT_EXIST',
    -502005,
    /^\[ResourceNotFound\] Db or Table not exist: missing\. Please check your request, but if the problem cannot be solved, contact us\./,
    (db) => db.collection('missing').get(),
  ],
  [
    'DATABASE_REQUEST_FAILED',
    -502001,
    /multiple write errors: \[\{write errors: \[\{E11000 duplicate key error collection: tnt-\S+\.things index: _id_ dup key: \{ : "id" \}\}\]\}, \{<nil>\}\]/,
    (db) => db.collection('things').add({ data: { _id: 'id' }, _id: 'id' }),
  ],
  [
    'DATABASE_REQUEST_FAILED',
    -502001,
    /Cannot create field 'x' in element \{nothing: null\}/,
    (db) =>
      db
        .collection('things')
        .doc('id')
        .update({ data: { nothing: { x: 1 } }, nothing: { x: 1 } }),
  ],
])('%s %i', (code, errCode, message, work) => {
  test(`${message}`, async () => {
    const [node, weChat] = databases()
    expect(await caught(() => work(node))).toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
    expect(await caught(() => work(weChat))).toMatchObject({
      errCode,
      errMsg: expect.stringMatching(new RegExp(message.source.replace('^', ''))),
    })
  })
})

test.each([
  ['DATABASE_TRANSACTION_CONFLICT', CONFLICT],
  ['DATABASE_TRANSACTION_FAIL', NOT_EXIST],
])('%s -501001', async (code, message) => {
  for (const [at, db] of databases().entries()) {
    const first = await db.startTransaction()
    const update = (transaction: typeof first, n: number) =>
      transaction
        .collection('things')
        .doc('id')
        .update(at === 0 ? { n } : ({ data: { n } } as never))
    await update(first, 2)
    let error: Record<string, unknown>
    if (code === 'DATABASE_TRANSACTION_CONFLICT') {
      const second = await db.startTransaction()
      error = await caught(() => update(second, 3))
    } else {
      cloud.clock.advance(30_001)
      error = await caught(() => update(first, 3))
    }
    await first.rollback().catch(() => undefined)
    if (at === 0) expect(error).toMatchObject({ code, message: expect.stringMatching(message) })
    else
      expect(error).toMatchObject({
        errCode: -501001,
        errMsg: expect.stringMatching(new RegExp(message.source.replace('^', ''))),
      })
  }
})

test.each([
  ['EXCEED_REQUEST_LIMIT', -501003],
  ['EXCEED_CONCURRENT_REQUEST_LIMIT', -501004],
  ['SERVER_TIMEOUT', -501002],
])('%s %i, when a fault asks for it', async (code, errCode) => {
  const [node, weChat] = databases()
  const fault = { kind: 'error', action: 'database.getDocument', code, times: 2 } as const
  cloud.faults.add([parsePlan(fault)], 1)
  expect(await caught(() => node.collection('things').get())).toMatchObject({ code })
  expect(await caught(() => weChat.collection('things').get())).toMatchObject({ errCode })
})

test('DATABASE_COLLECTION_ALREADY_EXIST -1: the number is for codes that the SDK does not know', async () => {
  const [node, weChat] = databases()
  expect(await caught(() => node.createCollection('things'))).toMatchObject({
    code: 'DATABASE_COLLECTION_ALREADY_EXIST',
  })
  expect(await caught(() => weChat.createCollection('things'))).toMatchObject({ errCode: -1 })
})

test('FUNCTION_NOT_FOUND: in callFunction, wx-server-sdk makes -1 of every code', async () => {
  expect(await caught(() => app().callFunction({ name: 'missing', data: {} }))).toMatchObject({
    code: 'FUNCTION_NOT_FOUND',
  })
  expect(await caught(() => wx.callFunction({ name: 'missing', data: {} }))).toMatchObject({
    errCode: -1,
  })
})

test('STORAGE_FILE_NONEXIST -503003 and STORAGE_EXCEED_AUTHORITY -503002, for each file', async () => {
  const root = `cloud://${cloud.env}.636f-${cloud.env}-1250000000`
  const files = [`${root}/missing`, 'cloud://another.env-1250000000/file']
  const codes = (await app().deleteFile({ fileList: files })).fileList.map(({ code }) => code)
  expect(codes).toEqual(['STORAGE_FILE_NONEXIST', 'STORAGE_EXCEED_AUTHORITY'])
  const answer = await wx.deleteFile({ fileList: files })
  expect(answer).toMatchObject({ fileList: [{ status: -503003 }, { status: -503002 }] })
})
