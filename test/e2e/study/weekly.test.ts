import { EVERY_VARIANT, openAs, strike } from '../fixture'
import { withCompany } from '../people/company'
import { addOffice } from '../people/office'
import { common, fillBank, publish } from './bank'

/** 每周五题 on a member's phone, on the real functions. */
const BRANCH = 'org-east-2'
const DAY = 86_400_000
const company = withCompany()
let quizId: string

beforeAll(async () => {
  const { stage } = company
  await addOffice(company)
  const { openid } = company.holder('editor', 'org-hq')
  const questionIds = await fillBank(stage, openid, 'org-hq')
  quizId = await publish(stage, openid, 'org-hq', {
    ...common(stage, 'org-hq', '每周五题（第48周）', 5 * DAY),
    kind: 'weekly',
    choice: { questionIds: questionIds.slice(1) },
  })
})

test('a member opens the weekly five in one tap, answers with one tap each, and sees why', async () => {
  const phone = await openAs(company.member(BRANCH, true))
  await phone.tap('每周五题（第48周）')
  expect(phone.taps).toBe(1)
  await phone.see('党支部党员大会一般（　　）召开一次。')
  await phone.screenshot('study/weekly-open', EVERY_VARIANT)

  await phone.tap('每季度')
  await phone.see('答对了')
  await phone.see(/正确的是“每季度”/)
  await phone.tap('半年')
  await phone.see('答错了')
  await phone.see(/正确的是“一年”/)
  expect(phone.taps).toBe(3)

  await phone.tap('支部党员大会')
  await phone.tap('党课')
  await phone.tap('确定', { nth: 0 })
  await phone.see(/“三会一课”指/)
  expect(phone.taps).toBe(6)

  await phone.tap('正确')
  await phone.see('见党章第七条。')
  await phone.type('填写答案', ' ４/5 ')
  await phone.tap('确定')
  await phone.see('见基层组织选举工作条例。')
  await phone.see('答完了，5 题答对 4 题')
  await phone.screenshot('study/weekly-done', EVERY_VARIANT)

  await phone.back()
  await phone.gone('每周五题（第48周）')
  await phone.tap('学习')
  await phone.see('已完成')
  await phone.screenshot('study/home', EVERY_VARIANT)
})

test('who belongs to a superior organisation itself stands above those below, and is reminded by name', async () => {
  const { stage } = company
  const query = `id=${quizId}&org=org-east&name=${encodeURIComponent('华东公司')}`
  const phone = await openAs(
    company.holder('secretary', 'org-east'),
    `packages/study/pages/follow/follow?${query}`,
  )
  // Nothing was counted yet: of those below nobody is named.
  await phone.see('本级名单')
  await phone.see('这是本级的人，下级组织还没有统计')

  await strike(stage)
  await phone.tap(/刷新/)
  await phone.see('下级组织')
  await phone.see('还差 1 人，其中 1 人没有开始')
  await phone.screenshot('study/own', EVERY_VARIANT)
  await phone.tap('直属 1 人')
  await phone.see('华东公司本级')
  await phone.see('沈知行')
  await phone.tap('提醒未完成的人')
  await phone.see(/^微信提醒不到这 1 人/)
  await phone.screenshot('study/own-names', EVERY_VARIANT)
})
