import { openAs, type Phone } from '../fixture'
import { withCompany } from '../people/company'

/** What pages send to be drawn: at most 32 KB a time, and of a list only the rows that changed. */
const company = withCompany()
const MOST = 32 * 1024

/** Bytes of every `setData` of the page on top from now on. */
async function count(phone: Phone): Promise<() => Promise<number[]>> {
  await phone.mini.evaluate(countOnPage)
  return async () => (await phone.mini.evaluate(counted)) as unknown as number[]
}

// Both run in the app.
function countOnPage(): void {
  const shared = globalThis as unknown as {
    getCurrentPages(): { setData(change: object, done?: () => void): void }[]
    sizes?: number[]
  }
  const page = shared.getCurrentPages().slice(-1)[0]
  if (!page) return
  const original = page.setData
  const sizes: number[] = []
  ;(page as unknown as { sizes: number[] }).sizes = sizes
  page.setData = function (change, done) {
    sizes.push(JSON.stringify(change).length)
    return original.call(this, change, done)
  }
}
function counted(): number[] {
  const { getCurrentPages } = globalThis as unknown as {
    getCurrentPages(): { sizes?: number[] }[]
  }
  return getCurrentPages().slice(-1)[0]?.sizes ?? []
}

test('a tap on a list of names redraws that name alone; another box comes in small pieces', async () => {
  const editor = await openAs(company.holder('editor', 'org-hq'), '', { screen: 'pc' })
  editor.willAnswer({ sheet: 'modal', confirm: true })
  await editor.tap('全部通知')
  await editor.tap('发布通知')
  await editor.see(/共 \d+ 人/)
  await editor.type('标题', '关于年度总结的通知')
  await editor.type('正文', '月底前报送。')
  await editor.tap('发布')
  await editor.see('管理')

  const secretary = await openAs(company.holder('secretary', 'org-east-2'))
  await secretary.tap('关于年度总结的通知', { nth: 0 })
  await secretary.tap('看看还有谁没有确认')
  const { name } = company.member('org-east-2', true)
  await secretary.see(name)
  const sizes = await count(secretary)
  await secretary.tap(name)
  await secretary.see('提醒所选 1 人')
  const tapped = await sizes()
  expect(tapped).toHaveLength(1)
  expect(tapped[0]).toBeLessThan(400)

  await secretary.back()
  await secretary.back()
  await secretary.tap('全部通知')
  await secretary.see('关于年度总结的通知')
  const boxes = await count(secretary)
  await secretary.tap('已发')
  await secretary.see('还没有发过通知')
  for (const size of await boxes()) expect(size).toBeLessThan(MOST)
})
