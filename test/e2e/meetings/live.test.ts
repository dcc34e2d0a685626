import { EVERY_VARIANT, openAs } from '../fixture'
import { withCompany } from '../people/company'
import { BRANCH, checkIn, codeOn, namesIn, page, plan, stepsOff } from './scene'

/** The hard parts of holding a meeting, on the phones of those concerned. */
const company = withCompany()
const MINUTE = 60_000

test('a host opens, records and goes on without network, through a killed app and a clock that was set; another takes over', async () => {
  const meetingId = await plan(company)
  const secretary = company.holder('secretary', BRANCH)
  const member = company.nth(BRANCH, 0)
  const marked = company.nth(BRANCH, 1)

  // Downloaded long before, from the meeting's own page.
  const host = await openAs(secretary, page('open', meetingId))
  await host.tap('下载到本机')
  await host.see('已可离线使用')
  await host.screenshot('meeting/downloaded', EVERY_VARIANT)
  const guest = await openAs(member, page('open', meetingId))
  await guest.see('扫码签到')

  host.offline()
  guest.offline()
  await host.tap('主持签到')
  await host.see('已可离线使用', { nth: 0 })
  await host.tap('现在开会')
  await host.see(/秒后更换/)
  await host.see(/没有网络，签到照常进行/)
  await guest.tap('我的签到码')
  host.willScan(guest)
  await host.tap('扫对方的码')
  await host.see(`${member.name} 已签到`)
  await host.see('1 / 15')
  await host.screenshot('meeting/host-offline', EVERY_VARIANT)

  // Killed, and opened again where there still is no network.
  await host.kill()
  await host.restart()
  await host.tap('主持签到')
  await host.see(/待发送 2 条/)
  await host.see('1 / 15')
  await host.tap(`登记${marked.name}`)
  await host.screenshot('meeting/entry', EVERY_VARIANT)
  await host.tap('登记', { within: '.panel' })
  await host.see('请选一个原因，或写明原因。')
  await host.tap('没有带手机')
  await host.tap('登记', { within: '.panel' })
  await host.see('2 / 15')

  // Somebody sets the phone's clock: the codes go on by meeting time.
  await host.set({ clockOffset: 40 * MINUTE })
  expect(Math.abs(await stepsOff(company, host))).toBeLessThanOrEqual(1)
  await host.leave()
  await host.set({ clockOffset: -3 * MINUTE })
  await host.enter()
  host.online()
  await host.gone(/待发送/)
  await host.see('2 / 15')
  expect(Math.abs(await stepsOff(company, host))).toBeLessThanOrEqual(1)
  expect(await namesIn(company, meetingId)).toEqual([member.name, marked.name].sort())
  guest.online()
  await guest.leave()
  await guest.enter()
  await guest.see('已签到')

  // Another officer goes on with it on their own phone.
  const deputy = await openAs(company.holder('publicityOfficer', BRANCH), page('host', meetingId))
  await deputy.see(`正由 ${secretary.name} 的手机主持。`)
  await deputy.screenshot('meeting/other-host', EVERY_VARIANT)
  deputy.willAnswer({ sheet: 'modal', confirm: true })
  await deputy.tap('改由这部手机主持')
  await deputy.see(/秒后更换/)
  await host.see(/^正由 .+ 的手机主持。$/)
  await checkIn(company, [company.nth(BRANCH, 2)], await codeOn(deputy))
  await deputy.see('3 / 15')
  await host.see('3 / 15')
})
