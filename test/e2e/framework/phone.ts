import { join } from 'node:path'
import type { ElementHandle, Frame, Locator, Page } from 'playwright-core'
import { type StartedBrowser, startBrowser } from '../../../local/wechat/browser/start'
import { compile } from '../../../local/wechat/compile/compile'
import type { PhoneSettings } from '../../../local/wechat/phone'
import { type Phones, startPhones } from '../../../local/wechat/phone/server'

const CONFORMANCE = join(__dirname, '../../data/mini-programs/conformance')

/** A phone in a real browser, running a mini-program made for tests of the runtime itself. */
export interface TestPhone {
  readonly page: Page
  /** What the browser's console said, `error: …` and the like. */
  readonly console: readonly string[]
  /** Relaunches to a page and answers its frame. */
  open(url: string): Promise<Frame>
  /** The frame of the page that is shown. */
  frame(): Promise<Frame>
  /**
   * Value of a JavaScript expression in the logic layer, where `page` is the top page, `pages` the stack, `app`
   * the app and `wx` is `wx`. A promise is waited for.
   */
  js<T>(expression: string): Promise<T>
  /** Waits until an expression of the logic layer is true. */
  until(expression: string): Promise<void>
  /** What the mini-program's log has had since the last call. */
  log(): Promise<string[]>
  /** Changes the phone's settings as the preview does. */
  set(change: Partial<PhoneSettings>): Promise<void>
  close(): Promise<void>
}

const SETTINGS: PhoneSettings = {
  id: 'phone',
  person: null,
  appid: 'wx0000000000000000',
  screen: { width: 375, height: 812, platform: 'phone' },
  fontSizeScaleFactor: 1,
  theme: 'light',
  network: 'normal',
  clockOffset: 0,
  launch: { path: '', query: {}, scene: 1001 },
}

/** @param touch whether the browser has a finger instead of a mouse. */
export async function openPhone(
  options: { miniprogram?: string; launch?: PhoneSettings['launch']; touch?: boolean } = {},
): Promise<TestPhone> {
  const phones = await startPhones({ miniprogram: options.miniprogram ?? CONFORMANCE, compile })
  const errors = phones.problems.filter(({ severity }) => severity === 'error')
  if (errors.length) {
    await phones.close()
    throw new Error(
      errors.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'),
    )
  }
  const started = await startBrowser()
  const settings = { ...SETTINGS, ...(options.launch ? { launch: options.launch } : {}) }
  try {
    return await openOn(phones, started, settings, options.touch)
  } catch (error) {
    await started.close()
    await phones.close()
    throw error
  }
}

async function openOn(
  phones: Phones,
  started: StartedBrowser,
  settings: PhoneSettings,
  touch = false,
): Promise<TestPhone> {
  const line = phones.line(settings)
  const { width, height } = settings.screen
  const page = await started.browser.newPage({
    viewport: { width, height },
    hasTouch: touch,
    isMobile: touch,
  })
  const said: string[] = []
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`))
  await page.goto(phones.pageUrl(settings.id))

  const evaluate = <T>(expression: string) =>
    page.evaluate<T>(
      `(async () => { const pages = getCurrentPages(), page = pages.at(-1), app = getApp(); return (${expression}) })()`,
    )
  const until = async (expression: string) => {
    await page.waitForFunction(
      `(() => { const pages = getCurrentPages(), page = pages.at(-1), app = getApp(); return (${expression}) })()`,
    )
  }
  const frame = async (): Promise<Frame> => {
    const handle = (await page.waitForSelector('iframe.mp-shown')) as ElementHandle
    const found = await handle.contentFrame()
    if (!found) throw new Error('the shown page has no frame')
    return found
  }
  await page.waitForFunction('globalThis.getCurrentPages && getCurrentPages().length > 0')
  return {
    page,
    console: said,
    frame,
    js: evaluate,
    until,
    async open(url) {
      await evaluate(`wx.reLaunch({ url: ${JSON.stringify(url)} })`)
      return frame()
    },
    log: () => evaluate('app.globalData.log.splice(0)'),
    async set(change) {
      line.change(change)
      if (change.screen) await page.setViewportSize(change.screen)
    },
    async close() {
      await started.close()
      await phones.close()
    },
  }
}

/** Drags the mouse by some pixels, starting at a place inside an element, which is scrolled into view first. */
export async function drag(
  phone: TestPhone,
  locator: Locator,
  start: { x: number; y: number },
  by: { x: number; y: number },
): Promise<void> {
  const seen = await resting(locator)
  const inside = seen.y + start.y + by.y < (phone.page.viewportSize()?.height ?? 0)
  // Only when it must: Playwright also scrolls boxes that merely clip what they hold.
  if (!inside) await locator.scrollIntoViewIfNeeded()
  const box = await resting(locator)
  const { mouse } = phone.page
  await mouse.move(box.x + start.x, box.y + start.y)
  await mouse.down()
  await mouse.move(box.x + start.x + by.x, box.y + start.y + by.y, { steps: 6 })
  await mouse.up()
}

/** Where an element is once it has stopped moving. */
async function resting(locator: Locator) {
  await locator.waitFor()
  let before = await locator.boundingBox()
  for (;;) {
    await ofElement(locator, 'new Promise((resolve) => requestAnimationFrame(() => resolve()))')
    const now = await locator.boundingBox()
    if (now && before && now.x === before.x && now.y === before.y) return now
    before = now
  }
}

/** A computed style of the first element that matches. */
export function style(frame: Frame, selector: string, property: string): Promise<string> {
  return ofElement(
    frame.locator(selector).first(),
    `getComputedStyle(element)[${JSON.stringify(property)}]`,
  )
}

/** Value of an expression of the page, where `element` is the element of a locator. */
export function ofElement<T>(locator: Locator, expression: string): Promise<T> {
  // Written as text, because the tests' own types know no DOM.
  const compute = new Function('element', `return ${expression}`) as (element: unknown) => T
  return locator.evaluate(compute) as Promise<T>
}

/** The text of an element as it is seen. */
export function text(frame: Frame, selector: string): Promise<string> {
  return ofElement(frame.locator(selector).first(), 'element.innerText')
}
