import type { Frame } from 'playwright-core'
import { drag, ofElement, openPhone, type TestPhone } from './phone'

/** Scrolling, selector queries and observers: WeChat's API reference, “WXML”, and its page reference. */
describe('scrolling and looking at nodes', () => {
  let phone: TestPhone
  let frame: Frame
  const query = <T>(chain: string) =>
    phone.js<T>(`new Promise((resolve) => wx.createSelectorQuery()${chain}.exec(resolve))`)
  beforeAll(async () => {
    phone = await openPhone()
  })
  afterAll(() => phone.close())
  beforeEach(async () => {
    frame = await phone.open('/pages/scroll/scroll')
  })

  it('tells onPageScroll where the page is', async () => {
    await frame.evaluate('scrollTo(0, 120)')
    await phone.until('page.scrolls.at(-1) === 120')
  })

  it('calls onReachBottom once per arrival, at the page’s own distance', async () => {
    const bottom = await frame.evaluate<number>(
      'document.documentElement.scrollHeight - innerHeight',
    )
    await frame.evaluate(`scrollTo(0, ${bottom - 150})`)
    await phone.until(`page.scrolls.at(-1) >= ${bottom - 151}`)
    expect(await phone.js('page.bottoms')).toBe(0)
    await frame.evaluate(`scrollTo(0, ${bottom - 90})`)
    await phone.until('page.bottoms === 1')
    await frame.evaluate(`scrollTo(0, ${bottom})`)
    await phone.until(`page.scrolls.at(-1) >= ${bottom - 1}`)
    expect(await phone.js('page.bottoms')).toBe(1)
    await frame.evaluate('scrollTo(0, 0)')
    await phone.until('page.scrolls.at(-1) === 0')
    await frame.evaluate(`scrollTo(0, ${bottom})`)
    await phone.until('page.bottoms === 2')
  })

  it('calls onReachBottom again for a jump to the end of what came below meanwhile', async () => {
    const end = 'scrollTo(0, document.documentElement.scrollHeight)'
    await frame.evaluate(end)
    await phone.until('page.bottoms === 1')
    await frame.evaluate(
      `document.body.append(Object.assign(document.createElement('div'), { style: 'height: 2000px' }))`,
    )
    // What has grown is measured after the next frame at the latest.
    await frame.evaluate(
      'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
    )
    await frame.evaluate(end)
    await phone.until('page.bottoms === 2')
  })

  it('refreshes by a pull at the top, with the mouse', async () => {
    await drag(phone, frame.locator('#top'), { x: 20, y: 10 }, { x: 0, y: 200 })
    await phone.until('page.pulls === 1')
    await phone.js('wx.stopPullDownRefresh()')
  })

  it('refreshes when wx.startPullDownRefresh asks for it', async () => {
    await phone.js('wx.startPullDownRefresh()')
    await phone.until('page.pulls === 1')
    await phone.js('wx.stopPullDownRefresh()')
  })

  it('scroll-view: goes to a child by id, and tells how it scrolled', async () => {
    await phone.js("page.setData({ target: 'cell-4' })")
    await phone.until(
      "page.events.some((event) => event.name === 'across' && event.detail.scrollLeft === 400)",
    )
    expect(await ofElement(frame.locator('#across'), 'element.scrollLeft')).toBe(400)
  })

  it('scroll-view: follows scroll-top and fires at both ends', async () => {
    await phone.js('page.setData({ top: 500 })')
    await phone.until(
      "page.events.some((event) => event.name === 'down' && event.type === 'scrolltolower')",
    )
    await phone.js('page.setData({ top: 1 })')
    await phone.until(
      "page.events.some((event) => event.name === 'down' && event.type === 'scrolltoupper')",
    )
  })

  it('scroll-view: refreshes by a pull, until refresher-triggered is false', async () => {
    await drag(phone, frame.locator('#down'), { x: 20, y: 10 }, { x: 0, y: 140 })
    await phone.until("page.events.some((event) => event.type === 'refresherrefresh')")
    await phone.js('page.setData({ refreshing: true })')
    await phone.js('page.setData({ refreshing: false })')
    await frame.waitForFunction("document.querySelector('#down .wx-refresher').offsetHeight === 0")
  })

  it('selector query: box, size, id, dataset, mark, properties and computed style of one node', async () => {
    const [first] = await query<Record<string, unknown>[]>(
      ".select('#top').fields({ id: true, dataset: true, mark: true, rect: true, size: true, computedStyle: ['marginLeft'] })",
    )
    expect(first).toMatchObject({
      id: 'top',
      dataset: { k: 'v' },
      mark: { m: '1' },
      left: 20,
      top: 0,
      width: 100,
      height: 50,
      marginLeft: '20px',
    })
  })

  it('selector query: all nodes, what is not there, the viewport, and scroll positions, in order', async () => {
    await frame.evaluate('scrollTo(0, 33)')
    const [all, none, viewport, scrolled] = await query<Record<string, unknown>[]>(
      ".selectAll('.box').boundingClientRect().select('#none').boundingClientRect().selectViewport().scrollOffset().select('#across').scrollOffset()",
    )
    expect(all).toHaveLength(2)
    expect(none).toBeNull()
    expect(viewport).toMatchObject({ scrollTop: 33 })
    expect(scrolled).toMatchObject({ scrollLeft: 0, scrollWidth: 1000 })
  })

  it('intersection observer: tells when a node comes into the viewport and when it leaves', async () => {
    await phone.js(
      "(() => { page.ratios = []; page.createIntersectionObserver().relativeToViewport().observe('#watched', ({ intersectionRatio, id }) => page.ratios.push([id, intersectionRatio > 0])) })()",
    )
    await frame.evaluate("document.querySelector('#watched').scrollIntoView()")
    await phone.until('page.ratios.length === 1')
    await frame.evaluate('scrollTo(0, 0)')
    await phone.until('page.ratios.length === 2')
    expect(await phone.js('page.ratios')).toEqual([
      ['watched', true],
      ['watched', false],
    ])
  })

  it('intersection observer: several nodes, thresholds, margins, until it is disconnected', async () => {
    await phone.js(
      "(() => { page.seen = []; page.observer = page.createIntersectionObserver({ observeAll: true, thresholds: [0.5] }).relativeToViewport({ bottom: -10 }); page.observer.observe('.watched', ({ id, intersectionRatio }) => page.seen.push(id + ' ' + (intersectionRatio >= 0.5))) })()",
    )
    await frame.evaluate("document.querySelector('#watched').scrollIntoView()")
    await phone.until(
      "page.seen.includes('watched true') && page.seen.includes('watched-two true')",
    )
    await phone.js('page.observer.disconnect()')
    await phone.js('(page.seen.length = 0, 1)')
    await frame.evaluate('scrollTo(0, 0)')
    await phone.until('page.scrolls.at(-1) === 0')
    expect(await phone.js('page.seen')).toEqual([])
  })

  /** Reference “wx.createIntersectionObserver”: any node may be an area, and what several share counts. */
  it('intersection observer: compares with what several areas share, wherever they are', async () => {
    const observe = (name: string, bottom: number) =>
      phone.js(
        `(page.${name} = [], page.createIntersectionObserver().relativeTo('#top', { right: 400, bottom: ${bottom} }).relativeToViewport().observe('#watched', ({ intersectionRatio }) => page.${name}.push(intersectionRatio > 0)), 1)`,
      )
    await observe('near', 100)
    await observe('far', 3000)
    await frame.evaluate("document.querySelector('#watched').scrollIntoView()")
    await phone.until('page.far.length === 1')
    await frame.evaluate('scrollTo(0, 0)')
    await phone.until('page.far.length === 2')
    expect(await phone.js('[page.near, page.far]')).toEqual([[], [true, false]])
  })

  it('media query observer: tells at once whether the window matches', async () => {
    expect(
      await phone.js(
        'new Promise((resolve) => page.createMediaQueryObserver().observe({ minWidth: 300, maxWidth: 400 }, resolve))',
      ),
    ).toEqual({ matches: true })
  })

  it('animates a node by key frames and calls back', async () => {
    await phone.js(
      "new Promise((resolve) => page.animate('#top', [{ opacity: 1 }, { opacity: 0, translateX: 30 }], 30, resolve))",
    )
    expect(await ofElement(frame.locator('#top'), 'getComputedStyle(element).transform')).toBe(
      'matrix(1, 0, 0, 1, 30, 0)',
    )
    await phone.js("new Promise((resolve) => page.clearAnimation('#top', resolve))")
    expect(await ofElement(frame.locator('#top'), 'getComputedStyle(element).transform')).toBe(
      'none',
    )
  })
})
