import { ROLE_NAMES } from '../../../cloudfunctions/rules/roles'
import type { BranchView, PersonRow } from '../../../typings/member'
import { CallError } from '../../services/call-error'
import { call } from '../../services/cloud'
import { ageLine, follow, type Seen, type Standing } from '../../services/follow'
import { definePage } from '../../services/page'
import { callPerson } from '../../services/phone-call'
import * as session from '../../services/session'
import { branchCard, type Card, HOME_CARD, inviteCard } from '../../services/share'
import { ageWords } from '../../services/time'
import { LEVEL_NAMES, STAGE_NAMES } from '../../services/words'

interface Person {
  memberId: string
  name: string
  note: string
  joined: boolean
}

interface Request {
  requestId: string
  name: string
  note: string
  candidates: { memberId: string; label: string }[]
}

/** 支部: the organisation I act for: officers to call, people, and for its officers who waits to be let in. */
definePage({
  data: {
    status: 'loading' as Standing,
    message: '',
    canRetry: true,
    age: '',
    name: '',
    line: '',
    officers: [] as Person[],
    people: [] as Person[],
    joined: 0,
    onlyMissing: false,
    requests: [] as Request[],
    recent: [] as { memberId: string; name: string; note: string }[],
    mayInvite: false,
    mayAnswer: false,
    /** The card is made when the page opens, because sharing cannot wait. */
    hasCard: false,
    invite: null as { name: string; code: string; until: string } | null,
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
  async onPullDownRefresh(): Promise<void> {
    await this.load()
    wx.stopPullDownRefresh()
  },

  async load(): Promise<void> {
    if (this.orgId === '') {
      await this.learnWho()
      if (this.orgId === '') return
    }
    const { orgId } = this
    const trouble = await follow('member.branch', { orgId }, `branch:${orgId}`, (view, seen) => {
      if (orgId === this.orgId) this.draw(view, seen)
    })
    if (trouble !== null) this.setData({ ...trouble, canRetry: trouble.retry })
    else if (this.data.mayInvite && this.card === null) await this.makeCard()
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

  draw(view: BranchView, seen: Seen): void {
    const { organisation, above, officers, people, joined, may } = view
    const now = new Date()
    this.setData({
      status: 'ready',
      message: '',
      age: ageLine(seen),
      name: organisation.name,
      line: [LEVEL_NAMES[organisation.level], ...above.map(({ name }) => name).reverse()].join(
        ' · ',
      ),
      officers: officers.map(({ role, ...row }) => ({ ...personOf(row), note: ROLE_NAMES[role] })),
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
    })
  },

  async makeCard(): Promise<void> {
    try {
      const { orgName, cardId } = await call('member.joinCard', {
        orgId: this.orgId,
        renew: false,
      })
      this.card = branchCard(orgName, cardId)
      this.setData({ hasCard: true })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      console.info('branch: no join card yet', error.code)
    }
  },

  onFilter(): void {
    this.setData({ onlyMissing: !this.data.onlyMissing })
  },

  async onCall(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const memberId = String(event.currentTarget.dataset.member)
    await this.run(`call:${memberId}`, async () => {
      const problem = await callPerson(memberId)
      if (problem !== null) this.setData({ failed: problem })
    })
  },

  async onInvite(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { member, name } = event.currentTarget.dataset as { member: string; name: string }
    await this.run(`invite:${member}`, async () => {
      const { code, expiresAt } = await call('member.invite', { memberId: member, form: 'typed' })
      this.setData({ invite: { name, code, until: expiresAt.slice(0, 10) } })
      wx.pageScrollTo({ scrollTop: 0 })
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
      this.setData({ said })
      await this.load()
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
      this.setData({ said: `已撤销${name}的加入` })
      await this.load()
    })
  },

  /** One thing at a time; what went wrong is said at the top. */
  async run(busy: string, work: () => Promise<void>): Promise<void> {
    if (this.data.busy !== '') return
    this.setData({ busy, failed: '', said: '' })
    try {
      await work()
      this.setData({ busy: '' })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.setData({ busy: '', failed: error.message })
      wx.pageScrollTo({ scrollTop: 0 })
    }
  },

  onShareAppMessage(event: WechatMiniprogram.Page.IShareAppMessageOption) {
    const { invite } = this.data
    const isInvite = event.target?.dataset.card === 'invite'
    if (isInvite && invite !== null) return inviteCard(invite.name, invite.code)
    return (event.from === 'button' && this.card) || HOME_CARD
  },
})

function personOf(row: PersonRow): Person {
  const roles = row.roles.map((role) => ROLE_NAMES[role])
  const from = row.attachedFrom === undefined ? [] : [`来自${row.attachedFrom}`]
  return {
    memberId: row.memberId,
    name: row.name,
    note: [...roles, STAGE_NAMES[row.stage], ...from].join(' · '),
    joined: row.joined,
  }
}
