import { openAs } from '../fixture'
import { EVERY_VARIANT } from '../fixture/photograph'
import { withCompany } from '../people/company'

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
