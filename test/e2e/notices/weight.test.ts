import type { Member } from '../../../typings/organisation'
import { documentsIn, openAs, type Phone } from '../fixture'
import { withCompany } from '../people/company'
import { does, publishFromHq } from './published'

/** What pages send to be drawn: at most 32 KB a time, and of a list only the rows that changed. */
const company = withCompany()
const MOST = 32 * 1024
const BRANCH = 'org-east-2'
/** Rows the page adds at a time. */
const SHOWN = 40

/** Bytes of every `setData` of the page on top from now on. */
async function count(phone: Phone): Promise<() => Promise<number[]>> {
  await phone.mini.evaluate(countOnPage)
  return async () => (await phone.mini.evaluate(counted)) as unknown as number[]
}

/** People with the longest replies there can be, as many as a branch may have listed. */
async function fillBranch(noticeId: string, count: number): Promise<void> {
  const { database } = company.stage.cloud
  const lines = (documents: object[]) => documents.map((each) => JSON.stringify(each))
  const [model] = await documentsIn<Member>(
    company.stage,
    'members',
    ({ affiliation, posts }) => affiliation.orgId === BRANCH && posts.length === 0,
  )
  const people = Array.from({ length: count }, (_, at) => {
    const name = `欧阳${String(at).padStart(3, '0')}`
    return { ...model, _id: `many-${at}`, openid: `wx-many-${at}`, name, attachments: [] }
  })
  await database.importLines('members', lines(people))
  const at = new Date(company.stage.cloud.clock.now()).toISOString()
  const answers = people.slice(0, count / 2).map(({ _id }) => ({
    _id: `${noticeId}:1:${_id}`,
    askId: noticeId,
    kind: 'notice',
    version: 1,
    memberId: _id,
    orgId: BRANCH,
    path: model?.affiliation.path,
    readAt: at,
    answeredAt: at,
    changedAt: at,
    closesAt: '2099-01-01T00:00:00.000Z',
    reply: '好'.repeat(200),
  }))
  await database.importLines('answers', lines(answers))
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
    sizes.push(new TextEncoder().encode(JSON.stringify(change)).length)
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
  await publishFromHq(company, '关于年度总结的通知')

  const secretary = await openAs(company.holder('secretary', BRANCH))
  await secretary.tap('关于年度总结的通知', { nth: 0 })
  await secretary.tap('看看还有谁没有确认')
  const { name } = company.member(BRANCH, true)
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

test('a list of more than 200 names comes as it is scrolled, and a refresh sends what changed', async () => {
  const noticeId = await publishFromHq(company, '关于安全承诺的通知')
  await fillBranch(noticeId, 240)

  const secretary = await openAs(
    company.holder('secretary', BRANCH),
    `packages/notice/pages/follow/follow?id=${noticeId}&org=${BRANCH}&level=branch&version=1`,
  )
  await secretary.see(/^上拉看其余 \d+ 条$/)
  await secretary.gone('欧阳239')
  const sizes = await count(secretary)
  await secretary.tap('欧阳120')
  await secretary.see('提醒所选 1 人')
  expect((await sizes())[0]).toBeLessThan(400)

  // To the end of the missing, then all with what they replied.
  await toTheEnd(secretary)
  await secretary.see('欧阳239')
  await secretary.tap('看全部')
  await secretary.see('只看未完成')
  await toTheEnd(secretary)
  await secretary.see('欧阳119')
  const sent = await sizes()
  expect(sent.length).toBeGreaterThan(6)
  expect(Math.max(...sent)).toBeLessThan(MOST)

  // Somebody of the missing has done it: they move to the end of a list that is on the page as a whole.
  const { openid } = company.member(BRANCH, true)
  const deviceAt = new Date(company.stage.cloud.clock.now()).toISOString()
  await does(company, openid, 'notice.confirm', { noticeId, version: 1, deviceAt })
  const again = await count(secretary)
  await secretary.tap(/更新 · 刷新$/)
  await secretary.see('已确认')
  expect(Math.max(...(await again()))).toBeLessThan(MOST / 2)
})

/** To the end of the list, page by page. */
async function toTheEnd(phone: Phone): Promise<void> {
  for (let left = leftOn(await phone.words()); left > 0; ) {
    // As when a finger gets there; a jump that ends at the same edge is no new arrival.
    await (await phone.page()).callMethod('onReachBottom')
    const next = Math.max(0, left - SHOWN)
    if (next === 0) await phone.gone(/^上拉看其余/)
    else await phone.see(`上拉看其余 ${next} 条`)
    left = next
  }
}
function leftOn(words: string): number {
  return Number(/上拉看其余 (\d+) 条/.exec(words)?.[1] ?? 0)
}
