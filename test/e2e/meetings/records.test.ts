import { EVERY_VARIANT, openAs, openCard, type Phone } from '../fixture'
import { type DemoPerson, withCompany } from '../people/company'
import { does } from '../study/bank'

/** What stands before a meeting and after it: its plan with everything said, its minutes, the lists and the year. */
const company = withCompany()
const OVERSEAS = 'org-overseas-2'
const BRANCH = 'org-east-2'
const MOST_BYTES = 32 * 1024
const PDF = Buffer.from('%PDF-1.4\n%%EOF').toString('base64')
const LONG =
  '关于贯彻落实集团公司党委深基坑作业安全管理专项整治部署并研究年度先进党组织推荐名单的支部党员大会第十一次会议'

/** Bytes of every `setData` of the page on top from now on. */
async function weigh(phone: Phone): Promise<() => Promise<number[]>> {
  await phone.mini.evaluate(countOnPage)
  return async () => (await phone.mini.evaluate(counted)) as unknown as number[]
}

// Both run in the app.
function countOnPage(): void {
  const shared = globalThis as unknown as {
    getCurrentPages(): { setData(change: object, done?: () => void): void; sizes?: number[] }[]
  }
  const page = shared.getCurrentPages().slice(-1)[0]
  if (!page) return
  const original = page.setData
  const sizes: number[] = []
  page.sizes = sizes
  page.setData = function (change, done) {
    sizes.push(JSON.stringify(change).length)
    return original.call(this, change, done)
  }
}
function counted(): number[] {
  const { getCurrentPages } = globalThis as unknown as {
    getCurrentPages(): { sizes?: number[] }[]
  }
  return getCurrentPages().slice(-1)[0]?.sizes ?? []
}

test('a meeting abroad is planned in its own time with everything said, told to strangers as far as its card, and held again', async () => {
  const secretary = company.holder('secretary', OVERSEAS)
  const phone = await openAs(secretary)
  await phone.tap('支部', { within: '.mp-tab-bar' })
  await phone.tap('开会')
  await phone.tap('支部党员大会')
  // The branch is five hours behind the phone.
  await phone.see(/按支部当地时间填写。北京时间/)
  await phone.type('会议名称', '')
  await phone.type('地点', '')
  await phone.tap('先通知')
  await phone.see('请填写会议名称。')
  await phone.see('请填写地点。')
  await phone.screenshot('meeting/plan-problems', EVERY_VARIANT)
  await phone.type('会议名称', LONG)
  await phone.type('地点', '港口项目部二号营地活动板房会议室')
  // What was typed outlives a killed app.
  await phone.kill()
  await phone.restart()
  await phone.tap('支部', { within: '.mp-tab-bar' })
  await phone.tap('开会')
  await phone.see('没有写完的')
  await phone.screenshot('meeting/plan-unsent', EVERY_VARIANT)
  await phone.tap(LONG)
  await phone.tap('党课')
  phone.willAnswer({ sheet: 'privacy', agree: true })
  phone.willAnswer({ sheet: 'file', files: [{ name: '学习材料.pdf', base64: PDF }] })
  await phone.tap('添加')
  await phone.see('学习材料.pdf')
  await phone.tap('主持、记录、线上参加')
  await phone.type('时长', '5')
  await phone.tap('列席和表决')
  await phone.tap('入党积极分子')
  await phone.tap('本次不参加表决的人')
  await phone.tap('确定', { within: '.mp-picker-head' })
  await phone.see('点一下，恢复表决')
  const sizes = await weigh(phone)
  await phone.tap('先通知')
  await phone.see('时长填 10 到 720 分钟的整数。')
  for (const size of await sizes()) expect(size).toBeLessThan(MOST_BYTES)
  await phone.type('时长', '75')
  await phone.screenshot('meeting/plan-whole', EVERY_VARIANT)
  const shown = await (await phone.page()).data()
  await phone.tap('先通知')
  await phone.see('已安排，并通知了大家')
  phone.willAnswer({ sheet: 'authorize', allow: true })
  await phone.tap('加到手机日历')
  await phone.see('已加到手机日历')
  await phone.screenshot('meeting/planned', EVERY_VARIANT)
  const entry = phone.effects.find(({ effect }) => effect === 'calendar')
  if (entry?.effect !== 'calendar') throw new Error('nothing is in the calendar of the phone')
  const { date, time } = shown as { date: string; time: string }
  expect(entry).toMatchObject({ title: LONG, location: '港口项目部二号营地活动板房会议室' })
  expect(entry.startTime * 1000).toBe(Date.parse(`${date}T${time}:00+03:00`))
  expect((entry.endTime ?? 0) - entry.startTime).toBe(75 * 60)

  const card = await phone.share()
  const stranger = await openCard(card, { openid: 'wx-nobody', name: '路人', phoneNumber: '' })
  await stranger.see('我是本单位党员，确认身份')
  await stranger.see(LONG.slice(0, 30))
  await stranger.screenshot('meeting/stranger', EVERY_VARIANT)

  const member = await openAs(company.nth(OVERSEAS, 0))
  await member.tap('我的会议')
  await member.see(/北京时间/)
  const drawn = await weigh(member)
  await member.screenshot('meeting/mine', EVERY_VARIANT)
  await member.tap(LONG)
  await member.see('学习材料.pdf')
  await member.back()
  await member.see('未开始')
  for (const size of await drawn()) expect(size).toBeLessThan(MOST_BYTES)

  // Another place: typed, kept through a killed app, given up, typed again and sent to everybody.
  await phone.tap('看会议')
  await phone.tap('修改安排')
  await phone.type('地点', '食堂')
  await phone.kill()
  await phone.restart()
  await openEdit()
  await phone.see('已恢复您改的、还没有保存的安排。')
  expect((await (await phone.page()).data('place')) as string).toBe('食堂')
  await phone.tap('不要了')
  await phone.gone('已恢复您改的、还没有保存的安排。')
  await phone.see('保存并通知')
  expect((await (await phone.page()).data('place')) as string).toBe(
    '港口项目部二号营地活动板房会议室',
  )
  await phone.type('地点', '二号营地食堂')
  // As the wheels do when they are turned to the evening of the day after, which is never past.
  const dayAfter = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString()
  await pick('date', dayAfter.slice(0, 10))
  await pick('time', '23:50')
  await phone.tap('保存并通知')
  await phone.see('已修改')
  await member.leave()
  await member.enter()
  await member.tap(LONG)
  await member.see('二号营地食堂')
  await member.see(/23:50/)
  await phone.tap('看会议')
  await phone.tap('修改安排')
  await phone.see('保存并通知')
  await phone.gone('已恢复您改的、还没有保存的安排。')
  await phone.kill()
  await phone.restart()

  // The same again: everything but the materials and who had no vote that day.
  await phone.tap('支部', { within: '.mp-tab-bar' })
  await phone.tap('开会')
  await phone.tap(LONG)
  const copied = await (await phone.page()).data()
  expect(copied).toMatchObject({ length: '75', files: [], withoutVote: [] })
  expect((copied as { also: { name: string; on: boolean }[] }).also).toContainEqual(
    expect.objectContaining({ name: '党课', on: true }),
  )

  async function openEdit(): Promise<void> {
    await phone.tap('我的会议')
    await phone.tap(LONG)
    await phone.tap('修改安排')
  }
  async function pick(field: 'date' | 'time', value: string): Promise<void> {
    const event = { currentTarget: { dataset: { field } }, detail: { value } }
    await (await phone.page()).callMethod('onMoment', event)
  }
})

/** A meeting of the branch that was held, straight through the functions. */
async function hold(secretary: DemoPerson, people: readonly DemoPerson[]): Promise<string> {
  const { stage } = company
  const { openid } = secretary
  const { templates, people: roster } = await does(stage, openid, 'meeting.start', {
    orgId: BRANCH,
  })
  const general = templates.find(({ kind }) => kind === 'generalMeeting')
  const chair = roster.find(({ name }) => name === secretary.name)
  if (general === undefined || chair === undefined) throw new Error('no template of that kind')
  const meetingId = 'held-meeting'
  const plan = { ...general.plan, title: LONG, chairId: chair.memberId }
  await does(stage, openid, 'meeting.plan', { meetingId, orgId: BRANCH, plan, announce: true })
  const deviceId = 'host-phone'
  await does(stage, openid, 'meeting.open', { meetingId, deviceId, openedAt: null })
  const at = new Date(stage.cloud.clock.now()).toISOString()
  const records = people.map(({ name }) => ({
    memberId: roster.find((each) => each.name === name)?.memberId ?? '',
    how: 'byHand' as const,
    at,
    remote: false,
    reason: '没有带手机',
  }))
  await does(stage, openid, 'meeting.record', { meetingId, records })
  await does(stage, openid, 'meeting.end', { meetingId, endedAt: null })
  const [first] = records
  const memberId = first?.memberId ?? ''
  await does(stage, openid, 'meeting.correct', {
    meetingId,
    memberId,
    correctionId: 'correction-1',
    to: 'struck',
    remote: false,
    reason: '登记时看错了人',
  })
  return meetingId
}

test('typed minutes outlive a killed app and another hand, are approved, amended part by part, and sent on', async () => {
  const secretary = company.holder('secretary', BRANCH)
  const officer = company.holder('publicityOfficer', BRANCH)
  const people = [0, 1, 2].map((nth) => company.nth(BRANCH, nth))
  const meetingId = await hold(secretary, people)
  const page = `packages/meeting/pages/minutes/minutes?id=${meetingId}`

  const phone = await openAs(secretary, page)
  await phone.see('按记录起草，尚未保存')
  await phone.tap('加一条')
  await phone.type('发言人', '王建国')
  await phone.type('发言要点', '突击队先从二号竖井抽调人员。')
  await phone.tap('加一项')
  await phone.type('督办事项', '报送突击队名单')
  await phone.see('有改动未保存')
  await phone.kill()
  await phone.restart()
  await phone.see(/已恢复您.+写的、还没有保存的内容/)
  expect((await (await phone.page()).data('speeches')) as object[]).toMatchObject([
    { name: '王建国', gist: '突击队先从二号竖井抽调人员。' },
  ])
  await phone.screenshot('meeting/minutes-restored', EVERY_VARIANT)

  // Somebody else saves meanwhile: neither is lost.
  const other = await openAs(officer, page)
  await other.type('决议', '另一部手机写的决议。')
  await other.tap('保存草稿')
  await other.see('已保存')
  await phone.tap('保存草稿')
  await phone.see(new RegExp(`${officer.name}后来保存过一次`))
  await phone.screenshot('meeting/minutes-clash', EVERY_VARIANT)
  await phone.tap('用我写的接着改')
  await phone.type('决议', '同意设立党员突击队。')
  phone.offline()
  await phone.tap('保存草稿')
  await phone.see('没有完成')
  await phone.screenshot('meeting/minutes-offline', EVERY_VARIANT)
  phone.online()
  const [doer] = people
  await give(phone, doer?.name ?? '')
  await phone.tap('保存草稿')
  await phone.see('已保存')
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('定稿')
  await phone.see(/已定稿/)

  // Whoever was given it finds it on Today, says that it is done, and the secretary reads so.
  const doing = await openAs(doer ?? null)
  await doing.tap('报送突击队名单')
  await doing.see(/支部党员大会/)
  await doing.screenshot('meeting/follow-up', EVERY_VARIANT)
  await doing.type('落实情况', '名单已交党群工作部')
  await doing.tapTwice('已落实')
  await doing.see(/已落实$/)
  await doing.screenshot('meeting/follow-up-done', EVERY_VARIANT)
  await doing.back()
  await doing.gone('报送突击队名单')
  await phone.leave()
  await phone.enter()
  await phone.see(/名单已交党群工作部/)
  await phone.see('报送突击队名单')
  await phone.see('同意设立党员突击队。')

  // A part is amended: with its reason, or not at all.
  await phone.tap('更正王建国的发言')
  await phone.see('发言 · 王建国')
  await phone.tap('更正')
  await phone.see('和原来一样，还没有改。')
  await phone.screenshot('meeting/amend', EVERY_VARIANT)
  await phone.type('应当写成什么', '突击队先从三号竖井抽调人员。')
  await phone.type('更正原因', '听错了竖井的编号')
  await phone.tap('更正')
  await phone.see('有 1 处更正')
  await other.leave()
  await other.enter()
  await other.see(/听错了竖井的编号/)
  await other.see('突击队先从三号竖井抽调人员。', { nth: 0 })
  await other.screenshot('meeting/amended', EVERY_VARIANT)
  await phone.tap('到会更正')
  await phone.see('已签到 → 未到')
  await phone.see(/登记时看错了人/)
  await phone.screenshot('meeting/corrections', EVERY_VARIANT)
  await phone.back()
  await phone.tap('导出 Word')
  await phone.tap('关闭', { within: '.mp-document' })
  phone.willAnswer({ sheet: 'share', send: true })
  await phone.tap('发到微信聊天')
  await phone.see('发到微信聊天')
  expect(
    phone.effects.some((each) => each.effect === 'fileShared' && each.name.endsWith('.docx')),
  ).toBe(true)

  /** As the wheel does when it is turned to somebody. */
  async function give(by: Phone, name: string): Promise<void> {
    const shown = await by.page()
    const names = (await shown.data('people')) as string[]
    const detail = { value: names.indexOf(name) }
    await shown.callMethod('onFollowUpPerson', { currentTarget: { dataset: { index: 0 } }, detail })
  }
})
