import { openAs } from '../fixture'
import { withCompany } from './company'

/** What a person does about what is kept about them; every way out has a way back. */
const company = withCompany()

test('who deletes the account reads at once what stays, and may join again', async () => {
  const phone = await openAs(company.member('org-east-3', true), 'pages/me/me')
  await phone.tap('隐私与数据')
  await phone.tap('导出我的数据')
  await phone.see('已完成')
  phone.willAnswer({ sheet: 'modal', confirm: true, content: '删除' })
  await phone.tap('删除账号')
  await phone.see(/^没有删除：/)
  phone.willAnswer({ sheet: 'modal', confirm: true, content: '删除我的账号' })
  await phone.tap('删除账号')
  await phone.see('仍会保留')
  phone.willAnswer({ sheet: 'privacy', agree: true })
  phone.willAnswer({ sheet: 'phoneNumber', accept: true })
  await phone.tap('重新加入')
  await phone.tap('同意并继续')
  await phone.tap('用微信手机号确认')
  await phone.see('导出我的数据')
  await phone.gone('仍会保留')
})
