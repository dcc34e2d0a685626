import { openPhone, style, type TestPhone, text } from './phone'

/** Order of lifetimes: WeChat's guide, “页面生命周期”, “组件生命周期”, and the App reference. */
describe('lifecycle', () => {
  let phone: TestPhone
  beforeAll(async () => {
    phone = await openPhone()
  })
  afterAll(() => phone.close())

  it('runs App.onLaunch, App.onShow, then the components, then the page, ready inside out', async () => {
    expect(await phone.log()).toEqual([
      'app.onLaunch pages/home/home 1001',
      'app.onShow',
      '-.created',
      '-.created',
      'outer.attached',
      'slotted.attached',
      'home.onLoad {}',
      'outer.show',
      'slotted.show',
      'home.onShow',
      'slotted.ready',
      'outer.ready',
      'home.onReady',
      'home.onRouteDone',
    ])
  })

  it('gives a component shown later created, attached and ready, and detached when it goes', async () => {
    await phone.js('page.setData({ late: true })')
    await phone.until("app.globalData.log.includes('late.ready')")
    expect(await phone.log()).toEqual(['-.created', 'late.attached', 'late.ready'])
    await phone.js('page.setData({ late: false })')
    expect(await phone.log()).toEqual(['late.detached'])
  })

  it('hides the page below and loads the new one on navigateTo', async () => {
    await phone.js("wx.navigateTo({ url: '/pages/plain/plain?a=1' })")
    expect(await phone.log()).toEqual([
      'outer.hide',
      'slotted.hide',
      'home.onHide',
      'plain.onLoad {"a":"1"}',
      'plain.onShow',
      'plain.onReady',
    ])
  })

  it('unloads the top page and shows the one below on navigateBack', async () => {
    await phone.js('wx.navigateBack()')
    expect(await phone.log()).toEqual([
      'plain.onUnload',
      'outer.show',
      'slotted.show',
      'home.onShow',
      'home.onRouteDone',
    ])
  })

  it('unloads the old page before the new one loads on redirectTo', async () => {
    await phone.js("wx.navigateTo({ url: '/pages/plain/plain' })")
    await phone.log()
    await phone.js("wx.redirectTo({ url: '/pages/query/query?count=4' })")
    expect((await phone.log()).filter((line) => !/home|outer|slotted/.test(line))).toEqual([
      'plain.onUnload',
      'query.attached',
      'query.onLoad {"count":"4"} number',
      'query.pageLifetimes.show',
      'query.onShow',
      'query.ready',
      'query.onReady',
    ])
  })

  it('calls onUnload and detached of a page made with Component()', async () => {
    await phone.js('wx.navigateBack()')
    expect((await phone.log()).filter((line) => line.startsWith('query'))).toEqual([
      'query.onUnload',
      'query.detached',
    ])
  })

  it('hides and shows the top page with the app', async () => {
    await phone.js('window.__phoneControl.hide()')
    expect(await phone.log()).toEqual(['outer.hide', 'slotted.hide', 'home.onHide', 'app.onHide'])
    await phone.js('window.__phoneControl.show()')
    expect(await phone.log()).toEqual(['app.onShow', 'outer.show', 'slotted.show', 'home.onShow'])
  })

  it('tells the app of a change of theme', async () => {
    await phone.set({ theme: 'dark' })
    await phone.until("app.globalData.log.includes('app.onThemeChange dark')")
    await phone.set({ theme: 'light' })
    await phone.until("app.globalData.log.includes('app.onThemeChange light')")
    await phone.log()
  })

  it('tells page and components of a new window size', async () => {
    await phone.set({ screen: { width: 414, height: 812, platform: 'phone' } })
    await phone.until("app.globalData.log.includes('home.onResize 414')")
    expect(await phone.log()).toEqual([
      'outer.resize 414',
      'slotted.resize 414',
      'home.onResize 414',
    ])
    await phone.set({ screen: { width: 375, height: 812, platform: 'phone' } })
    await phone.until("app.globalData.log.includes('home.onResize 375')")
    await phone.log()
  })
})

describe('launch', () => {
  it('opens the page a card names, with its query, as the only page', async () => {
    const phone = await openPhone({
      launch: { path: 'pages/plain/plain', query: { from: 'card' }, scene: 1007 },
    })
    try {
      expect(await phone.log()).toEqual([
        'app.onLaunch pages/plain/plain 1007',
        'app.onShow',
        'plain.onLoad {"from":"card"}',
        'plain.onShow',
        'plain.onReady',
      ])
      expect(await phone.js('pages.length')).toBe(1)
    } finally {
      await phone.close()
    }
  })

  it('calls App.onPageNotFound for a page that is not there, which may redirect', async () => {
    const phone = await openPhone({
      launch: { path: 'pages/none/none', query: {}, scene: 1001 },
    })
    try {
      await phone.until("page.route === 'pages/plain/plain'")
      expect(await phone.log()).toContain('app.onPageNotFound pages/none/none true')
    } finally {
      await phone.close()
    }
  })

  it('runs a subpackage only when one of its pages is opened', async () => {
    const phone = await openPhone()
    try {
      const requests: string[] = []
      phone.page.on('request', (request) => requests.push(new URL(request.url()).pathname))
      await phone.js("wx.navigateTo({ url: '/packages/deep/pages/deep/deep' })")
      expect(requests).toContain('/bundle/deep.js')
      expect(await phone.log()).toContain('deep module ran')
      expect(await text(await phone.frame(), '#deep')).toBe('分包')
      await phone.js('wx.navigateBack()')
      requests.length = 0
      await phone.js("wx.navigateTo({ url: '/packages/deep/pages/deep/deep' })")
      expect(requests).not.toContain('/bundle/deep.js')
    } finally {
      await phone.close()
    }
  })

  it('shows a placeholder until the component’s subpackage is there, then the component with its style', async () => {
    const phone = await openPhone()
    try {
      const frame = await phone.open('/pages/later/later')
      await frame.locator('wx-heavy').waitFor()
      expect(await text(frame, 'wx-heavy')).toBe('重组件占位')
      expect(await style(frame, 'wx-heavy wx-view', 'color')).toBe('rgb(0, 0, 255)')
    } finally {
      await phone.close()
    }
  })

  it('loads a module of a subpackage with require.async', async () => {
    const phone = await openPhone()
    try {
      const frame = await phone.open('/pages/later/later')
      await phone.js('page.load()')
      await phone.until("page.data.text === '分包'")
      expect(await text(frame, '#async')).toBe('分包')
    } finally {
      await phone.close()
    }
  })

  it('lets go of pages that were left: no document more after 60 navigations', async () => {
    const phone = await openPhone()
    try {
      const session = await phone.page.context().newCDPSession(phone.page)
      const documents = async () => {
        await session.send('HeapProfiler.collectGarbage')
        return (await session.send('Memory.getDOMCounters')).documents
      }
      const visit = async (times: number) => {
        for (let time = 0; time < times; time += 1) {
          await phone.js("wx.navigateTo({ url: '/pages/parts/parts' })")
          await phone.js('wx.navigateBack()')
        }
      }
      await visit(5)
      const before = await documents()
      await visit(60)
      expect(await documents()).toBeLessThanOrEqual(before)
    } finally {
      await phone.close()
    }
  })
})
