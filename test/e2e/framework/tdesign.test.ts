import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Frame } from 'playwright-core'
import { buildMiniprogram } from '../../../local/wechat/build/build'
import { drag, openPhone, style, type TestPhone, text } from './phone'

const SOURCE = join(__dirname, '../../data/mini-programs/tdesign')
const ROOT = join(__dirname, '../../..')
const PICTURES = join(__dirname, '../.screenshots/tdesign')

/** TDesign 1.16 as it comes from npm, by touch. */
describe('TDesign', () => {
  let phone: TestPhone
  let frame: Frame
  const stop: (() => Promise<void>)[] = []

  /** Builds and opens a mini-program of these pages; each uses other components of the library. */
  async function openPages(...pages: string[]): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'tdesign-'))
    stop.push(async () => rmSync(folder, { recursive: true }))
    cpSync(SOURCE, join(folder, 'source'), { recursive: true })
    const app = JSON.parse(readFileSync(join(SOURCE, 'app.json'), 'utf8'))
    writeFileSync(
      join(folder, 'source/app.json'),
      JSON.stringify({ ...app, pages: pages.map((name) => `pages/${name}/${name}`) }),
    )
    const report = await buildMiniprogram({
      source: join(folder, 'source'),
      out: join(folder, 'app'),
      root: ROOT,
      budgets: { main: 2_000_000, subpackage: 2_000_000 },
      subpackageOnly: [],
    })
    expect(report.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    mkdirSync(PICTURES, { recursive: true })
    phone = await openPhone({ miniprogram: join(folder, 'app') })
    stop.push(phone.close)
  }
  const putAway = async () => {
    for (const close of stop.splice(0).reverse()) await close()
  }

  /** Of a page that has come to rest. */
  const picture = async (name: string) => {
    await frame.waitForFunction('document.getAnimations().length === 0')
    await phone.page.screenshot({ path: join(PICTURES, `${name}.png`) })
  }

  describe('lists, pickers and dialogs', () => {
    beforeAll(() => openPages('lists', 'pickers', 'dialogs'))
    afterAll(putAway)

    describe('lists', () => {
      beforeEach(async () => {
        frame = await phone.open('/pages/lists/lists')
      })

      it('search: types, submits with Enter and clears', async () => {
        const field = frame.locator('wx-input input').first()
        await field.fill('支部')
        await phone.until("page.data.query === '支部'")
        await field.press('Enter')
        await phone.until("page.data.submitted === '支部'")
        await picture('search')
        await frame.locator('[class*=clear]').first().click()
        await phone.until("page.data.query === ''")
      })

      it('tabs: change by tap, with the line under the chosen one', async () => {
        await frame.getByText('已办', { exact: true }).click()
        await phone.until("page.data.tab === 'done'")
        await frame.locator('#done').waitFor({ state: 'visible' })
        await picture('tabs')
      })

      it('swipe cell: opens by a drag and shows what lies behind', async () => {
        await drag(phone, frame.getByText('左滑可删除'), { x: 60, y: 8 }, { x: -150, y: 0 })
        const remove = frame.getByText('删除', { exact: true })
        await picture('swipe-cell')
        await remove.click()
        await phone.until('page.data.removed > 0')
      })

      it('collapse: opens and closes a panel', async () => {
        await frame.getByText('第一条').click()
        await phone.until('page.data.panels.length === 1')
        await frame.locator('#panel').hover()
        await picture('collapse')
        expect((await frame.locator('#panel').boundingBox())!.height).toBeGreaterThan(10)
        await frame.getByText('第一条').click()
        await phone.until('page.data.panels.length === 0')
      })
    })

    describe('pickers', () => {
      beforeEach(async () => {
        frame = await phone.open('/pages/pickers/pickers')
      })

      it('picker: turns by a drag and hands over the choice', async () => {
        await frame.locator('#open-picker').click()
        await frame.getByText('选择城市').waitFor()
        await drag(phone, frame.getByText('广州'), { x: 10, y: 10 }, { x: 0, y: 45 })
        await frame.getByText('确定').first().hover()
        await picture('picker')
        await frame.getByText('确定').first().click()
        await phone.until("page.data.city !== ''")
        // How far it turns depends on how fast the drag was.
        expect(await text(frame, '#open-picker')).toMatch(/^城市 (上海|北京)$/)
      })

      it('date-time picker: opens on its value and confirms it', async () => {
        await frame.locator('#open-date').click()
        await frame.getByText('选择日期').waitFor()
        await frame.getByText('确定').last().hover()
        await picture('date-time-picker')
        await frame.getByText('确定').last().click()
        await phone.until("page.data.day !== ''")
        expect(await text(frame, '#open-date')).toBe('日期 2026-05-20')
      })
    })

    describe('dialogs', () => {
      beforeEach(async () => {
        frame = await phone.open('/pages/dialogs/dialogs')
      })

      it('dialog: answers with what was tapped', async () => {
        await frame.getByText('询问').click()
        await frame.getByText('撤回', { exact: true }).hover()
        await picture('dialog')
        await frame.getByText('撤回', { exact: true }).click()
        await phone.until("page.data.answer === '已撤回'")
        await frame.getByText('询问').click()
        await frame.getByText('再想想').click()
        await phone.until("page.data.answer === '没有撤回'")
      })

      it('toast: comes and goes', async () => {
        await frame.getByText('提示').click()
        await frame.waitForFunction(
          "getComputedStyle(document.querySelector('wx-t-toast, [class*=t-toast]')).opacity === '1'",
        )
        await phone.page.screenshot({ path: join(PICTURES, 'toast.png') })
        await frame.getByText('已保存').waitFor({ state: 'hidden' })
      })
    })

    describe('console', () => {
      it('says nothing in the console but about its icon font, which comes from a network', () => {
        const errors = phone.console.filter(
          (line) =>
            line.startsWith('error') && !/Failed to load resource|tdesign.gtimg.com/.test(line),
        )
        expect(errors).toEqual([])
      })
    })
  })

  describe('calendar', () => {
    beforeAll(() => openPages('calendar'))
    afterAll(putAway)

    it('calendar: chooses another day, in the phone’s own typeface', async () => {
      frame = await phone.frame()
      await frame.locator('#open-calendar').click()
      const day = frame.locator('[class*=calendar__dates-item]', { hasText: /^25$/ }).first()
      await day.click()
      await picture('calendar')
      // Its list of typefaces names none that every machine has.
      const digits = await style(frame, '[class*=calendar__dates-item]', 'fontFamily')
      expect(digits).toMatch(/^"?PingFang SC.*"Noto Sans SC Variable", sans-serif$/)
      await frame.getByText('确认').last().click()
      await phone.until("page.data.chosen !== ''")
      expect(await text(frame, '#open-calendar')).toBe('日历 25')
    })
  })
})
