/** An unmodified client of miniprogram-automator uses every method that is answered, and is refused the others. */
import { join } from 'node:path'
import automator from 'miniprogram-automator'
import WebSocket from 'ws'
import { PAGE_METHODS, SERVER_METHODS } from '../../../local/wechat/automator/methods'
import { type AutomatorPage, type MiniProgram, openAs, type Phone } from '../fixture'

type Element = NonNullable<Awaited<ReturnType<AutomatorPage['$']>>>
/** Functions of typed elements and of components; the client's types know only the base class. */
type Typed = Element & {
  input(text: string): Promise<void>
  scrollTo(x: number, y: number): Promise<void>
  scrollHeight(): Promise<number>
  scrollWidth(): Promise<number>
  swipeTo(index: number): Promise<void>
  slideTo(value: number): Promise<void>
  moveTo(x: number, y: number): Promise<void>
  data(path?: string): Promise<unknown>
  setData(data: object): Promise<void>
  callMethod(name: string, ...args: unknown[]): Promise<unknown>
  callContextMethod(name: string, ...args: unknown[]): Promise<unknown>
}

const miniprogram = join(__dirname, '../../data/mini-programs/automator')
let phone: Phone
let mini: MiniProgram
let page: AutomatorPage

async function open(path = '') {
  phone = await openAs('o-zhang', path, { miniprogram })
  mini = phone.mini
  page = await phone.page()
}
const get = async (selector: string) => {
  const element = await page.$(selector)
  if (!element) throw new Error(`${selector} is not there`)
  return element as Typed
}

describe('pages', () => {
  beforeEach(() => open())

  test('the stack and the current page', async () => {
    expect(page.path).toBe('pages/list/list')
    expect(page.query).toEqual({})
    expect((await mini.pageStack()).map(({ path }) => path)).toEqual(['pages/list/list'])
  })

  test('data, setData, callMethod', async () => {
    await page.setData({ 'items[0].name': '香蕉' })
    expect(await page.data('items[0].name')).toBe('香蕉')
    expect(Object.keys(await page.data())).toContain('items')
    expect(await page.data('items[9].name')).toBeUndefined()
    await page.callMethod('toggle', { currentTarget: { dataset: { index: 1 } }, detail: {} })
    expect(await page.data('items[1].done')).toBe(true)
    await expect(page.callMethod('missing')).rejects.toThrow('missing is not a function')
  })

  test('selectors: the subset of WXSS, own template only', async () => {
    expect(await page.$$('.row')).toHaveLength(2)
    const several = await page.$$('.row .name, #title')
    expect(several).toHaveLength(3)
    expect(await several[0]!.text()).toBe('清单')
    expect(await page.$$('view[data-index="1"]')).toHaveLength(1)
    expect(await page.$('.nothing')).toBeNull()
    // The inside of a component is not seen, as in DevTools.
    expect(await page.$('.double')).toBeNull()
    expect(await page.$('#inside')).toBeNull()
  })

  test('XPath', async () => {
    expect(await (await page.xpath('//view[@data-index="1"]/text[1]'))!.text()).toBe('梨')
    expect(await page.getElementsByXpath('//view[contains(@class, "row")]')).toHaveLength(2)
    expect(await page.xpath('//view[@class="double"]')).toBeNull()
  })

  test('size, scroll position and waitFor', async () => {
    const { width, height } = await page.size()
    expect(width).toBe(375)
    expect(height).toBeGreaterThan(300)
    await phone.tap('详情')
    await phone.see('底')
    const detail = await phone.page()
    expect(detail.query).toEqual({ id: 'a', name: '%E8%8B%B9%E6%9E%9C' })
    await mini.pageScrollTo(120)
    await detail.waitFor(async () => Number(await detail.scrollTop()) === 120)
    await detail.waitFor('#bottom')
  })
})

describe('elements', () => {
  beforeEach(() => open())

  test('text, attributes, properties, style, place and markup', async () => {
    const row = await get('#row-a')
    expect(row.tagName).toBe('view')
    expect(await row.text()).toMatch(/苹果\s*未办/)
    expect(await row.attribute('data-row-name')).toBe('苹果')
    expect(await row.attribute('id')).toBe('row-a')
    expect(await row.attribute('class')).toMatch(/^row/)
    expect(await row.attribute('nothing')).toBeNull()
    expect(await (await get('#title')).style('font-size')).toBe('20px')
    expect(await row.offset()).toMatchObject({ left: 0 })
    expect((await row.size()).width).toBe(375)
    expect(await row.wxml()).toMatch(/^<text class="name">苹果<\/text>/)
    expect(await row.outerWxml()).toMatch(/^<view id="row-a" class="row\s?"/)
    expect(await (await get('#off')).property('disabled')).toBe(true)
    await expect(row.property('colour')).rejects.toThrow('view.colour not exists')
  })

  test('a tap is a real one, and what is covered or disabled stays still', async () => {
    const row = await get('#row-a')
    await row.tap()
    expect(await page.data('items[0].done')).toBe(true)
    expect(await page.data('said')).toBe('点 true')
    expect(await row.attribute('class')).toContain('row--done')
    await (await get('#covered')).tap()
    await (await get('#off')).tap()
    expect(await page.data('said')).toBe('点 true')
  })

  test('long press, touches and events by name', async () => {
    const row = await get('#row-b')
    await row.longpress()
    await page.waitFor(async () => (await page.data('said')) === '按住 梨')
    await row.touchstart()
    await row.touchmove({ touches: [{ identifier: 0, pageX: 77, pageY: 200 }] })
    await row.touchend()
    expect(await page.data('said')).toBe('移到 77')
    await row.trigger('tap', { x: 5 })
    expect(await page.data('items[1].done')).toBe(true)
    await row.dispatchEvent({ eventName: 'tap', touches: [], changeTouches: [], detail: { x: 1 } })
    expect(await page.data('items[1].done')).toBe(false)
  })

  test('fields', async () => {
    const field = await get('#word')
    expect(field.constructor.name).toBe('InputElement')
    await field.input('樱桃')
    expect(await field.value()).toBe('樱桃')
    expect(await page.data('word')).toBe('樱桃')
    await expect((await get('#locked')).input('x')).rejects.toThrow('disabled')
  })

  test('scroll-view', async () => {
    const box = await get('#box')
    await box.scrollTo(0, 90)
    expect(await box.property('scrollTop')).toBe(90)
    expect(await box.property('scrollLeft')).toBe(0)
    expect(await box.scrollHeight()).toBe(600)
    expect(await box.scrollWidth()).toBe(375)
    await page.waitFor(async () => (await page.data('scrollTop')) === 90)
  })

  test('components: their data, methods, properties and inside', async () => {
    const counter = await get('#counter')
    expect(counter.constructor.name).toBe('CustomElement')
    expect(counter.tagName).toBe('counter')
    expect(await (await counter.$('.double'))!.text()).toBe('两倍 6')
    expect(await counter.property('value')).toBe(3)
    await (await counter.$('.plus'))!.tap()
    expect(await page.data('count')).toBe(4)
    expect(await counter.callMethod('add', 5)).toBe(5)
    expect(await counter.data('value')).toBe(9)
    await counter.setData({ note: '记下' })
    expect(await (await counter.$$('view'))[1]!.text()).toBe('记下')
    expect(await counter.outerWxml()).toContain('<view class="double">两倍 18</view>')
    await expect(((await get('#title')) as Typed).property('value')).rejects.toThrow('not exists')
  })

  test('an element that is gone says so', async () => {
    const row = await get('#row-b')
    await page.setData({ items: [] })
    await expect(row.text()).rejects.toThrow('not on a page any more')
  })
})

test('the other typed elements', async () => {
  await open('pages/form/form')
  await (await get('#on')).tap()
  expect(await page.data('on')).toBe(true)
  await (await get('#slider')).slideTo(70)
  await (await get('#note')).input('备注文字')
  await (await get('#swiper')).swipeTo(2)
  await page.waitFor(async () => (await page.data('current')) === 2)
  const movable = await get('#movable')
  await movable.moveTo(40, 20)
  await page.waitFor(async () => (await page.data('moved')) === '40,20')
  await (await get('#picker')).trigger('change', { value: 1 })
  expect(await page.data('colour')).toBe('绿')
  await (await get('#send')).tap()
  expect(JSON.parse(await page.data('sent'))).toEqual({ on: true, size: 70, note: '备注文字' })
  await expect((await get('#video')).callContextMethod('play')).rejects.toThrow('not supported')
})

describe('the app', () => {
  beforeEach(() => open())

  test('methods of wx, synchronous and not, and their failures', async () => {
    expect((await mini.systemInfo()).windowWidth).toBe(375)
    await mini.callWxMethod('setStorage', { key: 'k', data: { a: 1 } })
    expect(await mini.callWxMethod('getStorage', { key: 'k' })).toMatchObject({ data: { a: 1 } })
    expect(await mini.callWxMethod('getStorageSync', 'k')).toEqual({ a: 1 })
    await expect(mini.callWxMethod('navigateTo', { url: '/pages/none/none' })).rejects.toThrow(
      'navigateTo:fail',
    )
    await expect(mini.callWxMethod('noSuchThing')).rejects.toThrow('not a function')
  })

  test('mocks by result and by function, with the original within reach', async () => {
    await mini.mockWxMethod('showModal', { confirm: true, cancel: false })
    await page.callMethod('ask')
    expect(await page.data('said')).toBe('删了')
    await mini.restoreWxMethod('showModal')

    await mini.mockWxMethod(
      'getStorageSync',
      // Runs in the app.
      function (this: { origin(key: string): unknown }, key: string, other: string) {
        return this.origin(key) || other
      },
      '没有',
    )
    expect(await mini.callWxMethod('getStorageSync', 'missing')).toBe('没有')
    await mini.restoreWxMethod('getStorageSync')
    expect(await mini.callWxMethod('getStorageSync', 'missing')).toBe('')

    await mini.mockWxMethod('cloud.callFunction', { errMsg: 'cloud.callFunction:fail -1' })
    await expect(mini.callWxMethod('cloud.callFunction', { name: 'x' })).rejects.toThrow('fail -1')
    await mini.restoreWxMethod('cloud.callFunction')
  })

  test('evaluate and exposeFunction', async () => {
    expect(await mini.evaluate((a: number, b: number) => a + b, 1, 2)).toBe(3)
    expect(await mini.evaluate('function () { return getApp().globalData.launches }')).toBe(1)
    const said: unknown[] = []
    await mini.exposeFunction('tellTest', (...args: unknown[]) => said.push(args))
    await mini.evaluate('() => tellTest("一", { two: 2 })')
    await page.waitFor(async () => said.length > 0)
    expect(said).toEqual([['一', { two: 2 }]])
  })

  test('console and exceptions', async () => {
    const logs: { type: string; args: unknown[] }[] = []
    const errors: { exception: { message: string } }[] = []
    mini.on('console', (log) => logs.push(log))
    mini.on('exception', (error) => errors.push(error))
    await mini.evaluate('() => { console.log("你好", { a: 1 }); console.warn("小心") }')
    await (await get('#loud')).tap()
    await page.waitFor(async () => errors.length > 0)
    expect(logs).toContainEqual({ type: 'log', args: ['你好', { a: 1 }] })
    expect(logs).toContainEqual({ type: 'warn', args: ['小心'] })
    expect(errors[0]!.exception.message).toBe('出错了')
  })

  test('what stands around the page', async () => {
    const native = mini.native()
    await (await get('#ask')).tap()
    await phone.see('删除吗')
    await native.cancelModal()
    await page.waitFor(async () => (await page.data('said')) === '留着')
    await (await get('#ask')).tap()
    await phone.see('删除吗')
    await native.confirmModal()
    await page.waitFor(async () => (await page.data('said')) === '删了')
    await native.switchTab({ url: 'pages/form/form' })
    expect((await phone.page()).path).toBe('pages/form/form')
    await native.switchTab({ url: '/pages/list/list' })
    await phone.tap('详情')
    await phone.see('底')
    await native.navigateLeft()
    expect((await phone.page()).path).toBe('pages/list/list')
    await native.goHome()
    await expect(native.confirmModal()).rejects.toThrow('nothing is open')
    await expect(native.closePaymentDialog()).rejects.toThrow('nothing is open')
  })

  test('a picture', async () => {
    const png = Buffer.from(String(await mini.screenshot()), 'base64')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
  })
})

test('routes of the client, which rests three seconds after each', async () => {
  await open()
  expect((await mini.navigateTo('/pages/detail/detail?id=1'))!.query).toEqual({ id: '1' })
  expect((await mini.redirectTo('/pages/detail/detail?id=2'))!.query).toEqual({ id: '2' })
  expect((await mini.navigateBack())!.path).toBe('pages/list/list')
  expect((await mini.switchTab('/pages/form/form'))!.path).toBe('pages/form/form')
  expect((await mini.reLaunch('/pages/list/list'))!.path).toBe('pages/list/list')
})

describe('what is not supported says so at once', () => {
  beforeAll(() => open())

  test.each([
    'Tool.enableRemoteDebug',
    'Tool.getTestAccounts',
    'Tool.stopAudits',
    'Tool.getTicket',
    'Tool.setTicket',
    'Tool.refreshTicket',
    'Element.callContextMethod',
    'Made.up',
    'toString',
  ])('%s is not supported', async (method) => {
    expect([...PAGE_METHODS, ...SERVER_METHODS]).not.toContain(method)
    expect(await ask(method)).toEqual({ error: { message: `not supported: ${method}` } })
  })

  test('plugins are not supported', async () => {
    await expect(mini.callPluginWxMethod('p', 'login')).rejects.toThrow('not supported')
  })

  async function ask(method: string): Promise<unknown> {
    const socket = new WebSocket(wsOf(mini))
    try {
      await new Promise((resolve) => socket.once('open', resolve))
      const answer = new Promise<string>((resolve) => {
        socket.once('message', (data) => resolve(String(data)))
      })
      socket.send(JSON.stringify({ id: '1', method, params: {} }))
      const { id, ...rest } = JSON.parse(await answer)
      expect(id).toBe('1')
      return rest
    } finally {
      socket.close()
    }
  }
})

test('a page that is closed, or a phone that is killed, answers with an error', async () => {
  await open()
  await phone.tap('详情')
  const detail = await phone.page()
  await phone.back()
  await expect(detail.data()).rejects.toThrow('is not open')
  // Listened to before the kill: its rejection can come while the kill is still answered.
  const refused = expect(mini.evaluate('() => new Promise(() => {})')).rejects.toThrow(
    'closed or reloaded',
  )
  await phone.kill()
  await refused
})

test('a client that asks for a phone that does not exist is let go', async () => {
  await open()
  const wsEndpoint = wsOf(mini).replace(/[^/]+$/, 'nobody')
  await expect(automator.connect({ wsEndpoint })).rejects.toThrow('Connection closed')
})

test('close puts the phone away', async () => {
  await open()
  await mini.close()
  await expect(mini.currentPage()).rejects.toThrow('Connection closed')
})

/** The address the client is connected to. */
function wsOf(client: MiniProgram): string {
  const { connection } = client as unknown as { connection: { transport: { ws: { url: string } } } }
  return connection.transport.ws.url
}
