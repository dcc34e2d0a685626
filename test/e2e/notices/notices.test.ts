import type { NoticeDraft } from '../../../typings/notice'
import { openAs, openCard, type Phone } from '../fixture'
import { withCompany } from '../people/company'
import { publishFromHq } from './published'

/** What HQ, a secretary and a member do with notices, on their phones and the real functions. */
const BRANCH = 'org-east-2'
const company = withCompany()

/** A notice of one paragraph. */
const says = (text: string): Partial<NoticeDraft> => ({ body: [{ kind: 'text', text }] })

test('HQ publishes to everybody in four taps at most, and a member confirms in two', async () => {
  const editor = await openAs(company.holder('editor', 'org-hq'), '', { screen: 'pc' })
  editor.willAnswer({ sheet: 'modal', confirm: true })
  await editor.tap('全部通知')
  await editor.tap('发布通知')
  await editor.see(/共 \d+ 人/)
  const before = editor.taps
  await editor.type('标题', '关于冬季施工安全的通知')
  await editor.type('正文', '请各支部按时落实。')
  const fields = editor.taps - before
  await editor.tap('发布')
  await editor.see('管理')
  expect(editor.taps - fields).toBeLessThanOrEqual(4)

  const phone = await openAs(company.member(BRANCH, true))
  phone.willAnswer({ sheet: 'subscribe', result: 'accept' })
  await phone.tap('关于冬季施工安全的通知')
  await phone.tap('我知道了')
  await phone.see('已确认收到')
  expect(phone.taps).toBe(2)
  await phone.back()
  await phone.gone('关于冬季施工安全的通知')
})

test('what is confirmed without network waits, outlives the app and is sent when the network returns', async () => {
  await publishFromHq(company, '关于春节值班的通知')
  const phone = await openAs(company.member(BRANCH, true))
  await phone.tap('关于春节值班的通知')
  await phone.see('我知道了')
  phone.offline()
  await phone.tap('我知道了')
  await phone.see('待发送')
  await phone.kill()
  await phone.restart()
  await phone.see('待发送')
  phone.online()
  await phone.gone('待发送')
  await phone.tap('全部通知')
  await phone.tap('看过的')
  await phone.see('关于春节值班的通知')
})

test('what waited while its page was open says so when it got through', async () => {
  await publishFromHq(company, '关于节前检查的通知')
  const phone = await openAs(company.member(BRANCH, true))
  phone.willAnswer({ sheet: 'subscribe', result: 'accept' })
  await phone.tap('关于节前检查的通知')
  await phone.see('我知道了')
  phone.offline()
  await phone.tap('我知道了')
  await phone.see('待发送')
  phone.online()
  await phone.see('已确认收到')
  await phone.back()
  await phone.gone('关于节前检查的通知')
})

test('a secretary reminds only whom they choose, sees when they may again, and records who was told', async () => {
  await publishFromHq(company, '关于民主评议的通知')
  // Who took reminders when they confirmed something before.
  const { name } = company.member(BRANCH, true)
  const phone = await openAs(company.holder('secretary', BRANCH))
  await phone.tap('关于民主评议的通知', { nth: 0 })
  await phone.tap('看看还有谁没有确认')
  await phone.tap(name)
  await phone.tap('提醒所选 1 人')
  await phone.see('1 人都已提醒。')
  await phone.see('已发微信消息')
  await phone.see(/已提醒，\d\d:\d\d 后可再提醒$/)
  await phone.tap(name, { nth: 1 })
  phone.willAnswer({ sheet: 'modal', confirm: true, content: '没有智能手机' })
  await phone.tap('已当面告知')
  await phone.tap('看全部')
  await phone.see('没有智能手机')
})

test('an amendment that asks again says what changed; a withdrawal says that nothing is left to do', async () => {
  await publishFromHq(company, '关于党费收缴的通知', says('请于十二月十日前交齐。'))
  const member = company.member(BRANCH, true)
  const reader = await openAs(member)
  reader.willAnswer({ sheet: 'subscribe', result: 'reject' })
  await reader.tap('关于党费收缴的通知')
  await reader.tap('我知道了')
  await reader.see('已确认收到')
  await reader.back()

  const author = await openAs(company.holder('editor', 'org-hq'))
  await author.tap('全部通知')
  await author.tap('已发')
  await author.tap('关于党费收缴的通知')
  await author.tap('修改')
  await author.type('正文', '请于十二月十二日前交齐。')
  await author.tap('要求重新确认')
  await author.tap('保存修改')
  await author.see('管理')

  await reader.leave()
  await reader.enter()
  await reader.see('有修改')
  await reader.tap('关于党费收缴的通知')
  await reader.see('原来：请于十二月十日前交齐。')
  await reader.see('现在：请于十二月十二日前交齐。')

  author.willAnswer({ sheet: 'modal', confirm: true, content: '日期有误' })
  await author.tap('撤回')
  await author.see('已撤回')
  await reader.back()
  await reader.gone('关于党费收缴的通知')
})

test('a secretary sees the missing by name and reminds them in three taps', async () => {
  await publishFromHq(company, '关于主题党日的通知')
  const phone = await openAs(company.holder('secretary', BRANCH))
  await phone.tap('关于主题党日的通知', { nth: 0 })
  await phone.tap('看看还有谁没有确认')
  await phone.see(company.member(BRANCH, true).name)
  await phone.tap('提醒未完成的人')
  await phone.see('提醒结果')
  expect(phone.taps).toBe(3)
})

test('a stranger sees of the notice what its card said and nothing else, joins by phone and lands on it', async () => {
  await publishFromHq(company, '关于防汛值守的通知', says('每日十八时前报平安。'))
  const member = await openAs(company.member(BRANCH, true))
  await member.tap('关于防汛值守的通知')
  await member.see('每日十八时前报平安。')
  member.willAnswer({ sheet: 'share', send: true })
  const card = await member.share()
  expect(card.title).toBe('请确认收到：关于防汛值守的通知')

  const newcomer = await openCard(card, company.member(BRANCH, false), { group: { openGId: 'g1' } })
  await newcomer.see('我是本单位党员，确认身份')
  await newcomer.see('关于防汛值守的通知')
  expect(await newcomer.words()).not.toContain('平安')
  newcomer.willAnswer({ sheet: 'privacy', agree: true })
  newcomer.willAnswer({ sheet: 'phoneNumber', accept: true })
  await newcomer.tap('我是本单位党员，确认身份')
  await newcomer.tap('同意并继续')
  await newcomer.tap('用微信手机号确认')
  await newcomer.see('每日十八时前报平安。')
})

test('a group is bound from its card, listed, and let go again', async () => {
  await publishFromHq(company, '关于主题教育的通知')
  const secretary = company.holder('secretary', BRANCH)
  const phone = await openAs(secretary)
  await phone.tap('关于主题教育的通知', { nth: 0 })
  const card = await phone.share()
  const inGroup = await openCard(card, secretary, { group: { openGId: 'g2' } })
  inGroup.willAnswer({ sheet: 'modal', confirm: true })
  await inGroup.tap(/^把这个群绑定到本组织/)
  await inGroup.see(/^本支部 \d+ 人中 \d+ 人未确认$/)
  await phone.back()
  await phone.tap('全部通知')
  await phone.tap('已发')
  await phone.tap('绑定的微信群')
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('解除')
  await phone.see('还没有绑定微信群')
})

test('an earlier notice is copied with its words, to be sent anew', async () => {
  await publishFromHq(company, '关于安全检查的通知', says('每月一次。'))
  const phone = await openAs(company.holder('editor', 'org-hq'))
  await phone.tap('全部通知')
  await phone.tap('已发')
  await phone.tap('关于安全检查的通知')
  await phone.tap('复制为新通知')
  await phone.see(/^共 \d+ 人/)
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('发布')
  await phone.see('已发布')
  await phone.see('每月一次。')
})

/** Every action the phone asks the cloud for from now on. */
async function listen(phone: Phone): Promise<() => Promise<string[]>> {
  await phone.mini.evaluate(listenInApp)
  return async () => (await phone.mini.evaluate(heardInApp)) as unknown as string[]
}
// Both run in the app.
declare const wx: {
  cloud: { callFunction(options: { data: { action: string } }): unknown; heard?: string[] }
}
function listenInApp(): void {
  const { cloud } = wx
  const call = cloud.callFunction
  const heard: string[] = []
  cloud.heard = heard
  cloud.callFunction = (options) => {
    heard.push(options.data.action)
    return call.call(cloud, options)
  }
}
function heardInApp(): string[] {
  return wx.cloud.heard ?? []
}

test('a reply is taken back after a question; about reminders the phone asks once a day', async () => {
  const reply = { mode: 'reply' as const }
  await publishFromHq(company, '关于上报联系人的通知', reply)
  await publishFromHq(company, '关于上报车辆的通知', reply)
  const phone = await openAs(company.member(BRANCH, true))
  await phone.see('关于上报联系人的通知')
  const heard = await listen(phone)
  await phone.tap('关于上报联系人的通知')
  await phone.type('回复', '张三，13800000000')
  phone.willAnswer({ sheet: 'subscribe', result: 'accept' })
  await phone.tap('发送回复')
  await phone.see('张三，13800000000')

  phone.willAnswer({ sheet: 'modal', confirm: false })
  await phone.tap('撤回')
  await phone.see('张三，13800000000')
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('撤回')
  await phone.gone('张三，13800000000')
  await phone.see('已回复，文字已撤回')

  await phone.back()
  await phone.tap('关于上报车辆的通知')
  await phone.see('发送回复')
  await phone.back()
  await phone.see('今天')
  const quota = (await heard()).filter((action) => action === 'notice.quota')
  expect(quota.length).toBeLessThanOrEqual(1)
})
