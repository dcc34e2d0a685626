import type { Phone } from '../fixture'
import { call, failure, inApp, openCalls } from './calls'

declare const wx: Record<string, (...parameters: unknown[]) => unknown>
declare const location: { origin: string }
declare function getApp(): { globalData: { events: unknown[][] } }

const OFFLINE = 'errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED'

/** `wx.request` answers only by callbacks. */
function request(phone: Phone, options: Record<string, unknown>): Promise<Record<string, unknown>> {
  return inApp(
    phone,
    ((given: object) =>
      new Promise((resolve) => {
        wx.request?.({ ...given, complete: resolve })
      })) as never,
    options,
  ) as Promise<Record<string, unknown>>
}

/** The phone's network. WeChat reference, “网络”; error texts as cronet on Android reports them. */
describe('network', () => {
  it('reaches a server and reads JSON', async () => {
    const phone = await openCalls()
    const address = await inApp(phone, () => location.origin)
    const answer = await request(phone, { url: `${address}/app/theme.json` })
    expect(answer).toMatchObject({
      statusCode: 200,
      errMsg: 'request:ok',
      data: { dark: { barText: 'white' } },
    })
    expect(await request(phone, { url: `${address}/nowhere` })).toMatchObject({ statusCode: 404 })
    expect(await request(phone, {})).toMatchObject({
      errMsg: 'request:fail parameter error: parameter.url should be String instead of Undefined;',
    })
    expect(await request(phone, { url: '/app/theme.json' })).toMatchObject({
      errMsg: 'request:fail invalid url "/app/theme.json"',
    })
    expect(await request(phone, { url: 'http://127.0.0.1:9/' })).toMatchObject({
      errMsg: expect.stringMatching(/^request:fail .*ERR_CONNECTION_REFUSED/),
    })
  })

  it('can be aborted, and runs out of time', async () => {
    const phone = await openCalls()
    const answer = await inApp(
      phone,
      () =>
        new Promise<{ errMsg: string }>((resolve) => {
          const task = wx.request?.({ url: location.origin, complete: resolve }) as {
            abort(): void
          }
          task.abort()
        }),
    )
    expect(answer.errMsg).toBe('request:fail abort')
    const halfWay = await inApp(
      phone,
      () =>
        new Promise<{ errMsg: string }>((resolve) => {
          const url = `${location.origin}/runtime.js`
          const task = wx.downloadFile?.({ url, complete: resolve }) as {
            abort(): void
            onProgressUpdate(listener: () => void): void
          }
          task.onProgressUpdate(() => task.abort())
        }),
    )
    expect(halfWay.errMsg).toBe('downloadFile:fail abort')
  })

  it('downloads into the user’s folder and nowhere else', async () => {
    const phone = await openCalls()
    const download = (filePath: string) =>
      inApp(
        phone,
        ((path: string) =>
          new Promise((resolve) => {
            const url = `${location.origin}/app/theme.json`
            wx.downloadFile!({ url, filePath: path, complete: resolve })
          })) as never,
        filePath,
      )
    expect(await download('wxfile://usr/theme.json')).toMatchObject({ statusCode: 200 })
    expect(await download('/theme.json')).toMatchObject({
      errMsg: 'downloadFile:fail permission denied, open /theme.json',
    })
  })

  it('fails without a network, in WeChat’s words, and tells of the change', async () => {
    const phone = await openCalls()
    await inApp(phone, () => {
      wx.onNetworkStatusChange?.((event: unknown) => getApp().globalData.events.push([event]))
      wx.onNetworkWeakChange?.((event: unknown) => getApp().globalData.events.push([event]))
    })
    phone.offline()
    expect(await call(phone, 'getNetworkType')).toMatchObject({ networkType: 'none' })
    expect(await request(phone, { url: 'https://example.com' })).toMatchObject({
      errMsg: `request:fail ${OFFLINE}`,
      errno: 600_001,
    })
    expect(await call(phone, 'cloud.callFunction', { name: 'whoami' })).toEqual({
      errMsg: `cloud.callFunction:fail Error: errCode: -1  | errMsg: request:fail ${OFFLINE}`,
      errCode: -1,
      name: 'CloudError',
    })
    expect(await failure(phone, 'login')).toBe(`login:fail ${OFFLINE}`)
    phone.weak()
    expect(await call(phone, 'getNetworkType')).toMatchObject({
      networkType: 'wifi',
      weakNet: true,
    })
    phone.online()
    expect(await call(phone, 'getNetworkType')).toMatchObject({
      networkType: 'wifi',
      weakNet: false,
    })
    expect(await inApp(phone, () => getApp().globalData.events.slice(1))).toEqual([
      [{ isConnected: false, networkType: 'none' }],
      [{ isConnected: true, networkType: 'wifi' }],
      [{ weakNet: true, networkType: 'wifi' }],
      [{ weakNet: false, networkType: 'wifi' }],
    ])
  })

  it('is slow and loses calls when weak', async () => {
    const phone = await openCalls('o-li', { network: 'weak' })
    const { milliseconds, answers } = await inApp(phone, async () => {
      const start = performance.now()
      const calls = Array.from(
        { length: 40 },
        () =>
          new Promise<string>((resolve) => {
            wx.request?.({
              url: `${location.origin}/app/theme.json`,
              complete: ({ errMsg }: { errMsg: string }) => resolve(errMsg),
            })
          }),
      )
      return { answers: await Promise.all(calls), milliseconds: performance.now() - start }
    })
    expect(milliseconds).toBeGreaterThanOrEqual(2_000)
    const lost = answers.filter((errMsg) => errMsg === 'request:fail timeout').length
    expect(answers.filter((errMsg) => errMsg === 'request:ok')).toHaveLength(40 - lost)
    // 30 % of 40 is 12; beyond 2 to 24 the odds are below one in ten thousand.
    expect(lost).toBeGreaterThanOrEqual(2)
    expect(lost).toBeLessThanOrEqual(24)
  })
})
