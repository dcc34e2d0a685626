import { randomUUID } from 'node:crypto'
import type { NoticeDraft, NoticeFile } from '../../../typings/notice'
import { openAs, type Phone } from '../fixture'
import { type DemoPerson, withCompany } from '../people/company'

/** What a notice looks like before its time, first of all, taken back, out of time, and before WeChat saw its images. */
const company = withCompany()
const BRANCH = 'org-east-2'
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Longer than WeChat takes here. */
const LOOKED_AT = 10_000
/** The smallest PNG there is. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const later = (milliseconds: number) =>
  new Date(company.stage.cloud.clock.now() + milliseconds).toISOString()

/** The branch's secretary publishes to the branch. */
async function publish(part: Partial<NoticeDraft> & { title: string }): Promise<string> {
  const noticeId = `n-${randomUUID()}`
  const notice: NoticeDraft = {
    body: [{ kind: 'text', text: '请按时落实。' }],
    files: [],
    audience: { orgIds: [BRANCH], stages: [], roles: [], memberIds: [] },
    mode: 'confirm',
    deadline: null,
    publishAt: null,
    pinned: false,
    ...part,
  }
  await does('notice.publish', { noticeId, orgId: BRANCH, notice, filesConfirmed: true })
  return noticeId
}

async function does(action: string, input: object): Promise<void> {
  const { openid } = secretary()
  const outcome = await company.stage.cloud.invoke('notice', { action, input }, { openid })
  const { result } = outcome as { result?: { ok: boolean } }
  if (!result?.ok) throw new Error(`${action}: ${JSON.stringify(outcome)}`)
}

const secretary = (): DemoPerson => company.holder('secretary', BRANCH)
async function list(person: DemoPerson): Promise<Phone> {
  const phone = await openAs(person)
  await phone.tap('全部通知')
  return phone
}
const page = (person: DemoPerson, noticeId: string): Promise<Phone> =>
  openAs(person, `packages/notice/pages/open/open?id=${noticeId}`)

test('a scheduled notice is the author’s alone until its time; a pinned one stands first', async () => {
  await publish({ title: '关于置顶事项的通知', pinned: true })
  await publish({ title: '关于普通事项的通知' })
  await publish({ title: '关于明天事项的通知', publishAt: later(HOUR) })
  const author = await list(secretary())
  await author.tap('已发')
  await author.see('关于明天事项的通知')
  await author.see('定时')

  const reader = await list(company.member(BRANCH, true))
  await reader.see('关于普通事项的通知')
  const words = await reader.words()
  expect(words).not.toContain('关于明天事项的通知')
  expect(words.indexOf('关于置顶事项的通知')).toBeLessThan(words.indexOf('关于普通事项的通知'))
  expect(words).toContain('置顶')

  company.stage.cloud.clock.advance(2 * HOUR)
  await reader.leave()
  await reader.enter()
  await reader.see('关于明天事项的通知')
})

test('a notice that was withdrawn says so and why; one whose time is over says that too', async () => {
  const member = company.member(BRANCH, true)
  const gone = await publish({ title: '关于取消事项的通知' })
  await does('notice.withdraw', { noticeId: gone, reason: '日期有误' })
  const reader = await page(member, gone)
  await reader.see('这条通知已撤回，不用再办。原因：日期有误')
  expect(await reader.words()).not.toMatch(/请按时落实|我知道了/)

  const old = await publish({ title: '关于往事的通知', deadline: later(HOUR) })
  company.stage.cloud.clock.advance(400 * DAY)
  const late = await page(member, old)
  await late.set({ clockOffset: 400 * DAY })
  await late.leave()
  await late.enter()
  await late.see('这条通知已过期，不用再办。')
  expect(await late.words()).not.toContain('我知道了')
})

test('an image is shown to readers only after WeChat passed it; its author sees how far that is', async () => {
  const { cloud } = company.stage
  cloud.wechat.setPushFunction('wxa_media_check', 'push')
  cloud.wechat.setVerdict({ media: 'risky' })
  const answer = await fetch(`${cloud.url}/_local/upload?path=notice-files/e2e/photo.png`, {
    method: 'POST',
    headers: { 'x-wx-openid': secretary().openid },
    body: new Uint8Array(PNG),
  })
  const { fileID: fileId } = (await answer.json()) as { fileID: string }
  const file: NoticeFile = { fileId, name: '现场.png', size: PNG.length, kind: 'image' }
  const noticeId = await publish({ title: '关于现场照片的通知', files: [file] })

  const author = await page(secretary(), noticeId)
  await author.see(/微信检查中，通过后大家可见$/)
  const reader = await page(company.member(BRANCH, true), noticeId)
  await reader.see('请按时落实。')
  expect(await reader.words()).not.toContain('现场.png')

  cloud.clock.advance(LOOKED_AT)
  const verdicts = () => cloud.wechat.outbox.list({ kind: 'push.wxa_media_check' }).length
  while (verdicts() === 0) await does('notice.open', { noticeId })
  await author.leave()
  await author.enter()
  await author.see(/未通过微信检查，已移除$/)
  await reader.leave()
  await reader.enter()
  await reader.see('请按时落实。')
  expect(await reader.words()).not.toContain('现场.png')
})
