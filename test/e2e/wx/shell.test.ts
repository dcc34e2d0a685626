import type { Frame, Locator } from 'playwright-core'
import { openPhone, type TestPhone } from '../framework/phone'
import { WX_API } from './calls'

/** What WeChat draws around a page, with mouse and keyboard. */
describe('shell', () => {
  let phone: TestPhone
  beforeAll(async () => {
    phone = await openPhone({ miniprogram: WX_API })
  })
  afterAll(() => phone.close())

  const colour = (selector: string, property = 'backgroundColor') =>
    phone.page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`)

  const column = (label: string): Locator => phone.page.getByRole('listbox', { name: label })

  async function openPicker(frame: Frame, id: string): Promise<void> {
    await frame.locator(`#${id}`).click()
    await phone.page.getByRole('button', { name: '确定' }).waitFor()
  }

  async function picked(): Promise<string> {
    await phone.page.getByRole('button', { name: '确定' }).click()
    await phone.until("page.data.picked !== ''")
    const value = await phone.js<string>('page.data.picked')
    await phone.js("page.setData({ picked: '' })")
    return value
  }

  it('shows the arrow above the first page only, and the way home on a page that was opened directly', async () => {
    await phone.open('/pages/calls/calls')
    const back = phone.page.getByRole('button', { name: '返回' })
    const home = phone.page.getByRole('button', { name: '回到首页' })
    expect(await back.isVisible()).toBe(false)
    await phone.js("wx.navigateTo({ url: '/pages/plain/plain' })")
    expect(await back.isVisible()).toBe(true)
    await back.click()
    await phone.until("page.route === 'pages/calls/calls'")
    await phone.open('/pages/plain/plain')
    expect([await back.isVisible(), await home.isVisible()]).toEqual([false, true])
    await home.click()
    await phone.until("page.route === 'pages/calls/calls'")
    await phone.open('/pages/plain/plain')
    await phone.js('wx.hideHomeButton()')
    expect(await home.isVisible()).toBe(false)
  })

  it('leaves a page with its own navigation bar the whole screen', async () => {
    await phone.open('/pages/custom/custom')
    const box = await phone.page.locator('iframe.mp-shown').boundingBox()
    expect(box).toMatchObject({ y: 0, height: 812 })
    await phone.open('/pages/plain/plain')
    expect(await phone.page.locator('iframe.mp-shown').boundingBox()).toMatchObject({ y: 88 })
  })

  it('takes colours from theme.json and changes them at once', async () => {
    await phone.open('/pages/calls/calls')
    expect(await colour('.mp-navigation')).toBe('rgb(247, 247, 247)')
    expect(await colour('.mp-tab[aria-current]', 'color')).toBe('rgb(183, 28, 28)')
    await phone.set({ theme: 'dark' })
    await phone.page.locator('html[data-theme=dark]').waitFor()
    expect(await colour('.mp-navigation')).toBe('rgb(25, 25, 25)')
    expect(await colour('.mp-tab[aria-current]', 'color')).toBe('rgb(255, 138, 128)')
    const frame = await phone.frame()
    // The page's own style sheet asks `prefers-color-scheme`.
    await frame.waitForFunction("getComputedStyle(document.body).color === 'rgb(213, 213, 213)'")
    // The buttons at the right go with the bar's own colours, also where it stays light in the dark.
    expect(await colour('.mp-capsule', 'color')).toBe('rgb(255, 255, 255)')
    await phone.js(
      "wx.setNavigationBarColor({ frontColor: '#000000', backgroundColor: '#ffffff' })",
    )
    expect(await colour('.mp-capsule', 'color')).toBe('rgb(0, 0, 0)')
    await phone.set({ theme: 'light' })
    await phone.page.locator('html[data-theme=light]').waitFor()
  })

  it('changes tabs by a tap and tells the page which', async () => {
    await phone.open('/pages/calls/calls')
    await phone.page.locator('[data-tab="pages/second/second"]').click()
    await phone.until("page.route === 'pages/second/second' && page.data.tapped")
    expect(await phone.js('page.data.tapped')).toEqual({
      index: '1',
      pagePath: 'pages/second/second',
      text: '另一页',
    })
    expect(await phone.page.locator('.mp-tab[aria-current]').textContent()).toBe('另一页')
  })

  it('dismisses a dialog by Escape as Android’s back key does, and keeps the focus inside', async () => {
    await phone.open('/pages/calls/calls')
    await phone.js(
      "void (app.globalData.answer = wx.showModal({ title: '删除', content: '不可恢复' }))",
    )
    const dialog = phone.page.getByRole('dialog', { name: '删除' })
    await dialog.waitFor()
    for (let step = 0; step < 4; step += 1) {
      await phone.page.keyboard.press('Tab')
      const inside = await phone.page.evaluate(
        "document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)",
      )
      expect(inside).toBe(true)
    }
    await phone.page.keyboard.press('Escape')
    expect(await phone.js('app.globalData.answer')).toMatchObject({ confirm: false, cancel: false })
    await phone.js("void (app.globalData.answer = wx.showModal({ title: '删除' }))")
    await dialog.waitFor()
    await phone.page.keyboard.press('Enter')
    expect(await phone.js('app.globalData.answer')).toMatchObject({ confirm: true })
  })

  it('picks a date within its limits, by keyboard', async () => {
    const frame = await phone.open('/pages/second/second')
    await openPicker(frame, 'date')
    await column('日').press('ArrowDown')
    // 28 is February's last day in 2026, so it stays.
    expect(await column('日').getByRole('option', { selected: true }).textContent()).toBe('28日')
    await column('年').press('ArrowDown')
    await column('年').press('ArrowDown')
    await column('日').press('ArrowDown')
    expect(await picked()).toBe('2028-02-29')
    await openPicker(frame, 'date')
    for (let step = 0; step < 2; step += 1) await column('年').press('PageUp')
    // The first year begins on 5 March.
    expect(await column('月').getByRole('option').first().textContent()).toBe('3月')
    expect(await picked()).toBe('2020-03-28')
  })

  it('picks a time and a choice, by tapping rows', async () => {
    const frame = await phone.open('/pages/second/second')
    await openPicker(frame, 'time')
    await column('时').getByRole('option', { name: '10' }).click()
    await column('分').getByRole('option', { name: '32' }).click()
    expect(await picked()).toBe('10:32')
    await openPicker(frame, 'kind')
    await phone.page.getByRole('option', { name: '党小组会' }).click()
    expect(await picked()).toBe('2')
    await openPicker(frame, 'kind')
    await phone.page.getByRole('button', { name: '取消' }).click()
    expect(await phone.js('page.data.picked')).toBe('')
  })

  it('refreshes a page that is pulled down far enough', async () => {
    await phone.open('/pages/calls/calls')
    await phone.js('page.setData({ pulled: 0 })')
    const { mouse } = phone.page
    const pull = async (distance: number) => {
      await mouse.move(180, 500)
      await mouse.down()
      await mouse.move(180, 500 + distance / 2)
      await mouse.move(180, 500 + distance)
      await mouse.up()
    }
    await pull(60)
    expect(await phone.js('page.data.pulled')).toBe(0)
    await pull(160)
    await phone.until('page.data.pulled === 1')
    const dots = phone.page.getByRole('status', { name: '正在刷新' })
    expect(await dots.isVisible()).toBe(true)
    await phone.js('wx.stopPullDownRefresh()')
    await dots.waitFor({ state: 'hidden' })
  })

  it('turns pictures in the preview by arrow keys', async () => {
    await phone.js(
      "wx.previewImage({ urls: ['/images/tab.png', '/images/tab-on.png'], current: '/images/tab-on.png' })",
    )
    const picture = phone.page.locator('.mp-preview-picture')
    expect(await picture.getAttribute('src')).toBe('/app/images/tab-on.png')
    await phone.page.keyboard.press('ArrowRight')
    expect(await picture.getAttribute('src')).toBe('/app/images/tab.png')
    await phone.page.keyboard.press('Escape')
    await picture.waitFor({ state: 'detached' })
  })

  it('reads a code from a picture', async () => {
    const { toBuffer } = await import('qrcode')
    await phone.js('void (app.globalData.answer = wx.scanCode())')
    const chooser = phone.page.locator('dialog input[type=file]')
    await chooser.setInputFiles({
      name: 'code.png',
      mimeType: 'image/png',
      buffer: await toBuffer('meeting:7:一次性', { width: 240 }),
    })
    expect(await phone.js('app.globalData.answer')).toMatchObject({ result: 'meeting:7:一次性' })
  })
})
