import { ServiceError } from '../../../local/cloud/errors'
import { openDoor, sdk, send, signed } from './door'

type Door = Awaited<ReturnType<typeof openDoor>>

let door: Door
const echo = 'functions.invokeFunction'

beforeAll(async () => {
  door = await openDoor({
    [echo]: ({ params }) => ({ data: { response_data: params.request_data } }),
    'database.getDocument': (_request, work) => {
      work.documentsExamined = 3
      work.documentsReturned = 1
      return { data: { list: ['{"_id":"a"}'] } }
    },
    'database.addCollection': () => {
      throw new ServiceError('DATABASE_REQUEST_FAILED', 'refused')
    },
    'wx.openApi': ({ params }) => params.requestData as Buffer,
    'wx.api': () => {
      throw new TypeError('a mistake of ours')
    },
  })
})
afterAll(() => door.stop())

const json = { 'content-type': 'application/json' }

test('the SDK gets the answer of the service and the id of the request', async () => {
  const { result, requestId } = await sdk(door.port).callFunction({
    name: 'f',
    data: { 中文: ['a', 1.5, null] },
  })
  expect(result).toEqual({ 中文: ['a', 1.5, null] })
  expect(requestId).toBe(door.seen.at(-1)?.requestId)
})

test('the envelope of a request does not reach the service', async () => {
  await sdk(door.port).callFunction({ name: 'f', data: { a: 1 } })
  expect(door.seen.at(-1)?.params).toEqual({ function_name: 'f', request_data: '{"a":1}' })
})

test('an error of the service arrives with its code and message', async () => {
  await expect(sdk(door.port).database().createCollection('c')).rejects.toMatchObject({
    code: 'DATABASE_REQUEST_FAILED',
    message: expect.stringContaining('refused'),
  })
})

test('a mistake of ours is told as SYS_ERR, and logged', async () => {
  await expect(
    sdk(door.port).callWxOpenApi({ apiName: 'x', requestData: {} }),
  ).rejects.toMatchObject({ code: 'SYS_ERR' })
  expect(door.log.join()).toContain('a mistake of ours')
})

test('bytes go both ways unchanged, with a valid signature', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i))
  const answer = await sdk(door.port).callCompatibleWxOpenApi({
    apiName: 'wxacode.getUnlimited',
    requestData: bytes as unknown as string,
  })
  expect(Buffer.compare(answer as unknown as Buffer, bytes)).toBe(0)
})

describe('what is refused', () => {
  test('another key', async () => {
    const stranger = sdk(door.port, { secretKey: 'other' })
    await expect(stranger.callFunction({ name: 'f', data: {} })).rejects.toMatchObject({
      code: 'SIGN_PARAM_INVALID',
    })
  })

  test('another id', async () => {
    const stranger = sdk(door.port, { secretId: 'other' })
    await expect(stranger.callFunction({ name: 'f', data: {} })).rejects.toMatchObject({
      code: 'SIGN_PARAM_INVALID',
      message: expect.stringContaining('other'),
    })
  })

  test.each([
    ['no signature', {}],
    ['a bearer token', { authorization: 'Bearer abc' }],
    [
      'a signature without a time',
      { authorization: 'TC3-HMAC-SHA256 Credential=id/x, SignedHeaders=host, Signature=0' },
    ],
    [
      'a signature with a time outside the calendar',
      {
        authorization:
          'TC3-HMAC-SHA256 Credential=id/x, SignedHeaders=content-type;host, Signature=0',
        'x-timestamp': '99999999999999',
      },
    ],
  ])('%s', async (_name, headers) => {
    const { status, text } = await send(
      door.port,
      { path: '/admin', headers: { ...json, ...headers } },
      JSON.stringify({ action: echo }),
    )
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ code: 'SIGN_PARAM_INVALID' })
  })

  test('a body that was changed after it was signed', async () => {
    const original = signed(door.port, {
      action: echo,
      function_name: 'f',
      request_data: '{"amount":1}',
    })
    expect(
      JSON.parse((await send(door.port, original.options, original.body)).text),
    ).not.toHaveProperty('code')
    const changed = original.body.replace('\\"amount\\":1', '\\"amount\\":9')
    expect(changed).not.toBe(original.body)
    expect(JSON.parse((await send(door.port, original.options, changed)).text)).toMatchObject({
      code: 'SIGN_PARAM_INVALID',
    })
  })

  test('another environment', async () => {
    await expect(
      sdk(door.port, { env: 'elsewhere' }).callFunction({ name: 'f', data: {} }),
    ).rejects.toMatchObject({ code: 'INVALID_ENV', message: expect.stringContaining('elsewhere') })
  })

  test('an action nobody answers, by its name', async () => {
    await expect(sdk(door.port).deleteFile({ fileList: ['cloud://a.b/c'] })).rejects.toMatchObject({
      code: 'INVALID_ACTION',
      message: expect.stringContaining('storage.batchDeleteFile'),
    })
  })

  test.each([
    ['half a JSON object', json, '{"action":'],
    ['a JSON list', json, '[]'],
    ['JSON null', json, 'null'],
    ['nothing', json, ''],
    ['something that is not JSON', { 'content-type': 'text/plain' }, 'hello'],
    ['multipart without a boundary', { 'content-type': 'multipart/form-data' }, 'x'],
    [
      'multipart that breaks off',
      { 'content-type': 'multipart/form-data; boundary=b' },
      '--b\r\nco',
    ],
  ])('%s', async (_name, headers, body) => {
    const { status, text } = await send(door.port, { path: '/admin', headers }, body)
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({
      code: 'INVALID_COMMON_PARAM',
      requestId: expect.any(String),
    })
  })

  test('a body of 20 MB, announced or not, and the next request is answered', async () => {
    const large = Buffer.alloc(20 * 1024 * 1024, 'a')
    for (const headers of [
      { ...json, 'content-length': large.length },
      { ...json, 'transfer-encoding': 'chunked' },
    ]) {
      const { text } = await send(door.port, { path: '/admin', headers }, large)
      expect(JSON.parse(text)).toMatchObject({ code: 'EXCEED_REQUEST_SIZE_LIMIT' })
    }
    await expect(sdk(door.port).callFunction({ name: 'f', data: {} })).resolves.toBeDefined()
  })

  test('what is no HTTP at all, and the next request is answered', async () => {
    const { connect } = await import('node:net')
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(door.port, '127.0.0.1', () =>
        socket.write('\0\x16\x03garbage\r\n\r\n'),
      )
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('error', reject)
      socket.on('close', () => resolve(text))
    })
    expect(answer).toContain('400 Bad Request')
    await expect(sdk(door.port).callFunction({ name: 'f', data: {} })).resolves.toBeDefined()
  })
})

describe('who may call', () => {
  const get = (headers: Record<string, string>) =>
    send(door.port, { method: 'GET', path: '/', headers })

  test.each([
    ['a page from elsewhere', { origin: 'https://evil.example' }],
    ['a page without an origin of its own', { origin: 'null' }],
    ['a page whose origin only begins like ours', { origin: 'http://localhost.evil.example' }],
    ['a foreign name that leads here', { host: 'evil.example' }],
    ['a foreign name that begins like ours', { host: '127.0.0.1.evil.example' }],
  ])('not %s', async (_name, headers) => {
    const { status, text } = await get(headers)
    expect(status).toBe(403)
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'INVALID_REQUEST_SOURCE' } })
  })

  test('a page that was served from this machine, which may read the answer', async () => {
    const { status, headers } = await get({ origin: 'http://localhost:5173' })
    expect(status).toBe(200)
    expect(headers['access-control-allow-origin']).toBe('http://localhost:5173')
    const preflight = await send(door.port, {
      method: 'OPTIONS',
      path: '/_local/clock',
      headers: {
        origin: 'http://127.0.0.1:1',
        'access-control-request-headers': 'content-type,x-wx-openid',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers['access-control-allow-headers']).toBe('content-type,x-wx-openid')
  })
})

test('a path nobody answers is named', async () => {
  const { status, text } = await send(door.port, { method: 'GET', path: '/nowhere' })
  expect(status).toBe(404)
  expect(text).toContain('GET /nowhere')
})

test.each(['//', '/%', '/_local/functions/%E0%A4%A', '/admin?env=%'])(
  'an address that nobody can read is an error of the caller: %s',
  async (path) => {
    const { status, text } = await send(door.port, { method: 'GET', path })
    expect([400, 404]).toContain(status)
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'INVALID_PATH' } })
  },
)

test('requests to the database are logged with what they cost', async () => {
  door.operations.reset()
  await sdk(door.port).database().collection('people').get()
  await sdk(door.port).callFunction({ name: 'f', data: {} })
  await expect(sdk(door.port).database().createCollection('c')).rejects.toThrow()
  expect(door.operations.recent()).toMatchObject([
    {
      action: 'database.getDocument',
      collection: 'people',
      documentsExamined: 3,
      documentsReturned: 1,
      invocationId: undefined,
      code: undefined,
    },
    { action: 'database.addCollection', collection: 'c', code: 'DATABASE_REQUEST_FAILED' },
  ])
})
