import type { Phone } from '../fixture'
import { call, inApp, openCalls } from './calls'

declare const wx: Record<string, (...parameters: unknown[]) => unknown>
declare function getApp(): {
  globalData: { events: unknown[][]; launched: Record<string, unknown> }
}

const info = <T>(phone: Phone, name: string) =>
  inApp(phone, ((api: string) => JSON.stringify(wx[api]?.())) as never, name).then(
    (text) => JSON.parse(String(text)) as T,
  )

/** What an app learns about phone, window and itself. WeChat reference, “系统信息”, “应用级事件”. */
describe('system', () => {
  let phone: Phone
  beforeAll(async () => {
    phone = await openCalls()
  })

  it('tells sizes that fit together', async () => {
    const window = await info<Record<string, number>>(phone, 'getWindowInfo')
    // 812 less 44 status bar, 44 navigation bar, 49 tab bar and 34 home indicator.
    expect(window).toMatchObject({
      screenWidth: 375,
      screenHeight: 812,
      windowWidth: 375,
      windowHeight: 641,
      statusBarHeight: 44,
    })
    expect(window.safeArea).toEqual({
      left: 0,
      right: 375,
      top: 44,
      bottom: 778,
      width: 375,
      height: 734,
    })
    expect(await info(phone, 'getMenuButtonBoundingClientRect')).toEqual({
      width: 87,
      height: 32,
      top: 50,
      bottom: 82,
      right: 368,
      left: 281,
    })
  })

  it('tells type size and theme, and word of a change of theme', async () => {
    await inApp(phone, () => {
      wx.onThemeChange?.(({ theme }: { theme: string }) => getApp().globalData.events.push([theme]))
    })
    await phone.set({ theme: 'dark', fontSizeScaleFactor: 1.4 })
    expect(await info(phone, 'getAppBaseInfo')).toMatchObject({
      theme: 'dark',
      fontSizeScaleFactor: 1.4,
      fontSizeSetting: 22.4,
      language: 'zh_CN',
    })
    expect(await inApp(phone, () => getApp().globalData.events.at(-1))).toEqual(['dark'])
    await phone.set({ theme: 'light', fontSizeScaleFactor: 1 })
  })

  it('has the clock the person set, and a monotonic one that does not care', async () => {
    const clocks = () =>
      inApp(phone, () => [
        Date.now(),
        Date.parse(new Date().toISOString()),
        // The browser's, which mini-programs do not have.
        performance.now(),
      ])
    const before = await clocks()
    await phone.set({ clockOffset: 3_600_000 })
    const after = await clocks()
    const difference = (index: number) => (after[index] ?? 0) - (before[index] ?? 0)
    expect(difference(0)).toBeGreaterThanOrEqual(3_600_000)
    expect(difference(1)).toBeGreaterThanOrEqual(3_600_000)
    expect(difference(2)).toBeLessThan(60_000)
    const date = await inApp(phone, () => [
      new Date(0).toISOString(),
      Date.UTC(2026, 0, 1),
      new Date() instanceof Date,
    ])
    expect(date).toEqual(['1970-01-01T00:00:00.000Z', 1_767_225_600_000, true])
    await phone.set({ clockOffset: 0 })
  })

  it('has no clock in wx.getPerformance, as that is for mini-games', async () => {
    expect(await inApp(phone, () => Object.keys(wx.getPerformance?.() as object))).toEqual([
      'getEntries',
      'getEntriesByName',
      'getEntriesByType',
      'setBufferSize',
      'createObserver',
    ])
  })

  it.each([
    ['requestSubscribeMessage', true],
    ['showToast.object.mask', true],
    ['showToast.object.blink', false],
    ['getSystemInfoSync.return.screenWidth', true],
    ['getNetworkType.success.weakNet', true],
    ['getNetworkType.success.strength', false],
    ['cloud', true],
    ['bindEmployeeRelation', false],
    ['openBluetoothAdapter', false],
    ['button', true],
    ['button.open-type', true],
    ['button.open-type.getPhoneNumber', true],
    ['button.open-type.liveActivity', false],
    ['input.placeholder', true],
    ['picker.mode.date', true],
    ['picker.mode.region', false],
    ['live-player', false],
    ['nothing-at-all', false],
  ])('canIUse(%j) is %s', async (schema, expected) => {
    expect(await inApp(phone, ((name: string) => wx.canIUse?.(name)) as never, schema)).toBe(
      expected,
    )
  })

  it('lists at start-up what the code uses and this WeChat has not', () => {
    const said = phone.console.find((line) => line.includes('本地微信没有的 API'))
    expect(said).toContain('wx.startBluetoothDevicesDiscovery (pages/calls/calls)')
    expect(said).not.toContain('bindEmployeeRelation')
  })

  it('fails as WeChat does when an API is not there', async () => {
    const said = await inApp(phone, () => {
      try {
        ;(wx.startBluetoothDevicesDiscovery as () => void)()
        return 'called'
      } catch (error) {
        return `${(error as Error).name}: ${(error as Error).message}`
      }
    })
    expect(said).toBe('TypeError: wx.startBluetoothDevicesDiscovery is not a function')
  })

  it('queries elements', async () => {
    await call(phone, 'switchTab', { url: '/pages/second/second' })
    const found = await inApp(
      phone,
      () =>
        new Promise((resolve) => {
          const query = wx.createSelectorQuery?.() as never as {
            select(selector: string): typeof query
            selectViewport(): typeof query
            boundingClientRect(): typeof query
            scrollOffset(): typeof query
            fields(fields: object): typeof query
            exec(done: (result: unknown) => void): void
          }
          query.select('#box').boundingClientRect()
          query.select('#box').fields({ computedStyle: ['width'], dataset: true })
          query.select('#none').boundingClientRect()
          query.selectViewport().scrollOffset()
          query.exec(resolve)
        }),
    )
    expect(found).toMatchObject([
      { id: 'box', dataset: { name: '盒' }, width: 120, height: 40, left: 16 },
      { width: '120px', dataset: { name: '盒' } },
      null,
      { scrollTop: 0 },
    ])
    await call(phone, 'switchTab', { url: '/pages/calls/calls' })
  })

  it('exports animations in steps', async () => {
    const exported = await inApp(phone, () => {
      const animation = wx.createAnimation?.({ duration: 200 }) as Record<
        string,
        (...v: unknown[]) => never
      >
      animation.translateX?.(10)
      animation.opacity?.(0.5)
      animation.step?.({ delay: 50 })
      return [animation.export?.(), animation.export?.()]
    })
    expect(exported).toEqual([
      {
        actions: [
          {
            animates: [
              { type: 'translateX', args: [10] },
              { type: 'style', args: ['opacity', 0.5] },
            ],
            option: {
              transformOrigin: '50% 50% 0',
              transition: { duration: 200, timingFunction: 'linear', delay: 50 },
            },
          },
        ],
      },
      { actions: [] },
    ])
  })
})

describe('launch, background, foreground', () => {
  it('tells path, query and scene, and never the group itself', async () => {
    const phone = await openCalls(
      'o-li',
      { scene: 1044, group: { openGId: 'G1' } },
      'pages/plain/plain?id=9',
    )
    await phone.see('普通页 9')
    const launched = await inApp(phone, () => getApp().globalData.launched)
    expect(launched).toMatchObject({
      path: 'pages/plain/plain',
      query: { id: '9' },
      scene: 1044,
      shareTicket: 'ticket-G1',
    })
    expect(launched).not.toHaveProperty('group')
    expect(await info(phone, 'getLaunchOptionsSync')).toMatchObject({ scene: 1044 })
  })

  it('hides and shows, perhaps through a card', async () => {
    const phone = await openCalls()
    await phone.leave()
    await phone.see('小程序在后台')
    await phone.enter({ path: 'pages/plain/plain', query: { id: '3' }, scene: 1007 })
    await phone.see('普通页 3')
    const events = await inApp(phone, () => getApp().globalData.events)
    expect(events).toEqual([
      ['show', 'pages/calls/calls', 1001],
      ['hide'],
      ['show', 'pages/plain/plain', 1007],
    ])
    expect(await info(phone, 'getEnterOptionsSync')).toMatchObject({ scene: 1007 })
    expect(await info(phone, 'getLaunchOptionsSync')).toMatchObject({ scene: 1001 })
  })

  it('comes back by a tap to the page it was left on', async () => {
    const phone = await openCalls()
    await call(phone, 'navigateTo', { url: '/pages/plain/plain?id=4' })
    await phone.tap('关闭小程序')
    await phone.tap('回到小程序')
    await phone.see('普通页 4')
  })

  it('gives errors nobody caught to the app', async () => {
    const phone = await openCalls()
    await inApp(phone, () => {
      setTimeout(() => {
        throw new Error('坏了')
      })
      Promise.reject(new Error('没人管'))
    })
    const told = () =>
      inApp(phone, () =>
        getApp()
          .globalData.events.map(([kind]) => kind)
          .filter((kind) => kind !== 'show'),
      )
    const end = Date.now() + 90_000
    while ((await told()).length < 2 && Date.now() < end);
    expect((await told()).sort()).toEqual(['error', 'unhandledRejection'])
  })
})
