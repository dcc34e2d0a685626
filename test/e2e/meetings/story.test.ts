import { EVERY_VARIANT, openAs, type Phone } from '../fixture'
import { withCompany } from '../people/company'
import { codeOn } from './scene'

/** One general meeting, from the template to the exported minutes, on the phones of everybody concerned. */
const BRANCH = 'org-east-2'
const company = withCompany()

/** Opens 支部党员大会 from its template and counts the taps. */
async function openMeeting(): Promise<Phone> {
  const host = await openAs(company.holder('secretary', BRANCH))
  await host.tap('支部', { within: '.mp-tab-bar' })
  await host.tap('开会')
  await host.see('主题党日')
  await host.screenshot('meeting/templates', EVERY_VARIANT)
  await host.tap('支部党员大会')
  await host.see(/应到 \d+ 人/)
  await host.screenshot('meeting/plan', EVERY_VARIANT)
  await host.type('地点', '项目部会议室')
  await host.tap('现在开会')
  await host.see('进行中')
  await host.see(/秒后更换/)
  // The field of the place was filled, which is no tap.
  expect(host.taps - 1).toBe(4)
  return host
}

test('secretary and members hold a meeting: scans, a tunnel, leave, a photograph, a vote, the record', async () => {
  const host = await openMeeting()
  await host.screenshot('meeting/host', EVERY_VARIANT)

  // The first is in with two taps from the first screen.
  const first = await openAs(company.member(BRANCH, true))
  first.willScan(host)
  await first.tap('支部党员大会')
  await first.tap('扫码签到')
  await first.see('已签到')
  expect(first.taps).toBe(2)
  await first.screenshot('meeting/checked-in', EVERY_VARIANT)
  await host.see('1 / 15')

  // The second scans in a tunnel, comes out, and the host takes it.
  const second = await openAs(company.nth(BRANCH, 1))
  await second.tap('支部党员大会')
  await second.see('扫码签到')
  second.offline()
  second.willScan(host)
  await second.tap('扫码签到')
  await second.see('待发送')
  await second.screenshot('meeting/tunnel', EVERY_VARIANT)
  await second.kill()
  await second.restart()
  second.online()
  await second.tap('支部', { within: '.mp-tab-bar' })
  await second.tap('会议和落实日历')
  await second.tap('支部党员大会')
  await second.see('待核实')
  await host.see('待核实', { nth: 0 })
  await host.screenshot('meeting/proofs', EVERY_VARIANT)
  await host.tap('全部认可')
  await host.see('2 / 15')

  // The third is scanned by the host, who has no network.
  const third = await openAs(company.nth(BRANCH, 2))
  await third.tap('支部党员大会')
  await third.tap('我的签到码')
  await third.see('请主持人扫这个码，没有网络也可以。')
  await third.screenshot('meeting/my-code', EVERY_VARIANT)
  host.offline()
  host.willScan(third)
  await host.tap('扫对方的码')
  await host.see(`${company.nth(BRANCH, 2).name} 已签到`)
  await host.see(/待发送 1 条/)
  host.online()
  await host.gone(/待发送 1 条/)
  await host.see('3 / 15')

  // The fourth asks leave: expected stays what it was.
  const fourth = await openAs(company.nth(BRANCH, 3))
  await fourth.tap('支部党员大会')
  await fourth.tap('请假')
  await fourth.tap('出差')
  await fourth.screenshot('meeting/leave', EVERY_VARIANT)
  await fourth.tap('请假', { within: '.card .button' })
  await fourth.see('请假待答复')
  await host.tap('准假')
  await host.see('3 / 15')

  // The fifth comes with a photograph of a code from before.
  const fifth = await openAs(company.nth(BRANCH, 4))
  await fifth.tap('支部党员大会')
  await fifth.see('扫码签到')
  const old = await codeOn(host)
  company.stage.cloud.clock.advance(5 * 60_000)
  fifth.willAnswer({ sheet: 'scan', code: old })
  await fifth.tap('扫码签到')
  await fifth.see(/签到码已/)
  await fifth.screenshot('meeting/photograph', EVERY_VARIANT)
  await fifth.close()

  // Some have no phone with them; then there are enough to vote.
  for (let marked = 4; marked <= 8; marked += 1) {
    await host.tap(/^登记/, { nth: 0 })
    await host.tap('没有带手机')
    await host.tap('登记', { within: '.panel' })
    await host.see(`${marked} / 15`)
  }
  await host.tap('表决')
  await host.tap('新的表决事项')
  await host.type('表决事项', '关于设立党员突击队的决议')
  await host.screenshot('meeting/motion', EVERY_VARIANT)
  await host.tap('提出表决')
  await host.tap('计票')
  await host.type('关于设立党员突击队的决议同意', '6')
  await host.type('关于设立党员突击队的决议不同意', '0')
  await host.type('关于设立党员突击队的决议弃权', '0')
  await host.tap('保存计票')
  await host.see('未通过')
  await host.see(/有表决权应到 12/)
  await host.screenshot('meeting/voted', EVERY_VARIANT)
  await host.back()

  // Ended, written, approved by the chair, exported.
  host.willAnswer({ sheet: 'modal', confirm: true })
  await host.tap('结束会议')
  await host.see('已结束')
  await host.screenshot('meeting/ended', EVERY_VARIANT)
  await host.tap('会议记录')
  await host.see('按记录起草，尚未保存')
  await host.tap('加一条')
  await host.type('发言人', '王建国')
  await host.type('发言要点', '突击队先从二号竖井抽调人员。')
  await host.tap('加一项')
  await host.type('督办事项', '报送突击队名单')
  await host.screenshot('meeting/minutes', EVERY_VARIANT)
  await host.tap('保存草稿')
  await host.see('已保存')
  host.willAnswer({ sheet: 'modal', confirm: true })
  await host.tap('定稿')
  await host.see(/已定稿/)
  await host.screenshot('meeting/approved', EVERY_VARIANT)
  await host.tap('导出 Word')
  await host.see('关闭')
  await host.tap('关闭', { within: '.mp-document' })

  // The calendar of the year shows it, and so does the list.
  await host.back()
  await host.back()
  await host.tap('会议和落实日历')
  await host.see(/实到 8/)
  await host.screenshot('meeting/list', EVERY_VARIANT)
  await host.tap('落实日历')
  await host.tap(/^支部党员大会第.季度，已开$/)
  await host.see(/ 已开$/)
  await host.screenshot('meeting/calendar', EVERY_VARIANT)
})
