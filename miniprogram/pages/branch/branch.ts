import { MEETING_OFFICERS } from '../../../cloudfunctions/rules/meeting/kinds'
import type { BranchView, PersonRow } from '../../../typings/member'
import type { PostRole } from '../../../typings/organisation'
import { act } from '../../services/act'
import { CallError } from '../../services/call-error'
import { call } from '../../services/cloud'
import { present, SHELL } from '../../services/follow'
import { type Invite, invite } from '../../services/invite'
import { definePage } from '../../services/page'
import { callOfficer } from '../../services/phone-call'
import { queryOf } from '../../services/query'
import * as session from '../../services/session'
import { branchCard, type Card, HOME_CARD } from '../../services/share'
import { ageWords } from '../../services/time'
import { LEVEL_NAMES, roleWords, STAGE_NAMES } from '../../services/words'

interface Person {
  memberId: string
  name: string
  note: string
  joined: boolean
}

/** A tool of the secretary or the administrator, and the page it opens. */
interface Tool {
  title: string
  note: string
  icon: string
  path: string
}

interface Outcome {
  said: string
  failed: string
  invite: Invite | null
}

interface Request {
  requestId: string
  name: string
  note: string
  candidates: { memberId: string; label: string }[]
}

/** Posts that see the tree below their organisation, and those that keep it. The server decides; see access.md. */
const OVERSEES: readonly PostRole[] = ['secretary', 'deputySecretary', 'editor', 'administrator']
const PACKAGE = '/packages/organisation/pages'

/** 支部: the organisation I act for: officers to call, people, and for its officers who waits to be let in. */
definePage({
  data: {
    ...SHELL,
    name: '',
    line: '',
    /** `支部`, `党委`: what the headings call it. */
    sort: '',
    officers: [] as Person[],
    people: [] as Person[],
    joined: 0,
    onlyMissing: false,
    requests: [] as Request[],
    /** Only the newest, unless asked for. */
    allRecent: false,
    recent: [] as { memberId: string; name: string; note: string }[],
    mayInvite: false,
    mayAnswer: false,
    mayLook: false,
    tools: [] as Tool[],
    /** The card is made when the page opens, because sharing cannot wait. */
    hasCard: false,
    invite: null as Invite | null,
    busy: '',
    said: '',
    failed: '',
  },
  orgId: '',
  card: null as Card | null,

  onShow(): void {
    const place = session.actingFor()
    if (place !== null && place.orgId !== this.orgId) {
      this.orgId = place.orgId
      this.card = null
      this.setData({ status: 'loading', hasCard: false, invite: null, said: '', failed: '' })
    }
    void this.load()
  },

  async load(): Promise<void> {
    if (this.orgId === '') {
      await this.learnWho()
      if (this.orgId === '') return
    }
    const { orgId } = this
    const trouble = await present(this, ['member.branch', { orgId }, `branch:${orgId}`], (view) =>
      orgId === this.orgId ? viewOf(view) : null,
    )
    if (trouble !== null) return
    if (!this.data.mayInvite || this.card !== null) return
    await this.makeCard(false).catch((error: unknown) => {
      if (!(error instanceof CallError)) throw error
      console.info('branch: no join card yet', error.code)
    })
  },

  /** A first start: the session has not answered yet. */
  async learnWho(): Promise<void> {
    try {
      const who = await session.refresh()
      const place = session.actingFor()
      this.orgId = place?.orgId ?? ''
      if (who.state === 'left') this.setData({ status: 'left', message: who.message })
      else if (place === null) this.setData({ status: 'stranger' })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.setData({ status: 'error', message: error.message, canRetry: error.retry })
    }
  },

  /** @throws CallError */
  async makeCard(renew: boolean): Promise<void> {
    const { orgName, cardId } = await call('member.joinCard', { orgId: this.orgId, renew })
    this.card = branchCard(orgName, cardId)
    this.setData({ hasCard: true })
  },

  onRecent(): void {
    this.setData({ allRecent: !this.data.allRecent })
  },
  onFilter(): void {
    this.setData({ onlyMissing: !this.data.onlyMissing })
  },

  async onCall(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const memberId = String(event.currentTarget.dataset.member)
    await this.run(`call:${memberId}`, async () => {
      return { failed: (await callOfficer(this.orgId, memberId)) ?? '' }
    })
  },

  onPerson(event: WechatMiniprogram.TouchEvent): void {
    const { member } = event.currentTarget.dataset as { member: string }
    const query = `org=${this.orgId}&member=${member}`
    if (this.data.mayLook) void wx.navigateTo({ url: `${PACKAGE}/person/person?${query}` })
  },
  onTool(event: WechatMiniprogram.TouchEvent): void {
    void wx.navigateTo({ url: String(event.currentTarget.dataset.path) })
  },

  /** A card that went to the wrong chat is made void by a new one. */
  async onRenew(): Promise<void> {
    const { confirm } = await wx.showModal({
      title: '换一张加入卡片？',
      content: '以前发出的卡片立即作废，已经加入的人不受影响。',
      confirmText: '换一张',
    })
    if (!confirm) return
    await this.run('renew', async () => {
      await this.makeCard(true)
      return { said: '已换新，以前的卡片不能再用' }
    })
  },

  async onInvite(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { member, name } = event.currentTarget.dataset as { member: string; name: string }
    await this.run(`invite:${member}`, async () => {
      const made = await invite(member, name)
      wx.pageScrollTo({ scrollTop: 0 })
      return { invite: made }
    })
  },

  async onAccept(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { request, member } = event.currentTarget.dataset as { request: string; member: string }
    await this.answer(request, member, '已同意加入')
  },
  async onDecline(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { request } = event.currentTarget.dataset as { request: string }
    const { confirm } = await wx.showModal({ title: '不同意这次申请？', confirmText: '不同意' })
    if (confirm) await this.answer(request, null, '已答复：不同意')
  },
  async answer(requestId: string, memberId: string | null, said: string): Promise<void> {
    await this.run(`answer:${requestId}`, async () => {
      await call('member.answerJoinRequest', { orgId: this.orgId, requestId, memberId })
      await this.load()
      return { said }
    })
  },

  async onUndo(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { member, name } = event.currentTarget.dataset as { member: string; name: string }
    const { confirm } = await wx.showModal({
      title: `撤销${name}的加入？`,
      content: '对方将不能再查看支部内容，需要重新确认身份。',
      confirmText: '撤销',
    })
    if (!confirm) return
    await this.run(`undo:${member}`, async () => {
      await call('member.undoJoin', { memberId: member })
      await this.load()
      return { said: `已撤销${name}的加入` }
    })
  },

  /** What the last tap said goes when the next one begins. */
  async run(busy: string, work: () => Promise<Partial<Outcome>>): Promise<void> {
    if (this.data.said !== '') this.setData({ said: '' })
    await act(this, busy, work)
  },

  onShareAppMessage(event: WechatMiniprogram.Page.IShareAppMessageOption) {
    const isInvite = event.target?.dataset.card === 'invite'
    if (isInvite && this.data.invite !== null) return this.data.invite.card
    return (event.from === 'button' && this.card) || HOME_CARD
  },
})

function viewOf(view: BranchView) {
  const { organisation, above, officers, people, joined, may } = view
  const now = new Date()
  return {
    name: organisation.name,
    line: [LEVEL_NAMES[organisation.level], ...above.map(({ name }) => name).reverse()].join(' · '),
    sort: organisation.level === 'branch' ? '支部' : LEVEL_NAMES[organisation.level],
    officers: officersOf(officers),
    people: people.map(personOf),
    joined,
    requests: view.joinRequests.map(({ requestId, fullName, note, at, candidates }) => ({
      requestId,
      name: fullName,
      note: [note, ageWords(at, now)].filter((part) => part !== '').join(' · '),
      candidates: candidates.map((each) => ({
        memberId: each.memberId,
        label: [each.name, each.employeeNumber, each.maskedPhone]
          .filter((part) => part !== undefined)
          .join(' '),
      })),
    })),
    recent: view.recentJoins.map(({ memberId, name, at }) => ({
      memberId,
      name,
      note: `${ageWords(at, now)}加入`,
    })),
    mayInvite: may.includes('invite'),
    mayAnswer: may.includes('answerJoinRequests'),
    mayLook: may.includes('edit') || may.includes('appoint'),
    tools: toolsOf(view),
  }
}

/** One row a person, whatever the number of their posts. */
function officersOf(officers: BranchView['officers']): Person[] {
  const rows = new Map<string, Person>()
  for (const { role, ...row } of officers) {
    const before = rows.get(row.memberId)
    const name = roleWords(role, row)
    const note = before === undefined ? name : `${before.note}、${name}`
    rows.set(row.memberId, { ...personOf(row), note })
  }
  return [...rows.values()]
}

function toolsOf({ organisation, may }: BranchView): Tool[] {
  const { _id: orgId, name } = organisation
  const posts = session.me()?.posts.filter((post) => post.orgId === orgId) ?? []
  const query = queryOf({ org: orgId, name })
  const tree: Tool = {
    title: '组织架构',
    note: '下级组织、任职和人员',
    icon: 'list',
    path: `${PACKAGE}/tree/tree?${query}`,
  }
  const kept: Tool[] = [
    {
      title: '导入名册',
      note: '用 Excel 批量建立组织和人员',
      icon: 'excel',
      path: `${PACKAGE}/roster/roster?${query}`,
    },
    {
      title: '操作记录',
      note: '谁看过、改过、导出过什么',
      icon: 'history',
      path: `${PACKAGE}/audit/audit?${query}`,
    },
  ]
  const meetings: Tool = {
    title: '会议和落实日历',
    note: '三会一课、主题党日',
    icon: 'calendar',
    path: `/packages/meeting/pages/list/list?${query}`,
  }
  const hold: Tool = {
    title: '开会',
    note: '从模板或上次的安排开始',
    icon: 'add',
    path: `/packages/meeting/pages/plan/plan?${query}`,
  }
  return [
    ...(posts.some(({ role }) => MEETING_OFFICERS.includes(role)) ? [hold] : []),
    meetings,
    ...(posts.some(({ role }) => OVERSEES.includes(role)) ? [tree] : []),
    ...(may.includes('appoint') && posts.some(({ role }) => role === 'administrator') ? kept : []),
  ]
}

function personOf(row: PersonRow): Person {
  const roles = row.roles.map((role) => roleWords(role, row))
  const from = row.attachedFrom === undefined ? [] : [`来自${row.attachedFrom}`]
  return {
    memberId: row.memberId,
    name: row.name,
    note: [...roles, STAGE_NAMES[row.stage], ...from].join(' · '),
    joined: row.joined,
  }
}
