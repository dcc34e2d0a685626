import { fullCode, stepAt } from '../../../cloudfunctions/rules/meeting/code'
import type { AuditEntry } from '../../../typings/audit'
import type { StoredMeeting } from '../../../typings/meeting-room'
import { documentsIn, openAs, type Phone } from '../fixture'
import { withCompany } from '../people/company'
import { does } from '../study/bank'
import { BRANCH, checkIn, codeOn, hostOf, namesIn, page, plan, seeInStep, stepsOff } from './scene'

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
  const guest = await openAs(member, page('open', meetingId))
  await guest.see('扫码签到')

  host.offline()
  guest.offline()
  await host.tap('主持签到')
  await host.see('已可离线使用', { nth: 0 })
  await host.see('应到')
  await host.see(/应到名单就固定下来/)
  await host.gone('未到')
  await host.tap('现在开会')
  await host.see(/秒后更换/)
  await host.see(/没有网络，签到照常进行/)
  await guest.tap('我的签到码')
  host.willScan(guest)
  await host.tap('扫对方的码')
  await host.see(`${member.name} 已签到`)
  await host.see('1 / 15')

  // Killed, and opened again where there still is no network.
  await host.kill()
  await host.restart()
  await host.tap('主持签到')
  await host.see(/待发送 2 条/)
  await host.see('1 / 15')
  await host.tap(`登记${marked.name}`)
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
  await seeInStep(company, host)
  expect(await namesIn(company, meetingId)).toEqual([member.name, marked.name].sort())
  guest.online()
  await guest.leave()
  await guest.enter()
  await guest.see('已签到')

  // Another officer goes on with it on their own phone.
  const deputy = await openAs(company.holder('publicityOfficer', BRANCH), page('host', meetingId))
  await deputy.see(`正由 ${secretary.name} 的手机主持。`)
  deputy.willAnswer({ sheet: 'modal', confirm: true })
  await deputy.tap('改由这部手机主持')
  await deputy.see(/秒后更换/)
  await host.see(/^正由 .+ 的手机主持。$/)
  await checkIn(company, [company.nth(BRANCH, 2)], await codeOn(deputy))
  await deputy.see('3 / 15')
  await host.see('3 / 15')
})

test('six digits typed wrong too often, somebody who is not on the list, members on line and near: each has a way in', async () => {
  const meetingId = await plan(company, {
    mode: 'both',
    link: '会议号 123 456 789',
    fence: { latitude: 30, longitude: 120, radius: 200 },
  })
  const otherId = await plan(company, { title: '另一场会议' })
  const host = await hostOf(company, meetingId)
  await host.tap('我也到了')
  await host.see('1 / 15')
  const officer = company.holder('disciplineOfficer', BRANCH).openid
  const opening = { meetingId: otherId, deviceId: 'phone-of-another', openedAt: null }
  const { pass } = await does(company.stage, officer, 'meeting.open', opening)
  const step = stepAt(company.stage.cloud.clock.now())
  const otherCode = fullCode(pass?.secret ?? '', otherId, step)

  // Five wrong ones, then the wait is said and the host can scan them; in by scanning, near, with the person's consent.
  const typist = company.nth(BRANCH, 0)
  const typing = await openAs(typist, page('open', meetingId))
  typing.willAnswer({ sheet: 'modal', confirm: true })
  typing.willAnswer({ sheet: 'privacy', agree: true })
  await typing.tap('输入签到码')
  for (let tries = 0; tries <= 5; tries += 1) {
    typing.willAnswer({ sheet: 'actionSheet', index: 0 })
    typing.willAnswer({ sheet: 'location', position: NEARBY })
    await typing.type('六位签到码', wrongDigits(tries))
    await typing.tap('签到', { within: '.card' })
    await typing.see(tries < 5 ? /^签到码不正确/ : /^尝试次数过多，请 10 分钟后再试/)
    if (tries < 5) await typing.tap('知道了')
  }
  await typing.tap('请主持人扫我的码')
  await typing.see('请主持人扫这个码，没有网络也可以。')

  // Another meeting's code leads there; then the right one, on the spot.
  typing.willAnswer({ sheet: 'actionSheet', index: 0 })
  typing.willAnswer({ sheet: 'location', position: NEARBY })
  typing.willAnswer({ sheet: 'scan', code: otherCode })
  await typing.tap('扫码签到')
  await typing.tap('打开那场会议')
  await typing.see('另一场会议')
  await typing.back()
  typing.willAnswer({ sheet: 'actionSheet', index: 0 })
  typing.willAnswer({ sheet: 'location', position: NEARBY })
  typing.willScan(host)
  await typing.tap('扫码签到')
  await typing.see('已签到')

  // On line, by their own choice, and asked about no place; without a place in the room as well.
  const away = await openAs(company.nth(BRANCH, 1), page('open', meetingId))
  await away.see('计入实到')
  away.willAnswer({ sheet: 'actionSheet', index: 1 })
  away.willScan(host)
  await away.tap('扫码签到')
  await away.see(/扫码（线上）/)
  const shy = await openAs(company.nth(BRANCH, 2), page('open', meetingId))
  shy.willAnswer({ sheet: 'actionSheet', index: 0 })
  shy.willAnswer({ sheet: 'modal', confirm: false })
  shy.willScan(host)
  await shy.tap('扫码签到')
  await shy.see('已签到')
  await host.see('4 / 15')
  await host.see(/扫码 · 在会场/)
  await host.see(/扫码 · 线上/)
  await host.see(/扫码 · 未提供位置/)
  await host.see('线上 1 人，计入实到')

  // Two who are not on the list; the host lets both in with one tap.
  for (const nth of [0, 1]) {
    const outsider = await openAs(company.nth('org-east-1', nth), page('open', meetingId))
    await outsider.see('您不在会议名单中')
    outsider.willScan(host)
    await outsider.tap('扫码列席')
    await outsider.see('待同意列席')
  }
  await host.see('等您答复：想列席 2')
  await host.tap('全部同意')
  await host.gone('想列席')
  await host.gone(/待发送/)
  expect(await namesIn(company, meetingId)).toHaveLength(6)

  // Marked by the host as on line.
  await host.tap(`登记${company.nth(BRANCH, 3).name}`)
  await host.tap('在线上')
  await host.tap('扫不上码')
  await host.tap('登记', { within: '.panel' })
  await host.see('线上 2 人，计入实到；列席 2 人')

  /** Digits nobody shows: the phone that hosts makes others with one chance in 300,000. */
  function wrongDigits(tries: number): string {
    return String(100_000 + tries)
  }
})

const NEARBY = { latitude: 30.0005, longitude: 120.0005, accuracy: 20 }

test('what a host does is done once: with answers that are lost on the way back, and with every button tapped twice', async () => {
  const { stage } = company
  const host = await openAs(
    company.holder('secretary', BRANCH),
    `packages/meeting/pages/plan/plan?org=${BRANCH}`,
  )
  await host.tap('支部党员大会', { nth: 0 })
  await host.type('会议名称', '弱网下的支部党员大会')
  await host.type('地点', '项目部会议室')
  host.weak(['lostBack'])
  await host.tap('现在开会')
  await host.see('没有完成')
  // It arrived, and is told; what is changed now is changed there.
  host.online()
  await host.type('地点', '三号洞口')
  await host.tapTwice('现在开会')
  await host.see(/秒后更换/)
  const held = await documentsIn<StoredMeeting>(stage, 'meetings', ({ title }) =>
    title.startsWith('弱网下'),
  )
  expect(held).toMatchObject([{ place: '三号洞口', state: 'open' }])
  const meetingId = held[0]?._id ?? ''

  const [first, second] = [company.nth(BRANCH, 0), company.nth(BRANCH, 1)]
  await mark(first)
  await host.see('1 / 15')
  const proofs = [company.nth(BRANCH, 2), company.nth(BRANCH, 3)]
  const code = await codeOn(host)
  const scannedAt = new Date(stage.cloud.clock.now()).toISOString()
  for (const { openid } of proofs)
    await does(stage, openid, 'meeting.uploadProof', {
      meetingId,
      code,
      scannedAt,
      sentAt: scannedAt,
      remote: false,
      placeHint: null,
    })
  await host.see('等您答复：待核实 2')
  host.weak(['lostBack', 'lostBack', 'lostBack'])
  await mark(second)
  await host.tapTwice('全部认可')
  await host.see('4 / 15')
  await host.see(/待发送 2 条/)
  host.online()
  await host.gone(/待发送/)
  host.willAnswer({ sheet: 'modal', confirm: true })
  await host.tapTwice('结束会议')
  await host.see('已结束')
  await host.gone(/待发送/)
  await host.gone('结束会议？')
  expect(await namesIn(company, meetingId)).toHaveLength(4)
  const audited = await documentsIn<AuditEntry>(
    stage,
    'audit',
    ({ subjectId }) => subjectId === meetingId,
  )
  expect(audited.map(({ action }) => action).sort()).toEqual([
    'meeting.edit',
    'meeting.end',
    'meeting.open',
    'meeting.plan',
  ])

  async function mark({ name }: { name: string }): Promise<void> {
    await host.tapTwice(`登记${name}`)
    await host.tap('没有带手机')
    await host.tap('登记', { within: '.panel' })
  }
})

test('a ballot on paper is entered by both tellers, on their own phones; where they differ both see it', async () => {
  const meetingId = await plan(company)
  const host = await hostOf(company, meetingId)
  const people = [0, 1, 2, 3, 4, 5, 6].map((nth) => company.nth(BRANCH, nth))
  await checkIn(company, people, await codeOn(host))
  await host.see('7 / 15')
  await host.tap('表决')
  await host.tap('新的表决事项')
  await host.type('表决事项', '关于设立党员责任区的决议')
  await host.tap('无记名投票')
  await host.see('监票人')
  const tellers = [
    company.holder('publicityOfficer', BRANCH),
    company.holder('disciplineOfficer', BRANCH),
  ] as const
  await host.tap('提出表决')
  await host.see(`无记名投票 · 监票 ${tellers[0].name} · 计票 ${tellers[1].name}`)

  const first = await openAs(tellers[0], page('votes', meetingId))
  await enter(first, 7)
  await first.see('待另一人确认')
  const second = await openAs(tellers[1], page('votes', meetingId))
  await second.see(`${tellers[0].name} 录入：发出 7，收回 7，无效 0`)
  await second.tap('数目不对，重新录入')
  await fill(second, 6)
  await second.see('两人录入的数目不一致，请一起重新清点。')
  await first.see('两人录入的数目不一致，请一起重新清点。')
  // They count again; the first enters what the second has, which confirms it.
  await first.tap('数目不对，重新录入')
  await fill(first, 6)
  await first.see('未通过')
  for (const each of [second, host]) {
    // Taken up again, it is asked at once.
    await each.leave()
    await each.enter()
    await each.see('未通过')
  }
  await host.see(/同意6票/)

  async function enter(phone: Phone, yes: number): Promise<void> {
    await phone.tap('计票', { within: '.button' })
    await fill(phone, yes)
  }
  async function fill(phone: Phone, yes: number): Promise<void> {
    await phone.type('发出票数', '7')
    await phone.type('收回票数', '7')
    await phone.type('无效票数', '0')
    await phone.type(/责任区的决议同意$/, String(yes))
    await phone.type(/责任区的决议不同意$/, '0')
    await phone.type(/责任区的决议弃权$/, String(7 - yes))
    await phone.tap('保存计票')
  }
})
