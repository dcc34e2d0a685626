import { request } from 'node:http'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { compile } from '../../../local/wechat/compile/compile'
import { startPhones } from '../../../local/wechat/phone/server'
import { openAs, type Phone } from '../fixture'

const miniprogram = join(__dirname, '../../data/mini-programs/automator')

/** Whoever sends nonsense to a phone gets an answer or is shown out; the phones live on. */
describe('nonsense', () => {
  let phone: Phone
  let address: URL
  beforeAll(async () => {
    phone = await openAs('o-zhang', '', { miniprogram })
    const { connection } = phone.mini as unknown as {
      connection: { transport: { ws: { url: string } } }
    }
    address = new URL(connection.transport.ws.url)
  })
  afterEach(async () => {
    expect((await phone.page()).path).toBe('pages/list/list')
  })

  it('refuses a port that is in use with an error that can be caught', async () => {
    await expect(startPhones({ miniprogram, compile, port: Number(address.port) })).rejects.toThrow(
      'EADDRINUSE',
    )
  })

  /** What comes back for one message: an answer, or the code the socket was closed with. */
  function said(path: string, message?: string): Promise<unknown> {
    const socket = new WebSocket(`ws://${address.host}${path}`)
    return new Promise((resolve) => {
      socket.once('open', () => message !== undefined && socket.send(message))
      socket.once('message', (data) => {
        resolve(JSON.parse(String(data)))
        socket.close()
      })
      socket.once('close', (code) => resolve(code))
      socket.once('error', () => resolve('refused'))
    })
  }

  it.each([
    ['no JSON', '{{'],
    ['JSON that is no object', '42'],
    ['null', 'null'],
    ['no id', '{"method":"App.getPageStack","params":{}}'],
    ['no method', '{"id":"1"}'],
    ['a method that is no text', '{"id":"1","method":{},"params":{}}'],
    ['no parameters', '{"id":"1","method":"Page.getData"}'],
    ['parameters that are no object', '{"id":"1","method":"Page.getData","params":7}'],
    ['a page that is none', '{"id":"1","method":"Page.getData","params":{"pageId":"x"}}'],
    [
      'a selector that is none',
      '{"id":"1","method":"Page.getElement","params":{"pageId":1,"selector":"((("}}',
    ],
    [
      'an XPath that is none',
      '{"id":"1","method":"Page.getElementByXpath","params":{"pageId":1,"selector":"//["}}',
    ],
    [
      'a function that is none',
      '{"id":"1","method":"App.callFunction","params":{"functionDeclaration":"((","args":[]}}',
    ],
    [
      'an API that is none',
      '{"id":"1","method":"App.callWxMethod","params":{"method":"__proto__","args":[]}}',
    ],
    ['a mock of nothing', '{"id":"1","method":"App.mockWxMethod","params":{}}'],
  ])('to the automator: %s', async (_, message) => {
    const answer = await said(address.pathname, message)
    if (typeof answer === 'object') expect(answer).toHaveProperty('id', '1')
    else expect(answer).toBeGreaterThan(1000)
  })

  it.each([
    ['a phone whose name is broken', '/automator/%E0%A4%A'],
    ['a phone line for nobody', '/__phone?id=nobody'],
  ])('as an address: %s', async (_, path) => {
    expect(await said(path)).toBe(4404)
  })

  it.each(['{{', 'null', '{"type":"look"}', '{"type":"card"}', '{"type":"made-up"}'])(
    'as a phone that says %s',
    async (message) => {
      const other = await openAs('o-li', '', { miniprogram })
      await said(`/__phone?id=${other.id}`, message)
    },
  )

  function connects(path: string, headers: Record<string, string>): Promise<boolean> {
    const socket = new WebSocket(`ws://${address.host}${path}`, { headers })
    return new Promise((resolve) => {
      socket.once('open', () => resolve(true))
      socket.once('error', () => resolve(false))
    }).finally(() => socket.terminate()) as Promise<boolean>
  }

  /** What another page in the same browser can send; its browser names it. */
  it.each([
    ['a page from elsewhere', () => ({ origin: 'https://evil.example' })],
    ['a page without an address', () => ({ origin: 'null' })],
    ['a page of another server of this machine', () => ({ origin: 'http://127.0.0.1:1' })],
    [
      'a page whose name was made to point here',
      () => ({
        origin: `http://evil.example:${address.port}`,
        host: `evil.example:${address.port}`,
      }),
    ],
  ])('lets no phone be driven by %s', async (_, headers) => {
    expect(await connects(address.pathname, headers())).toBe(false)
    expect(await connects(`/__phone?id=${phone.id}`, headers())).toBe(false)
    expect(await connects(address.pathname, { origin: `http://${address.host}` })).toBe(true)
  })

  it.each([
    ['a foreign page', { origin: 'https://evil.example' }],
    ['a name that was made to point here', { host: 'evil.example' }],
  ])('shows nothing to %s', async (_, headers) => {
    for (const path of ['/bundle.js', `/phone/${phone.id}`, '/cloud/clock'])
      expect(await statusOf(path, headers)).toBe(403)
  })

  it.each([
    ['/app/../app.json/../../package.json', 404],
    ['/app/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd', 404],
    ['/app/%E0%A4%A', 400],
    ['//', 404],
    ['/phone/%3Cscript%3E', 404],
  ])('in a request for %s', async (path, status) => {
    expect(await statusOf(path)).toBe(status)
  })

  function statusOf(path: string, headers: Record<string, string> = {}) {
    return new Promise<number | undefined>((resolve, reject) => {
      request({ host: address.hostname, port: address.port, path, headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
  }
})
