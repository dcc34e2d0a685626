import { localDate } from '../../../cloudfunctions/rules/calendar'
import { generateCompany } from '../../../local/demo/company'
import { documentsOf } from '../../../local/demo/documents'
import type { ActionName, InputOf, OutputOf } from '../../../typings/contract'
import type { Member, Organisation, Post, Session } from '../../../typings/organisation'
import { openAs, openCard, type Phone, strike, withCloud } from '../fixture'
import { demoRoster } from './roster'

/**
 * One notice from the first day of a new environment to its amendment, by everybody it concerns. Only the
 * headquarters' own organisation with its administrator and editor is there before.
 */
const today = localDate(new Date())
const demo = [
  ...documentsOf(generateCompany({ size: 'demo', today }), { today, everyNthNotJoined: 0 }),
]
const demoMembers = demo.flatMap((each) =>
  each.collection === 'members' ? [each.document as Member] : [],
)
const HQ = demo.find((each) => each.collection === 'organisations')?.document as Organisation
const staff = demoMembers.filter(({ posts }) => posts.some(isHeadquarters))
const BRANCHES = ['org-east-2', 'org-east-3', 'org-overseas-2'] as const
const TITLE = '关于防汛值守的通知'
const GROUP = { openGId: 'branch-group' }

const stage = withCloud({
  async fill({ database }) {
    const at = { orgId: HQ._id, orgName: HQ.name, path: HQ.path }
    const here = (member: Member) => ({
      affiliation: at,
      attachments: [],
      posts: member.posts.filter(isHeadquarters),
    })
    const ids = new Map(staff.map((member) => [member._id, member]))
    const sessions = demo.flatMap(({ collection, document }) => {
      if (collection !== 'sessions') return []
      const member = ids.get((document as Session).memberId)
      return member === undefined ? [] : [{ ...document, ...here(member) }]
    })
    const members = staff.map((member) => ({ ...member, ...here(member) }))
    for (const [collection, documents] of Object.entries({
      organisations: [HQ],
      members,
      sessions,
    }))
      await database.importLines(
        collection,
        documents.map((each) => JSON.stringify(each)),
      )
  },
})

function isHeadquarters({ orgId, role }: Post): boolean {
  return orgId === HQ._id && (role === 'administrator' || role === 'editor')
}

async function does<Name extends ActionName>(
  openid: string,
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  const event = { action: name, input }
  const outcome = await stage.cloud.invoke(name.split('.')[0] ?? '', event, { openid })
  const { result } = outcome as unknown as { result: { ok: boolean; data: OutputOf<Name> } }
  if (!result?.ok) throw new Error(`${name}: ${JSON.stringify(outcome)}`)
  return result.data
}

/** The administrator chooses the file out of a chat, sees what it would do, and lets it be done. */
async function importRoster(administrator: Member): Promise<void> {
  const phone = await openAs(person(administrator), 'pages/branch/branch')
  const base64 = demoRoster(today).toString('base64')
  phone.willAnswer({ sheet: 'privacy', agree: true })
  phone.willAnswer({ sheet: 'file', files: [{ name: '党员名册.xlsx', base64 }] })
  await phone.tap('导入名册')
  await phone.tap('从聊天中选择')
  await phone.see('还没有写入任何内容')
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap(/^导入 2\d\d 项$/)
  await phone.see('导入完成')
  await phone.see('全部写入')
  await phone.close()
}

const person = (member: Member) => ({
  openid: `wx-${member._id}`,
  name: member.name,
  phoneNumber: member.phone ?? '',
})
const inBranch = (orgId: string) =>
  demoMembers.filter(({ affiliation }) => affiliation.orgId === orgId)
const secretaryOf = (orgId: string) =>
  inBranch(orgId).find(({ posts }) =>
    posts.some((post) => post.orgId === orgId && post.role === 'secretary'),
  ) as Member

/** Proves membership by the phone's number, from wherever the button is. */
async function join(phone: Phone): Promise<void> {
  phone.willAnswer({ sheet: 'privacy', agree: true })
  phone.willAnswer({ sheet: 'phoneNumber', accept: true })
  await phone.tap('我是本单位党员，确认身份')
  await phone.tap('同意并继续')
  await phone.tap('用微信手机号确认')
}

/** What the people who are not watched do: they join and confirm, on phones of their own. */
async function joinsAndConfirms(member: Member, noticeId: string): Promise<void> {
  const { openid, phoneNumber } = person(member)
  const answer = await fetch(`${stage.cloud.url}/_local/wx/phone-codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ openid, phoneNumber }),
  })
  const { code } = (await answer.json()) as { code: string }
  await does(openid, 'member.joinByPhone', { phoneCode: code, consentVersion: 1 })
  const deviceAt = new Date(stage.cloud.clock.now()).toISOString()
  await does(openid, 'notice.confirm', { noticeId, version: 1, deviceAt })
}

test('from the roster to the amendment: one notice and everybody it concerns', async () => {
  const holder = (role: string) =>
    staff.find(({ posts }) =>
      posts.some((post) => isHeadquarters(post) && post.role === role),
    ) as Member
  await importRoster(holder('administrator'))

  // HQ publishes to everybody, with an attachment.
  const editor = await openAs(person(holder('editor')))
  await editor.tap('全部通知')
  await editor.tap('发布通知')
  await editor.see(/共 2\d\d 人/)
  await editor.type('标题', TITLE)
  await editor.type('正文', '每日十八时前报平安。\n值班电话保持畅通。')
  editor.willAnswer({ sheet: 'privacy', agree: true })
  editor.willAnswer({ sheet: 'actionSheet', index: 0 })
  const base64 = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64')
  editor.willAnswer({ sheet: 'file', files: [{ name: '值班表.pdf', base64 }] })
  await editor.tap('添加')
  await editor.see('PDF · 1 KB')
  editor.willAnswer({ sheet: 'modal', confirm: true })
  await editor.tap('发布')
  await editor.see('管理')
  const noticeId = String((await editor.page()).query.id)

  // Three branches have it at once.
  const secretaries: Phone[] = []
  for (const orgId of BRANCHES) {
    const phone = await openAs(person(secretaryOf(orgId)))
    await join(phone)
    await phone.see(TITLE)
    secretaries.push(phone)
  }
  const [secretary] = secretaries as [Phone]
  for (const other of secretaries.slice(1)) await other.close()
  secretary.willAnswer({ sheet: 'subscribe', result: 'accept' })
  await secretary.tap(TITLE, { nth: 0 })
  await secretary.tap('我知道了')
  await secretary.see('已确认收到')
  const card = await secretary.share()
  expect(card.title).toBe(`请确认收到：${TITLE}`)
  expect(card.imageUrl).toContain('/images/cards/notice.png')

  // A member opens the card from the group, joins, lands on the notice and confirms.
  const [first, second, third, fourth, ...others] = inBranch(BRANCHES[0]).filter(
    ({ _id }) => _id !== secretaryOf(BRANCHES[0])._id,
  ) as [Member, Member, Member, Member, ...Member[]]
  const member = await openCard(card, person(first), { group: GROUP })
  await member.see('我是本单位党员，确认身份')
  await member.see(TITLE)
  expect(await member.words()).not.toContain('平安')
  await join(member)
  await member.see('每日十八时前报平安。')
  await member.see('值班表.pdf')
  member.willAnswer({ sheet: 'subscribe', result: 'reject' })
  await member.tap('我知道了')
  await member.see('已确认收到')

  // Another confirms without network, loses the app, and comes back.
  const offline = await openCard(card, person(second))
  await join(offline)
  await offline.see('我知道了')
  offline.willAnswer({ sheet: 'subscribe', result: 'reject' })
  offline.offline()
  await offline.tap('我知道了')
  await offline.see('待发送')
  await offline.kill()
  await offline.restart()
  await offline.see('待发送')
  offline.online()
  await offline.gone('待发送')

  // The rest but two confirm; one of the two has joined and takes reminders, the other has not joined.
  for (const each of others) await joinsAndConfirms(each, noticeId)
  const waiting = await openAs(person(third))
  await join(waiting)
  await waiting.see(TITLE)

  // The secretary binds the group, sees two names missing, and reminds them.
  const inGroup = await openCard(card, person(secretaryOf(BRANCHES[0])), { group: GROUP })
  inGroup.willAnswer({ sheet: 'modal', confirm: true })
  await inGroup.tap(/^把这个群绑定到本组织/)
  await inGroup.see(/^本支部 \d+ 人中 2 人未确认$/)
  await inGroup.see(new RegExp(`${third.name}|${fourth.name}`), { within: '.group' })
  await inGroup.close()
  await secretary.tap('看看还有谁没有确认')
  await secretary.see('人还没有确认')
  for (const { name } of [third, fourth]) await secretary.see(name)
  for (const { name } of [first, second]) await secretary.gone(name)
  await secretary.tap('提醒未完成的人')
  await secretary.see(/^微信提醒不到这 2 人/)
  await secretary.see('没有订阅提醒')
  await secretary.see('未加入', { within: '.nudged' })

  // Members see in the group how their branch stands, without names.
  await member.leave()
  await member.enter()
  await member.see(/^本支部 \d+ 人中 2 人未确认$/)
  expect(await member.words()).not.toContain(fourth.name)

  // HQ drills down, from the biggest gap to the two names.
  await strike(stage)
  await editor.tap(/^看看还有谁没有确认/)
  await editor.see('下级组织')
  await editor.tap(/^提醒华东公司.*的书记$/)
  await editor.tap('提醒所选 1 个组织')
  await editor.see(secretaryOf(BRANCHES[0]).name, { within: '.nudged' })
  await editor.see('已发微信消息', { within: '.nudged' })
  await editor.gone(secretaryOf(BRANCHES[2]).name, { within: '.nudged' })
  await editor.tap(/^华东公司/, { within: '.child', nth: 0 })
  await editor.tap(/^云溪隧道/, { within: '.child', nth: 0 })
  for (const { name } of [third, fourth]) await editor.see(name)
  await editor.back()
  await editor.back()
  await editor.back()

  // HQ amends and asks again; the member sees what changed.
  await editor.tap('修改')
  await editor.type('正文', '每日十七时前报平安。\n值班电话保持畅通。')
  await editor.tap('要求重新确认')
  await editor.tap('保存修改')
  await editor.see('管理')
  await member.leave()
  await member.enter()
  await member.see('原来：每日十八时前报平安。')
  await member.see('现在：每日十七时前报平安。')
  expect(await member.words()).not.toContain('原来：每日十八时前报平安。\n值班')
  await member.tap('我知道了')
  await member.see('已确认收到')

  // From a card it takes two taps; the first is the one on the card.
  const fromCard = await openCard(card, person(third), { group: GROUP })
  fromCard.willAnswer({ sheet: 'subscribe', result: 'reject' })
  await fromCard.tap('我知道了')
  await fromCard.see('已确认收到')
  expect(1 + fromCard.taps).toBe(2)
})
