import { localDate } from '../../../cloudfunctions/rules/calendar'
import { EVERY_VARIANT, openAs, openCard } from '../fixture'
import { withCompany } from './company'

/** Posts, invites and leaving, from a branch's list of people. */
const BRANCH = 'org-east-2'
const company = withCompany()
const secretary = () => openAs(company.holder('secretary', BRANCH), 'pages/branch/branch')
const administrator = () =>
  openAs(
    company.holder('administrator', 'org-hq'),
    `packages/organisation/pages/tree/tree?org=${BRANCH}`,
  )

test('any member of the branch calls its secretary', async () => {
  const phone = await openAs(company.member(BRANCH, true), 'pages/branch/branch')
  phone.willAnswer({ sheet: 'phoneCall', call: true })
  const { name } = company.holder('secretary', BRANCH)
  await phone.tap(`打电话给${name}`)
  await phone.gone('没有完成')
  await phone.gone('开会')
})

test('somebody goes to another branch for a while, is called back before it, and given a last day', async () => {
  const host = 'org-east-3'
  const { name } = company.nth(BRANCH, 1)
  const phone = await secretary()
  await phone.tap(name)
  await phone.tap('到其他支部参加活动', { within: '.button' })
  await phone.type('按名称查找', '青岚')
  await phone.tap(/^青岚大桥/)
  await phone.tap('起始日')
  await phone.tap(`${new Date().getFullYear() + 1}年`)
  await phone.tap('确定')
  await phone.screenshot('people/stay', EVERY_VARIANT)
  await phone.tap('登记')
  await phone.see('未开始')
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('取消安排')
  await phone.see(/已取消到青岚大桥.*的安排/)
  await phone.gone('未开始')

  await phone.tap('到其他支部参加活动', { within: '.button' })
  await phone.type('按名称查找', '青岚')
  await phone.tap(/^青岚大桥/)
  await phone.tap('登记')
  await phone.see('进行中')
  const hosts = await openAs(company.holder('secretary', host), 'pages/branch/branch')
  await hosts.see(/来自云溪隧道/)
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('定结束日期')
  await phone.tap('确定')
  await phone.see(/参加活动到 .* 为止/)
  await phone.see('改结束日期')
  await phone.screenshot('people/person', EVERY_VARIANT)
})

test('who holds posts in two organisations works for one at a time, on every tab', async () => {
  const both = company.holder('deputySecretary', 'org-east')
  const phone = await openAs(both, 'pages/me/me')
  await phone.see('当前')
  await phone.screenshot('people/two-posts', EVERY_VARIANT)
  await phone.tap('华东公司党委')
  await phone.see('当前', { within: '.row[aria-checked="true"]' })
  await phone.tap('支部', { within: '.mp-tab-bar' })
  await phone.see('华东公司党委', { within: '.type-title' })
  // Though they belong to a branch below it.
  await phone.see(`打电话给${both.name}`)
  await phone.screenshot('people/two-posts-above', EVERY_VARIANT)
  await phone.tap('今天', { within: '.mp-tab-bar' })
  await phone.tap('我的', { within: '.mp-tab-bar' })
  await phone.tap(/^城东片区/, { within: '.row[aria-checked="false"]' })
  await phone.tap('支部', { within: '.mp-tab-bar' })
  await phone.see(/^城东片区/, { within: '.type-title' })
})

test('the secretary lets somebody act for them until a day, in five taps', async () => {
  const phone = await secretary()
  const { name } = company.member(BRANCH, true)
  await phone.see(name)
  const before = phone.taps
  await phone.tap(name)
  await phone.tap('委托代行书记职责')
  await phone.tap('截止日')
  await phone.tap('确定')
  await phone.tap('委托')
  await phone.see('副书记（代）')
  expect(phone.taps - before).toBe(5)
  await phone.back()
  await phone.see(/^副书记（代，至 .+）$/)
})

test('a post is handed over: who takes it can work, who had it cannot', async () => {
  const admin = await administrator()
  const before = company.holder('secretary', BRANCH)
  const { name } = company.member(BRANCH, true)
  const old = await openAs(before, 'pages/branch/branch')
  await old.see('把加入卡片发到群里')

  await admin.tap(before.name)
  await admin.tap('移交给别人')
  await admin.see(/职务立即免去/)
  await admin.tap(name)
  await admin.tap('移交')
  await admin.see('没有职务')
  await admin.back()
  await admin.see(name, { within: '.row' })
  await admin.gone(before.name)

  await old.leave()
  await old.enter()
  await old.gone('把加入卡片发到群里')
  const next = await openAs(company.member(BRANCH, true), 'pages/branch/branch')
  await next.see('把加入卡片发到群里')
})

test('who has not joined is invited, joins, is taken back and leaves', async () => {
  const admin = await administrator()
  const newcomer = company.member(BRANCH, false)
  await admin.tap('本组织人员')
  await admin.tap('只看未加入')
  await admin.tap(newcomer.name)
  await admin.tap('邀请加入')
  await admin.see(/^[2-9A-Z]{8}$/)
  admin.willAnswer({ sheet: 'share', send: true })
  await admin.tap(`把邀请卡片发给${newcomer.name}`)
  const card = await admin.card(0)
  // What travels through chats has 128 random bits; only what is read out is short.
  expect(card.path).toMatch(/\?code=[\w-]{22}$/)
  expect(card.title).toBe(`邀请${newcomer.name}加入网上支部`)

  const phone = await openCard(card, {
    openid: 'wx-invited',
    name: 'x',
    phoneNumber: '19900000001',
  })
  await phone.tap('同意并继续')
  await phone.type('姓名', newcomer.name)
  await phone.tap('确认')
  await phone.see('全部通知')

  await admin.leave()
  await admin.enter()
  await admin.see(/加入小程序$/)
  admin.willAnswer({ sheet: 'modal', confirm: true })
  await admin.tap('解除微信绑定')
  await admin.see(/已解除.*的微信绑定/)
  await phone.leave()
  await phone.enter()
  await phone.see('我是本单位党员，确认身份')

  admin.willAnswer({ sheet: 'modal', confirm: true, content: '组织关系转出' })
  await admin.tap('登记离开')
  await admin.tap('确定')
  await admin.see(/不能再使用本小程序/)
  await admin.see(/离开$/)
})

test('a leaving that was entered ahead is taken back', async () => {
  const phone = await openAs(company.holder('secretary', 'org-east-1'), 'pages/branch/branch')
  const { name } = company.member('org-east-1', true)
  await phone.see(name)
  await phone.tap(name)
  phone.willAnswer({ sheet: 'modal', confirm: true, content: '调离' })
  await phone.tap('登记离开')
  await phone.tap(`${Number(localDate(new Date()).slice(0, 4)) + 1}年`)
  await phone.tap('确定')
  await phone.see(/在此之前可以改期或取消/)
  await phone.see(/起离开$/)
  phone.willAnswer({ sheet: 'modal', confirm: true, content: '调令取消' })
  await phone.tap('取消登记离开')
  await phone.see(/可以继续使用本小程序/)
  await phone.gone('取消登记离开')
  await phone.see('登记离开')
})

test('who has left still takes their own data along, and has the account deleted', async () => {
  const before = company.member('org-east-3', true)
  const phone = await openAs(before, 'pages/me/me')
  await phone.see(before.name)
  const admin = await openAs(company.holder('secretary', 'org-east-3'), 'pages/branch/branch')
  await admin.tap(before.name)
  admin.willAnswer({ sheet: 'modal', confirm: true, content: '组织关系转出' })
  await admin.tap('登记离开')
  await admin.tap('确定')
  await admin.see(/离开$/)
  await admin.see(/起不能再使用小程序$/)
  await admin.gone('已加入')

  await phone.leave()
  await phone.enter()
  await phone.see('已停用')
  await phone.screenshot('people-left')
  await phone.tap('导出或删除我的数据')
  await phone.tap('导出我的数据')
  await phone.see(/已复制到剪贴板/)
  await phone.gone(/^撤回同意$/)
  phone.willAnswer({ sheet: 'modal', confirm: true, content: '删除我的账号' })
  await phone.tap('删除账号')
  await phone.see(/账号已删除/)
  await phone.gone('重新加入')
  await phone.back()
  await phone.see('我是本单位党员，确认身份')
})
