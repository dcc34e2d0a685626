import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import wx from 'wx-server-sdk'
import { type Cloud, startCloud } from '../../../local/cloud/cloud'
import { checkSchema } from '../../../local/cloud/schema'
import { sdk, send, signed } from './door'

const KEY = { secretId: 'local-id', secretKey: 'local-key', sessionToken: '' }
const schema = checkSchema(
  { envId: 'door-test', collections: [{ collectionName: 'people' }, { collectionName: 'empty' }] },
  'this test',
)

let folder: string
const clouds: Cloud[] = []

async function start(options: Parameters<typeof startCloud>[0] = {}): Promise<Cloud> {
  const cloud = await startCloud({ schema, ...options })
  clouds.push(cloud)
  return cloud
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'environment-test-'))
})
afterEach(async () => {
  for (const cloud of clouds.splice(0)) await cloud.stop()
  rmSync(folder, { recursive: true, force: true })
})

const people = (cloud: Cloud) => sdk(cloud.port, KEY).database().collection('people')

test('both SDKs work on the same documents', async () => {
  const cloud = await start()
  Object.assign(process.env, cloud.environment)
  wx.init({ env: cloud.env })
  await people(cloud).add({ _id: 'li', name: '李', joined: new Date(0) })
  const read = await wx.database().collection('people').doc('li').get()
  expect(read).toMatchObject({ data: { _id: 'li', name: '李', joined: new Date(0) } })
  await wx
    .database()
    .collection('people')
    .doc('li')
    .update({ data: { points: 5 } })
  expect((await people(cloud).where({ points: 5 }).count()).total).toBe(1)
})

test('several environments in one process know nothing of each other', async () => {
  const [one, other] = [await start(), await start()]
  await people(one).add({ _id: 'li' })
  one.clock.advance(1000)
  expect((await people(one).count()).total).toBe(1)
  expect((await people(other).count()).total).toBe(0)
  expect(other.clock.offset).toBe(0)
  expect(other.operations.recent()).toHaveLength(1)
})

test('what was stored is there after a restart, and the port can be used again', async () => {
  const first = await start({ data: folder })
  await people(first).add({ _id: 'li' })
  await first.stop()
  const second = await start({ data: folder, port: first.port })
  expect(second.port).toBe(first.port)
  expect((await people(second).doc('li').get()).data).toEqual([{ _id: 'li' }])
})

describe('a start that fails leaves nothing behind:', () => {
  test('a port in use', async () => {
    const { port } = await start()
    await expect(startCloud({ schema, data: folder, port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
    await expect(start({ data: folder })).resolves.toBeDefined()
  })

  test('a data folder in use, which its owner goes on using', async () => {
    const owner = await start({ data: folder })
    await expect(startCloud({ schema, data: folder })).rejects.toThrow(/in use/)
    await people(owner).add({ _id: 'li' })
    expect((await people(owner).count()).total).toBe(1)
  })

  test('a wrong config.json of a function', async () => {
    mkdirSync(join(folder, 'functions', 'f'), { recursive: true })
    writeFileSync(join(folder, 'functions', 'f', 'index.js'), '')
    const config = join(folder, 'functions', 'f', 'config.json')
    writeFileSync(config, JSON.stringify({ triggers: [{ name: 't', type: 'timer', config: '?' }] }))
    const options = { data: join(folder, 'data'), functions: join(folder, 'functions') }
    await expect(startCloud({ schema, ...options })).rejects.toThrow(/f/)
    rmSync(config)
    await expect(start(options)).resolves.toBeDefined()
  })
})

describe('bad input gets an error with the service’s code, changes nothing and harms nobody:', () => {
  let cloud: Cloud
  beforeEach(async () => {
    cloud = await start()
    await people(cloud).add({ _id: 'li', points: 1 })
  })
  afterEach(async () => {
    expect((await people(cloud).get()).data).toEqual([{ _id: 'li', points: 1 }])
  })

  const on = { collectionName: 'people' }
  const all = { ...on, query: '{}', multi: true }
  test.each([
    ['EJSON that does not parse', { action: 'insertDocument', ...on, data: ['{"_id":'] }],
    [
      'the second of two documents does not parse',
      { action: 'insertDocument', ...on, data: ['{"_id":"a"}', '{'] },
    ],
    ['a document that is none', { action: 'insertDocument', ...on, data: ['[1]'] }],
    ['documents that are no list', { action: 'insertDocument', ...on, data: '{}' }],
    [
      'an unknown type in EJSON',
      { action: 'insertDocument', ...on, data: ['{"a":{"$date":"never"}}'] },
    ],
    [
      'an operator where a value belongs',
      { action: 'insertDocument', ...on, data: ['{"$set":{"a":{"$numberInt":"1"}}}'] },
    ],
    [
      'an unknown operator in a query',
      {
        action: 'getDocument',
        ...on,
        query: '{"points":{"$bigger":{"$numberInt":"1"}}}',
        queryType: 'WHERE',
      },
    ],
    ['a query that is a list', { action: 'getDocument', ...on, query: '[]', queryType: 'WHERE' }],
    [
      'a negative limit',
      { action: 'getDocument', ...on, query: '{}', queryType: 'WHERE', limit: -1 },
    ],
    [
      'a limit that is text',
      { action: 'getDocument', ...on, query: '{}', queryType: 'WHERE', limit: 'all' },
    ],
    [
      'an unknown operator in an update',
      {
        action: 'modifyDocument',
        ...all,
        merge: true,
        data: '{"$double":{"points":{"$numberInt":"1"}}}',
      },
    ],
    [
      'an update of a field of a number',
      {
        action: 'modifyDocument',
        ...all,
        merge: true,
        data: '{"$set":{"points.deep":{"$numberInt":"1"}}}',
      },
    ],
    ['an update that is none', { action: 'modifyDocument', ...all, merge: true, data: '{}' }],
    ['a removal without a query', { action: 'removeDocument', ...on, multi: true }],
    [
      'an unknown stage',
      { action: 'aggregateDocuments', ...on, stages: [{ stageKey: '$drop', stageValue: '{}' }] },
    ],
    ['stages that are none', { action: 'aggregateDocuments', ...on, stages: 'all' }],
    [
      'code in a query',
      { action: 'getDocument', ...on, query: '{"$where":"process.exit()"}', queryType: 'WHERE' },
    ],
    ['a name that is none', { action: 'getDocument', collectionName: { $gt: '' }, query: '{}' }],
    ['a transaction that is none', { action: 'commitTransaction', transactionId: 'x' }],
  ])('%s', async (_name, { action, ...params }) => {
    const { options, body } = signed(cloud.port, { action: `database.${action}`, ...params }, KEY)
    const { status, text } = await send(cloud.port, options, body)
    expect(status).toBe(200)
    const { code, message, requestId } = JSON.parse(text)
    expect(code).toMatch(/^(INVALID_PARAM|DATABASE_REQUEST_FAILED|DATABASE_TRANSACTION_FAIL)$/)
    expect(message).not.toBe('')
    expect(requestId).toMatch(/^[0-9a-f]{32}$/)
  })

  test('a collection that does not exist', async () => {
    const nowhere = sdk(cloud.port, KEY).database().collection('nowhere')
    await expect(nowhere.get()).rejects.toMatchObject({
      code: 'DATABASE_COLLECTION_NOT_EXIST',
      message: expect.stringContaining('Db or Table not exist: nowhere'),
    })
  })

  test('a document of more than 16 MB', async () => {
    const large = { _id: 'large', text: 'x'.repeat(16.5 * 1024 * 1024) }
    await expect(people(cloud).add(large)).rejects.toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
    })
  })
})
