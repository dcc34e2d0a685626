import { EVERY_VARIANT, openAs } from '../fixture'
import { withCompany } from '../people/company'
import { common, fillBank, publish } from './bank'

/** 每周五题 on a member's phone, on the real functions. */
const BRANCH = 'org-east-2'
const DAY = 86_400_000
const company = withCompany()

beforeAll(async () => {
  const { stage } = company
  const { openid } = company.holder('editor', 'org-hq')
  const questionIds = await fillBank(stage, openid, 'org-hq')
  await publish(stage, openid, 'org-hq', {
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
