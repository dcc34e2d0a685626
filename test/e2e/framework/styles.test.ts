import type { Frame } from 'playwright-core'
import { ofElement, openPhone, style, type TestPhone } from './phone'

const RED = 'rgb(255, 0, 0)'
const BLACK = 'rgb(0, 0, 0)'

/** WeChat's guide, “WXSS” and “组件样式”. */
describe('styles', () => {
  let phone: TestPhone
  let frame: Frame
  /** Of the n-th node inside a component. */
  const inside = (id: string, index: number, property: string) =>
    ofElement<string>(
      frame.locator(`#${id} > wx-view`).nth(index),
      `getComputedStyle(element)[${JSON.stringify(property)}]`,
    )
  beforeAll(async () => {
    phone = await openPhone()
    frame = await phone.open('/pages/styles/styles')
  })
  afterAll(() => phone.close())

  it('applies app.wxss and the page’s own sheet with what it imports', async () => {
    expect(await style(frame, '#page-red', 'color')).toBe(RED)
    expect(await style(frame, '#page-red', 'letterSpacing')).toBe('3px')
    expect(await style(frame, '#combined', 'textAlign')).toBe('right')
    expect(await style(frame, '#by-id', 'textIndent')).toBe('4px')
  })

  it('ends a typeface of an inline style in the phone’s own ones, and knows its safe areas', async () => {
    expect(await style(frame, '#inline', 'fontFamily')).toMatch(/^"?Nowhere"?, .*sans-serif$/)
    expect(await style(frame, '#inline', 'paddingBottom')).toBe('34px')
  })

  it('lets page {} style the page, variables included', async () => {
    expect(await style(frame, 'body', 'backgroundColor')).toBe('rgb(250, 250, 250)')
    expect(
      await frame.evaluate(
        "getComputedStyle(document.body).getPropertyValue('--page-variable').trim()",
      ),
    ).toBe('7px')
  })

  it('isolates a component from the page by default, but not its host node', async () => {
    expect(await inside('isolated', 0, 'paddingLeft')).toBe('3px')
    expect(await inside('isolated', 0, 'letterSpacing')).toBe('3px')
    expect(await style(frame, '#isolated', 'color')).toBe(RED)
    expect(await inside('apply', 1, 'color')).toBe(BLACK)
  })

  it('lets the page’s classes in with apply-shared, and nothing out', async () => {
    expect(await inside('apply', 0, 'color')).toBe(RED)
    expect(await inside('apply', 0, 'letterSpacing')).toBe('5px')
    expect(await style(frame, '#shared-outside', 'paddingLeft')).toBe('0px')
  })

  it('lets classes in and out with shared, set in the options of the script', async () => {
    expect(await inside('shared', 0, 'color')).toBe(RED)
    expect(await style(frame, '#shared-outside', 'textIndent')).toBe('9px')
  })

  it('applies an external class with the page’s rule', async () => {
    expect(await inside('isolated', 1, 'color')).toBe('rgb(0, 128, 0)')
  })

  it('styles the host node with :host', async () => {
    expect(await style(frame, '#host', 'display')).toBe('block')
    expect(await style(frame, '#host', 'marginTop')).toBe('11px')
  })

  it('turns rpx into whole pixels, never into nothing', async () => {
    expect(await style(frame, '#rpx', 'width')).toBe('50px')
    expect(await style(frame, '#rpx', 'height')).toBe('1px')
    expect(await style(frame, '#rpx', 'marginLeft')).toBe('-8px')
    expect(await style(frame, '#rpx-sheet', 'paddingTop')).toBe('1px')
    expect(await style(frame, '#rpx-sheet', 'paddingLeft')).toBe('5px')
  })

  it('computes rpx anew when the width changes', async () => {
    await phone.set({ screen: { width: 750, height: 812, platform: 'phone' } })
    await frame.waitForFunction(
      "getComputedStyle(document.querySelector('#rpx-sheet')).paddingLeft === '10px'",
    )
    expect(await style(frame, '#rpx', 'width')).toBe('100px')
    await phone.set({ screen: { width: 375, height: 812, platform: 'phone' } })
    await frame.waitForFunction(
      "getComputedStyle(document.querySelector('#rpx-sheet')).paddingLeft === '5px'",
    )
  })

  it('follows the phone’s theme, not the browser’s', async () => {
    expect(await style(frame, '#themed', 'color')).toBe('rgb(3, 2, 1)')
    await phone.set({ theme: 'dark' })
    await frame.waitForFunction(
      "getComputedStyle(document.querySelector('#themed')).color === 'rgb(1, 2, 3)'",
    )
    await phone.set({ theme: 'light' })
    await frame.waitForFunction(
      "getComputedStyle(document.querySelector('#themed')).color === 'rgb(3, 2, 1)'",
    )
  })

  it('leaves room for the home indicator with env(safe-area-inset-bottom)', async () => {
    expect(await style(frame, '#inset', 'paddingBottom')).toBe('44px')
  })

  it('takes page-meta’s page-style and root-font-size', async () => {
    expect(await style(frame, '#rem', 'width')).toBe('40px')
    expect(await style(frame, 'body', 'overflowY')).toBe('visible')
    await phone.js('page.setData({ locked: true })')
    expect(await style(frame, 'body', 'overflowY')).toBe('hidden')
  })

  it('keeps the styles of one page from another', async () => {
    const plain = await phone.open('/pages/plain/plain')
    expect(await style(plain, 'body', 'backgroundColor')).toBe('rgba(0, 0, 0, 0)')
  })
})
