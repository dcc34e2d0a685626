import { openSandbox, type Sandbox } from './sandbox'

const SDK = `
const cloud = require('wx-server-sdk')
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
`

describe('what a function finds when it is called', () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox(
      {
        echo: 'exports.main = async (event) => event',
        context: 'exports.main = async (_, context) => context',
        wx: `${SDK} exports.main = async () => cloud.getWXContext()`,
        variables: 'exports.main = async () => process.env',
        loading: 'const seen = process.env.GREETING; exports.main = () => seen',
        request: {
          'index.js': `${SDK} exports.main = async () => cloud.database().collection('c').count()`,
          'config.json': '{"permissions":{"openapi":["security.msgSecCheck"]}}',
        },
        callback: 'exports.main = (event, context, done) => setTimeout(done, 1, null, event.value)',
        nothing: 'exports.main = () => {}',
        caller: `${SDK}
          exports.main = async ({ name, data = {} }) => (await cloud.callFunction({ name, data })).result`,
        where: 'exports.main = () => ({ cwd: process.cwd(), send: typeof process.send })',
        other: { 'entry.js': 'exports.start = () => "other entry"' },
      },
      {
        schema: [
          { name: 'loading', envVariables: { GREETING: 'hello' } },
          { name: 'context', timeout: 7, memorySize: 128 },
          { name: 'other', handler: 'entry.start' },
        ],
      },
    )
  })
  afterAll(() => sandbox.close())

  test('the event arrives as JSON, with the user information a client call carries', async () => {
    const event = {
      text: '支部',
      list: [1, null, { deep: true }],
      date: new Date(0),
      gone: undefined,
    }
    expect(await sandbox.call('echo', event)).toEqual({
      result: {
        text: '支部',
        list: [1, null, { deep: true }],
        date: '1970-01-01T00:00:00.000Z',
        userInfo: { openId: 'o-person', appId: 'wx-app' },
      },
    })
  })

  test('a call without a person carries no user information', async () => {
    expect(await sandbox.functions.invoke('echo', undefined, {})).toEqual({ result: {} })
  })

  test('getWXContext tells who calls, and nothing of the caller before', async () => {
    const person = { openid: 'o-1', unionid: 'u-1', appid: 'wx-1', clientIp: '10.0.0.1' }
    expect(await sandbox.functions.invoke('wx', {}, person)).toEqual({
      result: {
        OPENID: 'o-1',
        UNIONID: 'u-1',
        APPID: 'wx-1',
        CLIENTIP: '10.0.0.1',
        ENV: 'sandbox',
        SOURCE: 'wx_client',
      },
    })
    expect(await sandbox.functions.invoke('wx', {}, { openid: 'o-2' })).toEqual({
      result: { OPENID: 'o-2', CLIENTIP: '127.0.0.1', ENV: 'sandbox', SOURCE: 'wx_client' },
    })
  })

  test('nothing of the environment of this process reaches a function', async () => {
    process.env.SECRET_OF_THE_MACHINE = 'yes'
    const { result } = (await sandbox.call('variables')) as { result: Record<string, string> }
    delete process.env.SECRET_OF_THE_MACHINE
    expect(result).not.toHaveProperty('SECRET_OF_THE_MACHINE')
    expect(result).not.toHaveProperty('NODE_ENV')
    expect(result).toMatchObject({
      TZ: 'UTC',
      TENCENTCLOUD_RUNENV: 'SCF',
      TCB_ENV: 'sandbox',
      TRIGGER_SRC: 'tcb',
    })
  })

  test('variables of the schema are there while the code loads', async () => {
    expect(await sandbox.call('loading')).toEqual({ result: 'hello' })
  })

  test('the context argument is the platform’s', async () => {
    const answer = await sandbox.functions.invoke(
      'context',
      {},
      { openid: 'o-1' },
      { invocationId: 'call-1' },
    )
    expect(answer).toMatchObject({
      result: {
        request_id: 'call-1',
        function_name: 'context',
        function_version: '$LATEST',
        namespace: 'sandbox',
        memory_limit_in_mb: 128,
        time_limit_in_ms: 7000,
      },
    })
    const { environment } = (answer as { result: { environment: string } }).result
    expect(JSON.parse(environment)).toMatchObject({ WX_OPENID: 'o-1', TCB_SEQID: 'call-1' })
  })

  test('requests of the SDK name the invocation and the way the call took', async () => {
    await sandbox.functions.invoke('request', {}, { openid: 'o-1' }, { invocationId: 'a1b2' })
    expect(sandbox.requests.at(-1)).toMatchObject({
      invocationId: 'a1b2',
      source: 'wx_client,scf',
      body: { action: 'database.calculateDocument', envName: 'sandbox' },
    })
  })

  test('callFunction passes identity and event on, and the answer back', async () => {
    expect(await sandbox.call('caller', { name: 'wx' })).toMatchObject({
      result: { OPENID: 'o-person', APPID: 'wx-app', SOURCE: 'wx_client,scf' },
    })
    expect(await sandbox.call('caller', { name: 'echo', data: { a: [1] } })).toEqual({
      result: { a: [1] },
    })
  })

  test('a function called by a function counts as part of the call that started it', async () => {
    await sandbox.functions.invoke(
      'caller',
      { name: 'request' },
      { openid: 'o-1' },
      { invocationId: 'root' },
    )
    expect(sandbox.requests.at(-1)?.invocationId).toMatch(/^root\.[0-9a-f]+$/)
    expect(sandbox.requests.at(-1)?.source).toBe('wx_client,scf,scf')
  })

  test('while a call runs, its id tells who stands behind it and what the function may call', async () => {
    const { functions } = sandbox
    const seen: unknown[] = []
    const stop = sandbox.onRequest((id) => seen.push(functions.callerOf(id ?? '')))
    await functions.invoke('request', {}, { openid: 'o-1' }, { invocationId: 'mine' })
    await functions.invoke('caller', { name: 'wx' }, { openid: 'o-2' }, { invocationId: 'other' })
    stop()
    expect(seen).toEqual([
      { functionName: 'request', openid: 'o-1', openApis: ['security.msgSecCheck'] },
      { functionName: 'caller', openid: 'o-2', openApis: [] },
    ])
    expect(functions.callerOf('mine')).toBeUndefined()
  })

  test('callFunction outside a function calls as nobody', async () => {
    const work = { documentsExamined: 0, documentsReturned: 0 }
    const reply = await sandbox.functions.actions['functions.invokeFunction']!(
      {
        action: 'functions.invokeFunction',
        params: { function_name: 'wx', request_data: '' },
        requestId: 'r',
        invocationId: undefined,
      },
      work,
    )
    const { data } = reply as { data: { response_data: string } }
    expect(JSON.parse(data.response_data)).not.toHaveProperty('OPENID')
  })

  test('a handler may answer by callback, return a plain value, or nothing', async () => {
    expect(await sandbox.call('callback', { value: 3 })).toEqual({ result: 3 })
    expect(await sandbox.call('loading')).toEqual({ result: 'hello' })
    expect(await sandbox.call('nothing')).toEqual({ result: null })
  })

  test('the handler of the schema is used', async () => {
    expect(await sandbox.call('other')).toEqual({ result: 'other entry' })
  })

  test('the function’s folder is the current one, and there is no channel to this process', async () => {
    expect(await sandbox.call('where')).toEqual({
      result: { cwd: `${sandbox.directory}/where`, send: 'undefined' },
    })
  })

  test('functions are listed with their limits', () => {
    expect(sandbox.functions.list()).toContainEqual(
      expect.objectContaining({ name: 'context', timeout: 7, memorySize: 128 }),
    )
  })
})

describe('packages', () => {
  let sandbox: Sandbox
  const own = {
    'node_modules/wx-server-sdk/package.json': '{"name":"wx-server-sdk","main":"index.js"}',
    'node_modules/wx-server-sdk/index.js': 'module.exports = "own copy"',
  }

  beforeAll(async () => {
    sandbox = await openSandbox({
      own: { 'index.js': 'exports.main = () => require("wx-server-sdk")', ...own },
      declared: {
        'index.js': 'exports.main = () => typeof require("dayjs")',
        'package.json': '{"dependencies":{"dayjs":"1"}}',
      },
      undeclared: {
        'index.js': 'exports.main = () => typeof require("dayjs")',
        'package.json': '{"dependencies":{"wx-server-sdk":"4"}}',
      },
      parts: {
        'index.js': 'exports.main = () => require("./lib/part")',
        'lib/part.js': 'module.exports = require("node:path").sep + require("os").EOL',
      },
      broken: { 'index.js': 'exports.main = () => 1', 'package.json': '{' },
    })
  })
  afterAll(() => sandbox.close())

  test('the function’s own installation comes first', async () => {
    expect(await sandbox.call('own')).toEqual({ result: 'own copy' })
  })

  test('a declared package is found here', async () => {
    expect(await sandbox.call('declared')).toEqual({ result: 'function' })
  })

  test('a package that is not declared is not found, as it would not be installed in the cloud', async () => {
    expect(await sandbox.call('undeclared')).toEqual({
      error: {
        code: 'FUNCTIONS_EXECUTE_FAIL',
        message: expect.stringContaining("Cannot find module 'dayjs'"),
      },
    })
  })

  test('own files and modules of Node are always found', async () => {
    expect(await sandbox.call('parts')).toEqual({ result: '/\n' })
  })

  test('a package.json that is no JSON is named', async () => {
    expect(await sandbox.call('broken')).toEqual({
      error: { code: 'FUNCTIONS_EXECUTE_FAIL', message: expect.stringContaining('package.json') },
    })
  })
})
