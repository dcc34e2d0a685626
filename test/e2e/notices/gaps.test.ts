import { openAs, strike } from '../fixture'
import { EVERY_VARIANT } from '../fixture/photograph'
import { withCompany } from '../people/company'
import { addOffice } from '../people/office'
import { publishFromHq } from './published'

const BRANCH = 'org-east-2'
const company = withCompany()

test('a secretary sees on the first screen what the branch has not done, and by name in one tap', async () => {
  const hq = await openAs(company.holder('editor', 'org-hq'), '', { screen: 'pc' })
  hq.willAnswer({ sheet: 'modal', confirm: true })
  await hq.tap('全部通知')
  await hq.tap('发布通知')
  await hq.see(/共 \d+ 人/)
  await hq.type('标题', '关于防汛值班的通知')
  await hq.type('正文', '请各支部落实。')
  await hq.tap('发布')
  await hq.see('管理')
  await hq.close()

  const phone = await openAs(company.holder('secretary', BRANCH))
  await phone.see('支部还没办完')
  await phone.screenshot('today/gaps', EVERY_VARIANT)
  await phone.tap(/人中 \d+ 人还没有办/)
  await phone.see('落实情况')
  await phone.see('未读')
})

test('who belongs to a superior organisation itself stands above those below, and is reminded by name', async () => {
  const { stage } = company
  await addOffice(company)
  await publishFromHq(company, '关于机关党员学习的通知')
  await strike(stage)

  const phone = await openAs(company.holder('secretary', 'org-east'))
  await phone.tap('关于机关党员学习的通知', { nth: 0 })
  await phone.tap(/^看看还有谁没有确认/)
  await phone.see('下级组织')
  await phone.see('还差 1 人，其中 1 人未读')
  await phone.screenshot('notice/own', EVERY_VARIANT)
  await phone.tap('直属 1 人')
  await phone.see('沈知行')
  await phone.tap('提醒未完成的人')
  await phone.see(/^微信提醒不到这 1 人/)
})
