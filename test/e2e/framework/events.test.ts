import type { Frame } from 'playwright-core'
import { openPhone, style, type TestPhone } from './phone'

interface Seen {
  type: string
  handlerOf: string
  detail: Record<string, unknown>
  target: { id: string; dataset: Record<string, unknown>; offsetTop: number }
  currentTarget: { id: string; dataset: Record<string, unknown> }
  mark: Record<string, unknown>
  touches: Record<string, number>[]
  changedTouches: Record<string, number>[]
}

/** WeChat's framework reference, “事件系统”. */
describe('events', () => {
  let phone: TestPhone
  let frame: Frame
  const seen = () => phone.js<Seen[]>('page.events.splice(0)')
  const handlers = async () => (await seen()).map(({ handlerOf, type }) => `${handlerOf}.${type}`)
  beforeAll(async () => {
    phone = await openPhone()
  })
  afterAll(() => phone.close())
  beforeEach(async () => {
    frame = await phone.open('/pages/events/events')
  })

  it('captures from outside in, then bubbles from inside out', async () => {
    await frame.locator('#inner').click()
    expect(await handlers()).toEqual(['capture.tap', 'inner.tap', 'middle.tap', 'outer.tap'])
  })

  it('stops at catch', async () => {
    await frame.locator('#caught').click()
    expect(await handlers()).toEqual(['capture.tap', 'caught.tap'])
  })

  it('stops before the target at capture-catch', async () => {
    await frame.locator('#never').click()
    expect(await handlers()).toEqual(['capture-caught.tap'])
  })

  it('lets only one mut-bind along the way answer, and bind all the same', async () => {
    await frame.locator('#mut-plain').click()
    expect(await handlers()).toEqual(['mut-plain.tap', 'mut-inner.tap'])
  })

  it('understands bindtap without colon, and a handler’s name taken from data', async () => {
    await frame.locator('#old').click()
    expect(await handlers()).toContain('old.tap')
    await frame.locator('#dynamic').click()
    expect(await handlers()).toEqual(['dynamic.tap'])
    await phone.js("page.setData({ handler: 'onDynamic' })")
    await frame.locator('#dynamic').click()
    expect(await handlers()).toEqual(['other.tap'])
  })

  it('tells target from currentTarget, with datasets in camel case and lower case', async () => {
    await frame.locator('#inner').click()
    const [, , middle] = await seen()
    expect(middle).toMatchObject({
      target: { id: 'inner', dataset: { name: 'inner', object: { list: [1] } } },
      currentTarget: {
        id: 'middle',
        dataset: { name: 'middle', camelcase: 'cc', snakeCase: 'sc' },
      },
    })
  })

  it('collects marks of all nodes on the way, the inner ones first', async () => {
    await frame.locator('#inner').click()
    expect((await seen())[1]?.mark).toEqual({ where: 'outer', level: 2 })
  })

  it('hands handlers plain data, not nodes', async () => {
    await frame.locator('#inner').click()
    const [, inner] = await seen()
    expect(Object.keys(inner!.target).sort()).toEqual(['dataset', 'id', 'offsetLeft', 'offsetTop'])
    expect(await phone.js('page.data.object.list')).toEqual([1])
  })

  it('gives a tap the place in the page, also when the page is scrolled', async () => {
    await frame.evaluate('scrollTo(0, 30)')
    const box = (await frame.locator('#touch').boundingBox())!
    const top = (await (await phone.page.$('iframe.mp-shown'))!.boundingBox())!.y
    await phone.page.mouse.click(box.x + 12, box.y + 8)
    const tap = (await seen()).find(({ type }) => type === 'tap')!
    expect(tap.detail).toEqual({ x: box.x + 12, y: box.y - top + 8 + 30 })
    expect(tap.changedTouches).toMatchObject([
      { identifier: 0, clientY: box.y - top + 8, pageY: box.y - top + 38 },
    ])
  })

  it('sends touchstart, touchmove and touchend, and no tap once the finger moved', async () => {
    const box = (await frame.locator('#touch').boundingBox())!
    await phone.page.mouse.move(box.x + 10, box.y + 10)
    await phone.page.mouse.down()
    await phone.page.mouse.move(box.x + 40, box.y + 10)
    await phone.page.mouse.up()
    expect(await handlers()).toEqual(['touch.touchstart', 'touch.touchmove', 'touch.touchend'])
  })

  it('sends longpress after 350 ms and then no tap, when someone listens to it', async () => {
    await frame.locator('#touch').click({ delay: 450 })
    expect(await handlers()).toEqual(['touch.touchstart', 'touch.longpress', 'touch.touchend'])
    await frame.locator('#only-tap').click({ delay: 450 })
    expect(await handlers()).toEqual(['only-tap.longtap', 'only-tap.tap'])
  })

  it('swallows taps on a disabled button', async () => {
    await frame.locator('#disabled').click({ force: true })
    expect(await seen()).toEqual([])
  })

  it('keeps a component’s event at the component unless it bubbles', async () => {
    const fire = (options: string) => phone.js(`page.selectComponent('#bubbler').fire(${options})`)
    await fire('{}')
    expect(await handlers()).toEqual(['host.custom'])
    await fire('{ bubbles: true }')
    expect(await handlers()).toEqual(['host.custom', 'around.custom'])
  })

  it('lets composed events cross a component, and shows the page the component as target', async () => {
    await frame.locator('wx-bubbler').click()
    const taps = await seen()
    expect(taps.map(({ handlerOf }) => handlerOf)).toEqual(['host', 'around'])
    expect(taps.map(({ target }) => target.id)).toEqual(['bubbler', 'bubbler'])
    expect(await phone.js("page.selectComponent('#bubbler').seen")).toEqual([
      { id: 'deep', type: 'tap' },
    ])
  })

  it('puts hover-class on while the finger rests', async () => {
    const box = (await frame.locator('#hover').boundingBox())!
    await phone.page.mouse.move(box.x + 5, box.y + 5)
    await phone.page.mouse.down()
    await frame.waitForFunction("document.querySelector('#hover').classList.contains('pressed')")
    expect(await style(frame, '#hover', 'color')).toBe('rgb(1, 1, 1)')
    await phone.page.mouse.up()
    await frame.waitForFunction("!document.querySelector('#hover').classList.contains('pressed')")
  })
})

describe('fingers', () => {
  it('tap, and scroll without tapping', async () => {
    const phone = await openPhone({ touch: true })
    try {
      const frame = await phone.open('/pages/events/events')
      await frame.locator('#inner').tap()
      expect(await phone.js('page.events.splice(0).map((event) => event.handlerOf)')).toEqual([
        'capture',
        'inner',
        'middle',
        'outer',
      ])
      const { x, y } = (await frame.locator('#touch').boundingBox())!
      const session = await phone.page.context().newCDPSession(phone.page)
      const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', down = 0) =>
        session.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: type === 'touchEnd' ? [] : [{ x: x + 20, y: y + 20 - down }],
        })
      await send('touchStart')
      for (let down = 10; down <= 200; down += 10) await send('touchMove', down)
      await send('touchEnd')
      await frame.waitForFunction('document.documentElement.scrollTop > 50')
      expect(await phone.js("page.events.some((event) => event.type === 'tap')")).toBe(false)
    } finally {
      await phone.close()
    }
  })
})
