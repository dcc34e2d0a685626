import type { Frame } from 'playwright-core'
import { openPhone, style, type TestPhone, text } from './phone'

/** WeChat's framework reference, “WXS 语法参考”, and its guide, “WXS 响应事件”. */
describe('WXS', () => {
  let phone: TestPhone
  let frame: Frame
  beforeAll(async () => {
    phone = await openPhone()
  })
  afterAll(() => phone.close())
  beforeEach(async () => {
    frame = await phone.open('/pages/wxs/wxs')
  })

  it('computes in templates, from files, from files they require, and from the template itself', async () => {
    expect(await text(frame, '#formatted')).toBe('¥12.50|Array|true|a#b#|8|你好甲|true')
  })

  it('answers events in the view: state, classes, styles, and a call into the page', async () => {
    await frame.locator('#pressed').click()
    await frame.locator('#pressed').click()
    expect(await style(frame, '#moved', 'paddingLeft')).toBe('20px')
    expect(await frame.locator('#pressed').getAttribute('class')).toContain('pressed')
    expect(await phone.js('page.calls')).toEqual([
      { count: 1, data: { k: 'v' }, x: true, has: true },
      { count: 2, data: { k: 'v' }, x: true, has: true },
    ])
  })

  it('stops an event when the function returns false', async () => {
    await frame.locator('#pressed').click()
    expect(await phone.js('page.bubbled')).toBe(0)
    await frame.locator('#outside').click({ position: { x: 200, y: 5 } })
    expect(await phone.js('page.bubbled')).toBe(1)
  })

  it('calls change: for the first value and for every other one', async () => {
    expect(await phone.js('page.changes')).toEqual([[20, null]])
    await phone.js('page.setData({ width: 45 })')
    expect(await phone.js('page.changes')).toEqual([
      [20, null],
      [45, 20],
    ])
    expect(await style(frame, '#watched', 'width')).toBe('45px')
  })

  it('sees the fingers of a touch event', async () => {
    const box = (await frame.locator('#dragged').boundingBox())!
    await phone.page.mouse.move(box.x + 10, box.y + 5)
    await phone.page.mouse.down()
    await phone.page.mouse.move(box.x + 33, box.y + 5)
    await phone.page.mouse.up()
    expect(await style(frame, '#dragged', 'transform')).toBe('matrix(1, 0, 0, 1, 33, 0)')
  })
})
