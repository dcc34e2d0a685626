import { openAs, openCard } from '../fixture'
import { withCompany } from './company'

/** How somebody proves to belong, on the real functions. */
const BRANCH = 'org-east-2'
const company = withCompany()

test('the secretary shares the branch’s card; who is not found by phone asks, and is let in', async () => {
  const secretary = await openAs(company.holder('secretary', BRANCH), 'pages/branch/branch')
  secretary.willAnswer({ sheet: 'share', send: true })
  await secretary.tap('把加入卡片发到群里')
  const card = await secretary.card(0)
  expect(card.title).toMatch(/^加入/)

  const { name } = company.member(BRANCH, false)
  const newcomer = await openCard(card, {
    openid: 'wx-other-phone',
    name,
    phoneNumber: '19900000000',
  })
  newcomer.willAnswer({ sheet: 'privacy', agree: true })
  newcomer.willAnswer({ sheet: 'phoneNumber', accept: true })
  await newcomer.tap('同意并继续')
  await newcomer.tap('用微信手机号确认')
  await newcomer.see('没有完成')
  await newcomer.type('姓名', name)
  await newcomer.tap(/^申请加入/)
  await newcomer.see('申请已送达')

  await secretary.leave()
  await secretary.enter()
  await secretary.tap(new RegExp(`^同意，是${name}`))
  await secretary.see('已同意加入')

  await newcomer.tap('看看批准了没有')
  await newcomer.see('全部通知')
})

test('who withdraws consent is asked again and loses nothing', async () => {
  const phone = await openAs(company.member(BRANCH, true), 'pages/me/me')
  await phone.tap('隐私与数据')
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('撤回同意')
  await phone.see('已完成')
  await phone.back()
  await phone.see('需要您的同意')
  await phone.tap('查看并决定')
  await phone.tap('同意并继续')
  await phone.see('隐私与数据')
})
