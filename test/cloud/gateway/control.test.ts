import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cloud, startCloud } from '../../../local/cloud/cloud'
import { send } from './door'

const SDK = `
const cloud = require('wx-server-sdk')
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
const db = cloud.database()
`

const FUNCTIONS: Record<string, string> = {
  echo: `${SDK} exports.main = async (event) => ({ event, context: cloud.getWXContext() })`,
  fail: `exports.main = async () => { throw new Error('on purpose') }`,
  time: `exports.main = async () => Date.now()`,
  nightly: `${SDK} exports.main = async (event) => {
    await db.collection('nights').add({ data: { at: event.Time, trigger: event.TriggerName } })
    return event
  }`,
  rounds: `${SDK} exports.main = async ({ parallel = 1, chain = 0, call }) => {
    const get = () => db.collection('nights').limit(1).get()
    await Promise.all(Array.from({ length: parallel }, get))
    for (let i = 0; i < chain; i++) await get()
    if (call) await cloud.callFunction({ name: 'rounds', data: call })
  }`,
  write: `${SDK} exports.main = async ({ ids }) => {
    for (const _id of ids) await db.collection('nights').add({ data: { _id } })
    return 'written'
  }`,
}

let folder: string
let cloud: Cloud

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'control-test-'))
  for (const [name, code] of Object.entries(FUNCTIONS)) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'index.js'), code)
  }
  writeFileSync(
    join(folder, 'nightly', 'config.json'),
    JSON.stringify({ triggers: [{ name: 'night', type: 'timer', config: '0 0 2 * * * *' }] }),
  )
  cloud = await startCloud({
    functions: folder,
    env: 'control-test',
    schema: {
      envId: 'control-test',
      functionRoot: '.',
      functions: [],
      collections: [{ collectionName: 'nights', createIndexes: [], aclTag: 'ADMINONLY' }],
    },
  })
})
afterAll(async () => {
  await cloud.stop()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(() => cloud.reset())

async function ask(method: string, path: string, body?: unknown, headers = {}) {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  const answer = await send(cloud.port, { method, path: `/_local/${path}`, headers }, text)
  return {
    ...answer,
    /** The body, where it is announced as JSON. */
    json: answer.headers['content-type']?.includes('/json') ? JSON.parse(answer.text) : undefined,
  }
}

describe('POST /_local/functions/<name>', () => {
  test('gives the event to the function, and who calls', async () => {
    const { status, json } = await ask(
      'POST',
      'functions/echo',
      { greeting: '你好' },
      { 'x-wx-openid': 'o-li', 'x-wx-unionid': 'u-li', 'x-wx-appid': 'wx-app' },
    )
    expect(status).toBe(200)
    expect(json.result).toMatchObject({
      event: { greeting: '你好' },
      context: { OPENID: 'o-li', UNIONID: 'u-li', APPID: 'wx-app', ENV: 'control-test' },
    })
  })

  test('tells how a call failed', async () => {
    expect((await ask('POST', 'functions/fail')).json).toEqual({
      error: { code: 'FUNCTIONS_EXECUTE_FAIL', message: expect.stringContaining('on purpose') },
    })
    expect((await ask('POST', 'functions/nobody')).json).toEqual({
      error: { code: 'FUNCTION_NOT_FOUND', message: expect.any(String) },
    })
  })

  test.each([
    ['half a JSON text', '{"a":', 400, 'INVALID_PARAM'],
    [
      'more than 6 MB',
      JSON.stringify({ a: 'x'.repeat(6 * 1024 * 1024) }),
      200,
      'FUNCTIONS_REQUEST_FAIL',
    ],
    [
      '20 MB',
      JSON.stringify({ a: 'x'.repeat(20 * 1024 * 1024) }),
      400,
      'EXCEED_REQUEST_SIZE_LIMIT',
    ],
  ])('refuses %s', async (_name, body, status, code) => {
    const answer = await ask('POST', 'functions/echo', body)
    expect(answer.status).toBe(status)
    expect(answer.json).toMatchObject({ error: { code } })
  })

  test('puts open data in the place of cloudIDs at the top of the event', async () => {
    const cloudID = cloud.wechat.registerOpenData('o-li', { opengid: 'g-1' })
    const call = async (event: object, openid = 'o-li') =>
      (await ask('POST', 'functions/echo', event, { 'x-wx-openid': openid })).json.result.event
    expect(
      await call({ group: { $cloudID: cloudID }, deep: { group: { $cloudID: cloudID } } }),
    ).toMatchObject({
      group: { cloudID, data: { opengid: 'g-1' } },
      deep: { group: { $cloudID: cloudID } },
    })
    expect(await call({ group: { $cloudID: 'made up' } })).toMatchObject({
      group: { cloudID: 'made up', errCode: -601005 },
    })
    expect(await call({ group: { $cloudID: cloudID } }, 'o-wang')).toMatchObject({
      group: { cloudID, errCode: -601007 },
    })
    cloud.clock.advance(5 * 60_000)
    expect(await call({ group: { $cloudID: cloudID } })).toMatchObject({
      group: { cloudID, errCode: -601006 },
    })
  })
})

describe('operations and rounds', () => {
  const cost = async (event: object) => {
    const { headers } = await ask('POST', 'functions/rounds', event)
    return [Number(headers['x-local-operations']), Number(headers['x-local-rounds'])]
  }

  test('are counted across processes, called functions included', async () => {
    for (let repeat = 0; repeat < 5; repeat++) {
      expect(await cost({ parallel: 1 })).toEqual([1, 1])
      expect(await cost({ parallel: 2 })).toEqual([2, 1])
      expect(await cost({ parallel: 8 })).toEqual([8, 1])
      expect(await cost({ parallel: 3, chain: 2 })).toEqual([5, 3])
      expect(await cost({ parallel: 2, call: { parallel: 3, chain: 1 } })).toEqual([6, 3])
    }
  })

  test('are listed, newest last, also for one invocation', async () => {
    const { headers } = await ask('POST', 'functions/rounds', { parallel: 2, chain: 1 })
    const invocation = headers['x-local-invocation']
    const { json } = await ask('GET', `operations?invocation=${invocation}`)
    expect(json).toHaveLength(3)
    expect(json[2]).toMatchObject({
      action: 'database.getDocument',
      collection: 'nights',
      documentsExamined: 0,
      documentsReturned: 0,
      invocationId: invocation,
      round: 2,
      milliseconds: expect.any(Number),
    })
    expect((await ask('GET', 'operations')).json.at(-1)).toEqual(json[2])
  })
})

describe('/_local/clock', () => {
  test('is set, advanced and given back to real time, for functions too', async () => {
    const set = (await ask('POST', 'clock', { now: '2031-07-01T08:00:00+08:00' })).json
    expect(set.now.slice(0, 16)).toBe('2031-07-01T00:00')
    await ask('POST', 'clock', { advance: 86_400_000 })
    expect((await ask('GET', 'clock')).json.now.slice(0, 16)).toBe('2031-07-02T00:00')
    const { result } = (await ask('POST', 'functions/time')).json
    expect(new Date(result).toISOString().slice(0, 16)).toBe('2031-07-02T00:00')
    expect((await ask('POST', 'clock', { now: 0 })).json.now.slice(0, 16)).toBe('1970-01-01T00:00')
    expect((await ask('POST', 'clock', { real: true })).json.offset).toBe(0)
  })

  test.each([
    [{}],
    [{ now: 'noon' }],
    [{ now: 1e99 }],
    [{ advance: '1' }],
    [{ real: false }],
    [{ now: 1, advance: 2 }],
    [{ later: 1 }],
    [[1]],
  ])('refuses %j', async (order) => {
    const { status, json } = await ask('POST', 'clock', order)
    expect(status).toBe(400)
    expect(json.error.code).toBe('INVALID_PARAM')
    expect(cloud.clock.offset).toBe(0)
  })

  test('answers when the timers that were due have run', async () => {
    const nights = async () => (await ask('GET', 'export?collection=nights')).text.split('\n')
    await ask('POST', 'clock', { now: '2031-07-01T01:00:00+08:00' })
    const before = await nights()
    await ask('POST', 'clock', { advance: 2 * 3_600_000 })
    const [night, ...more] = (await nights()).filter((line) => !before.includes(line))
    expect(JSON.parse(night ?? '')).toMatchObject({ at: '2031-06-30T18:00:00Z', trigger: 'night' })
    expect(more).toEqual([])
  })
})

describe('/_local/timers', () => {
  test('strike when asked, with the cost of the call', async () => {
    const { json, headers } = await ask('POST', 'timers/nightly')
    expect(json.result).toMatchObject({ Type: 'Timer', TriggerName: 'night' })
    expect(headers['x-local-operations']).toBe('1')
    expect((await ask('GET', 'timers')).json).toMatchObject([
      { functionName: 'nightly', name: 'night', config: '0 0 2 * * * *' },
    ])
    expect((await ask('POST', 'timers/echo')).json).toMatchObject({
      error: { code: 'INVALID_PARAM' },
    })
  })
})

describe('/_local/faults', () => {
  const counted = async () => (await ask('GET', 'faults')).json

  test('are added, listed and removed', async () => {
    const faults = [{ kind: 'error', action: 'database.*', code: 'SERVER_TIMEOUT' }]
    expect((await ask('POST', 'faults', { seed: 3, faults })).json).toMatchObject([
      { kind: 'error', seed: 3, matched: 0 },
    ])
    expect((await ask('POST', 'functions/rounds')).json.error.message).toContain('-501002')
    expect(await counted()).toMatchObject([{ matched: 1, struck: 1, struckAt: [1] }])
    await ask('DELETE', 'faults')
    expect(await counted()).toEqual([])
  })

  test.each([[{}], [{ faults: [{ kind: 'flood' }] }], [{ seed: 'x', faults: [] }]])(
    'refuses %j and adds none',
    async (body) => {
      const { status, json } = await ask('POST', 'faults', body)
      expect(status).toBe(400)
      expect(json.error.code).toBe('INVALID_PARAM')
      expect(await counted()).toEqual([])
    },
  )

  const written = async () =>
    (await ask('GET', 'export?collection=nights')).text.match(/night\d/g) ?? []
  const write = () => cloud.invoke('write', { ids: ['night1', 'night2', 'night3'] })

  test('a worker is killed before or after its n-th write; the caller hears of it, others go on', async () => {
    for (const [when, expected] of [
      ['before', ['night1']],
      ['after', ['night1', 'night2']],
    ] as const) {
      await cloud.reset()
      await ask('POST', 'faults', {
        faults: [{ kind: 'worker-killed', action: 'database.insertDocument', nth: 2, when }],
      })
      expect(await write()).toMatchObject({
        error: { code: 'FUNCTIONS_EXECUTE_FAIL', message: expect.stringContaining('exit') },
      })
      expect(await written()).toEqual(expected)
      expect(await cloud.invoke('echo')).toHaveProperty('result')
    }
  })

  test('a write whose response was lost is there', async () => {
    await ask('POST', 'faults', {
      faults: [{ kind: 'response-lost', action: 'database.insertDocument', nth: 2 }],
    })
    expect(await write()).toMatchObject({
      error: { message: expect.stringMatching(/socket hang up|ECONNRESET/) },
    })
    expect(await written()).toEqual(['night1', 'night2'])
  })
})

describe('/_local/import and export', () => {
  test('give back what they were given', async () => {
    const documents = [
      { _id: 'a', n: { $numberInt: '1' }, at: { $date: { $numberLong: '0' } } },
      { _id: 'b', text: '支部', list: [{ $numberDouble: '1.5' }, null] },
    ]
    const lines = documents.map((each) => `${JSON.stringify(each)}\n`).join('')
    expect((await ask('POST', 'import?collection=nights', lines)).json).toEqual({ imported: 2 })
    expect((await ask('GET', 'export?collection=nights')).text).toBe(lines)
    expect((await ask('GET', 'export')).json).toEqual({ collections: ['nights'] })
  })

  test('take lines that arrive in many pieces, with either end of line, the last without', async () => {
    const text = '支部'.repeat(50_000)
    const lines = [1, 2, 3].map((_id) => JSON.stringify({ _id, text }))
    const answer = await ask('POST', 'import?collection=nights', lines.join('\r\n\n'))
    expect(answer.json).toEqual({ imported: 3 })
    const kept = (await ask('GET', 'export?collection=nights')).text.trim().split('\n')
    expect(kept.map((line) => JSON.parse(line).text)).toEqual([text, text, text])
  })

  test.each([
    ['a line without end', 'x'.repeat(20_000_000)],
    ['a wrong line with much behind it', `{"_id":\n${'{}\n'.repeat(5000)}${' '.repeat(9_000_000)}`],
  ])('answer %s, and the next request', async (_what, body) => {
    const { status, json } = await ask('POST', 'import?collection=nights', body)
    expect(status).toBe(400)
    expect(json.error.code).toBe('INVALID_PARAM')
    expect((await ask('GET', 'export?collection=nights')).text).toBe('')
  })

  test('refuse what is no document, and take nothing in', async () => {
    const { status, json } = await ask('POST', 'import?collection=nights', '{"_id":"a"}\n{"_id":\n')
    expect(status).toBe(400)
    expect(json.error.code).toBe('INVALID_PARAM')
    expect((await ask('GET', 'export?collection=nights')).text).toBe('')
    expect((await ask('POST', 'import', '')).status).toBe(400)
    expect((await ask('GET', 'export?collection=nowhere')).json).toMatchObject({
      error: { code: 'DATABASE_COLLECTION_NOT_EXIST' },
    })
  })
})

test('reset forgets documents, outbox, operations, faults and time', async () => {
  await cloud.invoke('write', { ids: ['night1'] })
  await ask('POST', 'clock', { now: 0 })
  await ask('POST', 'faults', { faults: [{ kind: 'conflict' }] })
  await ask('POST', 'reset')
  expect((await ask('GET', 'export?collection=nights')).text).toBe('')
  expect((await ask('GET', 'operations')).json).toEqual([])
  expect((await ask('GET', 'faults')).json).toEqual([])
  expect((await ask('GET', 'outbox')).json).toEqual([])
  expect((await ask('GET', 'clock')).json.offset).toBe(0)
})
