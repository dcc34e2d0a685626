import { randomUUID } from 'node:crypto'
import { openWithAutomatorOnly } from '../fixture'
import { withCompany } from '../people/company'

/**
 * One officer with one phone, here or in WeChat DevTools (test/e2e/fixture/README.md). There it takes a person who
 * publishes for an organisation: 书记, 副书记 or 宣传编辑.
 */
const company = withCompany()

test('an officer publishes a notice, confirms it like everybody else and withdraws it', async () => {
  const title = `联调通知 ${randomUUID().slice(0, 8)}`
  const phone = await openWithAutomatorOnly(company.holder('secretary', 'org-east-2'))
  phone.willAnswer({ sheet: 'subscribe', result: 'accept' })
  await phone.tap('全部通知')
  await phone.tap('发布通知')
  await phone.see('发给谁')
  await phone.type('.field-area--title', title)
  await phone.type('.field-area', '这是一条自动测试的通知，稍后撤回。', { nth: 1 })
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('发布')
  await phone.see('管理')
  await phone.see(title)
  await phone.tap('我知道了')
  await phone.see('已确认收到')
  await phone.back()
  await phone.back()
  await phone.tap('全部通知')
  await phone.tap('看过的')
  await phone.tap(title)
  phone.willAnswer({ sheet: 'modal', confirm: true, content: '联调结束' })
  await phone.tap('撤回')
  await phone.see('已撤回')
})
