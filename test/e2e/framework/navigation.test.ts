import { join } from 'node:path'
import type { Frame } from 'playwright-core'
import { ofElement, openPhone, type TestPhone, text } from './phone'

/** WeChat's route API reference and the table in its guide, “页面路由”. */
describe('navigation', () => {
  let phone: TestPhone
  const routes = () => phone.js<string[]>('pages.map((each) => each.route)')
  const failure = (call: string) =>
    phone.js<string>(`${call}.then(() => 'ok', (error) => error.errMsg)`)
  beforeAll(async () => {
    phone = await openPhone()
  })
  afterAll(() => phone.close())
  beforeEach(async () => {
    await phone.open('/pages/home/home')
    await phone.log()
  })

  it('resolves a relative url against the page that navigates', async () => {
    await phone.js("wx.navigateTo({ url: '../plain/plain?x=1&x2' })")
    expect(await phone.js('page.options')).toEqual({ x: '1', x2: 'undefined' })
    expect(await routes()).toEqual(['pages/home/home', 'pages/plain/plain'])
  })

  it('lets a page find itself on the stack and give itself a title while it loads', async () => {
    await phone.js("wx.navigateTo({ url: '/pages/plain/plain?title=fresh' })")
    const titles = () => phone.page.locator('.mp-navigation').allInnerTexts()
    expect((await titles()).join()).toContain('fresh')
    await phone.js('wx.navigateBack()')
    expect((await titles()).join()).not.toContain('fresh')
  })

  it('keeps a page on the stack until its onUnload is over', async () => {
    await phone.js("wx.navigateTo({ url: '/pages/plain/plain' })")
    await phone.js(
      '(page.onUnload = () => getCurrentPages().at(-2).setData({ late: true }), wx.navigateBack())',
    )
    expect(await routes()).toEqual(['pages/home/home'])
    expect(await phone.js('page.data.late')).toBe(true)
  })

  it('hands the query over undecoded', async () => {
    await phone.js("wx.navigateTo({ url: '/pages/plain/plain?from=%E4%B8%AD&json=a%3D1' })")
    expect(await phone.js('page.options')).toEqual({ from: '%E4%B8%AD', json: 'a%3D1' })
  })

  it('ends a value at a second “=” or “?” that was not encoded', async () => {
    await phone.js("wx.navigateTo({ url: '/pages/plain/plain?code=3==q&to=/pages/a/a?id=1' })")
    expect(await phone.js('page.options')).toEqual({ code: '3', to: '/pages/a/a' })
  })

  it('refuses the eleventh page', async () => {
    for (let page = 1; page < 10; page += 1)
      await phone.js("wx.navigateTo({ url: '/pages/plain/plain' })")
    expect(await phone.js('pages.length')).toBe(10)
    expect(await failure("wx.navigateTo({ url: '/pages/plain/plain' })")).toMatch(
      /^navigateTo:fail webview count limit exceed/,
    )
    expect(await phone.js('pages.length')).toBe(10)
  })

  it('goes back several pages at once, and to the first when delta is too large', async () => {
    for (let page = 0; page < 3; page += 1)
      await phone.js("wx.navigateTo({ url: '/pages/plain/plain' })")
    await phone.js('wx.navigateBack({ delta: 2 })')
    expect(await phone.js('pages.length')).toBe(2)
    await phone.js('wx.navigateBack({ delta: 99 })')
    expect(await routes()).toEqual(['pages/home/home'])
  })

  it('keeps tab pages alive and leaves others on switchTab', async () => {
    await phone.js("wx.navigateTo({ url: '/pages/plain/plain' })")
    await phone.log()
    await phone.js("wx.switchTab({ url: '/pages/other/other?ignored=1' })")
    expect(await phone.log()).toEqual(['plain.onUnload', 'other.onLoad {}', 'other.onShow'])
    expect(await routes()).toEqual(['pages/other/other'])
    await phone.js("wx.switchTab({ url: '/pages/home/home' })")
    expect((await phone.log()).filter((line) => /^(home|other)/.test(line))).toEqual([
      'other.onHide',
      'home.onShow',
      'home.onRouteDone',
    ])
    await phone.js("wx.switchTab({ url: '/pages/other/other' })")
    expect(await text(await phone.frame(), '#other')).toContain('2')
  })

  it('calls onTabItemTap after a tap on the tab bar, not after switchTab', async () => {
    await phone.page.getByRole('button', { name: '另一页' }).click()
    await phone.until("app.globalData.log.some((line) => line.startsWith('other.onTabItemTap'))")
    expect((await phone.log()).at(-1)).toBe(
      'other.onTabItemTap {"index":"1","pagePath":"pages/other/other","text":"另一页"}',
    )
  })

  it('closes every page on reLaunch, tab pages too', async () => {
    await phone.js("wx.switchTab({ url: '/pages/other/other' })")
    await phone.js("wx.navigateTo({ url: '/pages/plain/plain' })")
    await phone.log()
    await phone.js("wx.reLaunch({ url: '/pages/plain/plain?again=1' })")
    const log = await phone.log()
    expect(log).toEqual(
      expect.arrayContaining(['plain.onUnload', 'other.onUnload', 'home.onUnload']),
    )
    expect(log.indexOf('home.onUnload')).toBeLessThan(log.indexOf('plain.onLoad {"again":"1"}'))
    expect(await routes()).toEqual(['pages/plain/plain'])
  })

  it('fails in WeChat’s words', async () => {
    expect(await failure("wx.navigateTo({ url: '/pages/none/none' })")).toMatch(
      /^navigateTo:fail page "pages\/none\/none" is not found/,
    )
    expect(await failure("wx.navigateTo({ url: '/pages/other/other' })")).toMatch(
      /^navigateTo:fail can not navigateTo a tabbar page/,
    )
    expect(await failure("wx.redirectTo({ url: '/pages/other/other' })")).toMatch(
      /^redirectTo:fail can not redirectTo a tabbar page/,
    )
    expect(await failure("wx.switchTab({ url: '/pages/plain/plain' })")).toMatch(
      /^switchTab:fail can not switch to no-tabBar page/,
    )
    expect(await failure('wx.navigateBack()')).toMatch(
      /^navigateBack:fail cannot navigate back at first page/,
    )
  })

  it('lets two pages talk through the event channel', async () => {
    const got = await phone.js(
      `new Promise((resolve) => wx.navigateTo({
        url: '/packages/deep/pages/deep/deep?from=home',
        events: { opened: resolve },
        success: ({ eventChannel }) => eventChannel.emit('more', 3),
      }))`,
    )
    expect(got).toEqual({ from: 'home' })
    await phone.until("page.data.text === '收到3'")
    const heard = await phone.js(
      `((channel, heard) => {
        const left = () => heard.push('left')
        channel.once('again', (value) => heard.push(value))
        channel.on('again', left)
        channel.off('again', left)
        channel.emit('again', 1)
        channel.emit('again', 2)
        return heard
      })(page.getOpenerEventChannel(), [])`,
    )
    expect(heard).toEqual([1])
  })

  it('passes the query to the properties of a page made with Component(), by their types', async () => {
    await phone.js("wx.navigateTo({ url: '/pages/query/query?id=a&count=12&unknown=1' })")
    expect(await phone.js('[page.data.id, page.data.count, page.data.unknown]')).toEqual([
      'a',
      12,
      undefined,
    ])
    expect(await text(await phone.frame(), '#query')).toBe('a|12|')
  })

  it('opens a page through <navigator> by a tap, and by Enter on the keyboard', async () => {
    await (await phone.frame()).locator('#to-plain').click()
    await phone.until("page.route === 'pages/plain/plain'")
    expect(await text(await phone.frame(), '#plain')).toBe('navigator')
    await phone.js('wx.navigateBack()')
    await (await phone.frame()).locator('#to-plain').press('Enter')
    await phone.until("page.route === 'pages/plain/plain'")
  })

  it('navigates one after the other when asked twice at once', async () => {
    await phone.js(
      "Promise.all([wx.navigateTo({ url: '/pages/plain/plain?n=1' }), wx.navigateTo({ url: '/pages/plain/plain?n=2' })])",
    )
    expect(await phone.js('pages.map((each) => each.options.n ?? null)')).toEqual([null, '1', '2'])
  })

  it('numbers its pages and says which renderer draws them', async () => {
    const [first, second] = await phone.js<string[]>(
      "(await wx.navigateTo({ url: '/pages/plain/plain' }), getCurrentPages().map((each) => each.getPageId()))",
    )
    expect(first).not.toBe(second)
    expect(await phone.js('page.renderer')).toBe('webview')
  })
})

describe('custom tab bar', () => {
  it('stands in every tab page, is reached with getTabBar, and takes the place of WeChat’s', async () => {
    const phone = await openPhone({
      miniprogram: join(__dirname, '../../data/mini-programs/tab-bar'),
    })
    try {
      const first = await phone.frame()
      const colour = (frame: Frame, tab: string) =>
        ofElement<string>(frame.getByText(tab), 'getComputedStyle(element).color')
      expect(await colour(first, '甲')).toBe('rgb(200, 0, 0)')
      expect(await phone.page.locator('nav.mp-tab-bar').isVisible()).toBe(false)
      await first.getByText('乙').click()
      await phone.until("page.route === 'pages/two/two'")
      expect(await colour(await phone.frame(), '乙')).toBe('rgb(200, 0, 0)')
      expect(await phone.js('page.getTabBar().data.selected')).toBe(1)
    } finally {
      await phone.close()
    }
  })
})
