import { openSandbox, type Sandbox } from './sandbox'

const MEGABYTE = 1024 * 1024

describe('what a caller gets when a function fails', () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox(
      {
        fine: 'exports.main = () => "fine"',
        throws: 'exports.main = () => { throw new TypeError("no such thing") }',
        rejects: 'exports.main = async () => { throw new Error("went wrong") }',
        text: 'exports.main = async () => { throw "just text" }',
        object: 'exports.main = async () => { throw { errCode: -1, errMsg: "an object" } }',
        callback: 'exports.main = (event, context, done) => { done(new Error("by callback")) }',
        exits: 'exports.main = () => process.exit(0)',
        crashes: 'exports.main = () => process.abort()',
        forgotten: `exports.main = async () => {
          Promise.reject(new Error("nobody waits for this"))
          await new Promise((resolve) => setTimeout(resolve, 5000))
        }`,
        later: `exports.main = async () => {
          setTimeout(() => { throw new Error("thrown later") })
          await new Promise((resolve) => setTimeout(resolve, 5000))
        }`,
        loops: 'exports.main = (event) => { while (event.loop) {} ; return "again" }',
        waits: 'exports.main = () => new Promise(() => {})',
        loadsForever: 'while (true) {}',
        heap: 'exports.main = () => { const all = []; for (;;) all.push(new Array(1000).fill(all.length)) }',
        buffers: `exports.main = async () => {
          const all = []
          for (;;) { all.push(Buffer.alloc(10e6, 1)); await new Promise((go) => setTimeout(go, 5)) }
        }`,
        circular: 'exports.main = () => { const a = {}; a.a = a; return a }',
        bigint: 'exports.main = () => ({ n: 1n })',
        function: 'exports.main = () => () => 1',
        large: 'exports.main = (event) => "x".repeat(event.length)',
        syntax: 'exports.main = (',
        loading: 'throw new Error("while loading")',
        noMain: 'exports.start = () => 1',
        noIndex: { 'other.js': '' },
        module: {
          'index.js': 'export const main = () => 1',
          'package.json': '{"type":"module"}',
        },
      },
      {
        schema: [
          { name: 'loops', timeout: 1 },
          { name: 'waits', timeout: 1 },
          { name: 'heap', memorySize: 64 },
          { name: 'buffers', memorySize: 64 },
        ],
        limits: { initialization: 1500 },
      },
    )
  })
  afterAll(() => sandbox.close())

  /** Calls it while another function is being called, which must not notice. */
  async function failureOf(name: string, event: unknown = {}) {
    const [answer, bystander] = await Promise.all([sandbox.call(name, event), sandbox.call('fine')])
    expect(bystander).toEqual({ result: 'fine' })
    if (!('error' in answer)) throw new Error(`${name} did not fail`)
    return answer.error
  }

  const failed = (message: string | RegExp) => ({
    code: 'FUNCTIONS_EXECUTE_FAIL',
    message: expect.stringMatching(message),
  })

  test.each([
    ['throws', /^TypeError: no such thing\n {4}at exports\.main/],
    ['rejects', /^Error: went wrong\n {4}at exports\.main/],
    ['text', /^just text$/],
    ['object', /^\{"errCode":-1,"errMsg":"an object"\}$/],
    ['callback', /^Error: by callback\n/],
    ['exits', /^0 code exit unexpected$/],
    ['crashes', /^134 code exit unexpected$/],
    ['forgotten', /^Error: nobody waits for this\n/],
    ['later', /^Error: thrown later\n/],
    ['circular', /^stringify response to json failed: Converting circular structure/],
    ['bigint', /^stringify response to json failed: .*BigInt/],
    ['function', /^stringify response to json failed: a function has no JSON$/],
    ['syntax', /SyntaxError: /],
    ['loading', /^Error: while loading\n/],
    ['noMain', /index\.js does not export a function named main/],
    ['noIndex', /Cannot find module '.*index\.js'/],
    ['module', /Error/],
  ])('%s: it could not be executed', async (name, message) => {
    expect(await failureOf(name)).toEqual(failed(message))
  })

  test('nothing lies behind: the call after a failure runs', async () => {
    expect(await failureOf('exits')).toEqual(failed('0 code exit unexpected'))
    expect(await failureOf('exits')).toEqual(failed('0 code exit unexpected'))
  })

  test('an endless loop ends at the timeout, and the next call gets a fresh instance', async () => {
    expect(await failureOf('loops', { loop: true })).toEqual({
      code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED',
      message: 'Invoking task timed out after 1 seconds',
    })
    expect(await sandbox.call('loops')).toEqual({ result: 'again' })
  })

  test('so does a promise that is never kept', async () => {
    expect((await failureOf('waits')).code).toBe('FUNCTIONS_TIME_LIMIT_EXCEEDED')
  })

  test('code that never finishes loading ends at the limit for that', async () => {
    expect(await failureOf('loadsForever')).toEqual({
      code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED',
      message: 'Initializing task timed out after 1.5 seconds',
    })
  })

  test.each(['heap', 'buffers'])('%s: memory beyond the limit', async (name) => {
    expect(await failureOf(name)).toEqual({
      code: 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED',
      message: 'Invoking task exceeded its memory of 64 MB',
    })
  })

  test('6 MB of result pass, a byte more does not', async () => {
    const quotes = 2
    const largest = 6 * MEGABYTE - quotes
    const answer = await sandbox.call('large', { length: largest })
    expect((answer as { result: string }).result).toHaveLength(largest)
    expect(await failureOf('large', { length: largest + 1 })).toEqual(
      failed('body size is too long'),
    )
  })

  test('6 MB of event pass, a byte more does not', async () => {
    const frame = JSON.stringify({ text: '' }).length
    const send = (length: number) =>
      sandbox.functions.invoke('fine', { text: 'x'.repeat(length) }, {})
    expect(await send(6 * MEGABYTE - frame)).toEqual({ result: 'fine' })
    expect(await send(6 * MEGABYTE - frame + 1)).toEqual({
      error: { code: 'FUNCTIONS_REQUEST_FAIL', message: expect.stringContaining('6291457 bytes') },
    })
  })

  test('an event that is no JSON never reaches the function', async () => {
    const circular: Record<string, unknown> = {}
    circular.self = circular
    expect((await failureOf('fine', circular)).code).toBe('INVALID_PARAM')
    expect((await failureOf('fine', { n: 1n })).code).toBe('INVALID_PARAM')
    expect((await failureOf('fine', () => 1)).code).toBe('INVALID_PARAM')
  })

  test.each(['missing', '../outside', '', 'fine/../fine', 'toString'])(
    '“%s” is no function',
    async (name) => {
      expect(await failureOf(name)).toEqual({
        code: 'FUNCTION_NOT_FOUND',
        message: 'FunctionName parameter could not be found.',
      })
    },
  )

  test('callFunction hands the failure to the SDK, malformed data included', async () => {
    const call = (params: Record<string, unknown>) =>
      sandbox.functions.actions['functions.invokeFunction']!(
        { action: 'functions.invokeFunction', params, requestId: 'r', invocationId: undefined },
        { documentsExamined: 0, documentsReturned: 0 },
      )
    await expect(call({ function_name: 'rejects' })).rejects.toMatchObject({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      message: expect.stringContaining('went wrong'),
    })
    await expect(call({ function_name: 'missing' })).rejects.toMatchObject({
      code: 'FUNCTION_NOT_FOUND',
    })
    await expect(call({ function_name: 'fine', request_data: '{' })).rejects.toMatchObject({
      code: 'INVALID_PARAM',
    })
    await expect(call({})).rejects.toMatchObject({ code: 'INVALID_PARAM' })
  })
})
