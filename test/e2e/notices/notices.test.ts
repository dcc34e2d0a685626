import { openAs, openCard } from '../fixture'
import { withCompany } from '../people/company'

/** What HQ, a secretary and a member do with notices, on their phones and the real functions. */
const BRANCH = 'org-east-2'
const company = withCompany()

/** Publishes as HQ with the defaults, on the PC client. Answers the taps that were not into a field. */
async function publish(title: string, text = '请各支部按时落实。'): Promise<number> {
  const phone = await openAs(company.holder('editor', 'org-hq'), '', { screen: 'pc' })
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('全部通知')
  await phone.tap('发布通知')
  await phone.see(/共 \d+ 人/)
  const before = phone.taps
  await phone.type('标题', title)
  await phone.type('正文', text)
  const fields = phone.taps - before
  await phone.tap('发布')
  await phone.see('管理')
  const taps = phone.taps - fields
  await phone.close()
  return taps
}

test('HQ publishes to everybody in four taps at most, and a member confirms in two', async () => {
  expect(await publish('关于冬季施工安全的通知')).toBeLessThanOrEqual(4)
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
  await publish('关于春节值班的通知')
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
  await publish('关于节前检查的通知')
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

test('an amendment that asks again says what changed; a withdrawal says that nothing is left to do', async () => {
  await publish('关于党费收缴的通知', '请于十二月十日前交齐。')
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
  await publish('关于主题党日的通知')
  const phone = await openAs(company.holder('secretary', BRANCH))
  await phone.tap('关于主题党日的通知', { nth: 0 })
  await phone.tap('看看还有谁没有确认')
  await phone.see(company.member(BRANCH, true).name)
  await phone.tap('提醒未完成的人')
  await phone.see('提醒结果')
  expect(phone.taps).toBe(3)
})

test('a stranger sees nothing of the notice on its card, joins by phone and lands on it', async () => {
  await publish('关于防汛值守的通知', '每日十八时前报平安。')
  const member = await openAs(company.member(BRANCH, true))
  await member.tap('关于防汛值守的通知')
  await member.see('每日十八时前报平安。')
  member.willAnswer({ sheet: 'share', send: true })
  const card = await member.share()
  expect(card.title).toBe('请确认收到：关于防汛值守的通知')

  const newcomer = await openCard(card, company.member(BRANCH, false), { group: { openGId: 'g1' } })
  await newcomer.see('我是本单位党员，确认身份')
  expect(await newcomer.words()).not.toMatch(/防汛|平安/)
  newcomer.willAnswer({ sheet: 'privacy', agree: true })
  newcomer.willAnswer({ sheet: 'phoneNumber', accept: true })
  await newcomer.tap('我是本单位党员，确认身份')
  await newcomer.tap('同意并继续')
  await newcomer.tap('用微信手机号确认')
  await newcomer.see('每日十八时前报平安。')
})
