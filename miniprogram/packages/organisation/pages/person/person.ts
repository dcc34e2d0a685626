import type { PersonRight, PersonView } from '../../../../../typings/member'
import type { PostRole } from '../../../../../typings/organisation'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { present, SHELL } from '../../../../services/follow'
import { type Invite, invite } from '../../../../services/invite'
import { definePage } from '../../../../services/page'
import { callPerson } from '../../../../services/phone-call'
import * as session from '../../../../services/session'
import { HOME_CARD } from '../../../../services/share'
import { pickerDate } from '../../../../services/time'
import { appointPath, stayPath } from '../../services/links'
import {
  accessOf,
  leavingLine,
  type PostLine,
  personLine,
  postLine,
  type StayLine,
  stayLine,
} from '../../services/person-words'

const NO_PHONE = '名册里没有这位同志的手机号。'

type May = Partial<Record<PersonRight, boolean>>

/** One person: how to reach them, whether they joined, their posts and stays, and what may be done about each. */
definePage({
  data: {
    ...SHELL,
    name: '',
    line: '',
    orgName: '',
    left: '',
    /** Will leave on a day ahead. */
    leaves: false,
    /** Masked, until it was asked for. */
    phone: '',
    isRevealed: false,
    joined: false,
    access: null as ReturnType<typeof accessOf> | null,
    posts: [] as PostLine[],
    stays: [] as StayLine[],
    may: {} as May,
    /** Of the organisation the person was looked at from. */
    isSelf: false,
    invite: null as Invite | null,
    today: '',
    busy: '',
    said: '',
    failed: '',
  },
  orgId: '',
  memberId: '',
  person: null as PersonView | null,

  onLoad(query: { org?: string; member?: string }): void {
    this.orgId = query.org ?? ''
    this.memberId = query.member ?? ''
    this.setData({ today: pickerDate(new Date()) })
  },
  onShow(): void {
    void this.load()
  },

  async load(): Promise<void> {
    const { orgId, memberId } = this
    const kept = `person:${orgId}:${memberId}`
    await present(this, ['member.person', { orgId, memberId }, kept], (person) => {
      this.person = person
      return shownOf(person)
    })
  },

  async onReveal(): Promise<void> {
    const { memberId } = this
    await act(this, 'reveal', async () => {
      const { phone } = await call('member.revealPhone', { memberId, why: 'check' })
      return phone === null ? { failed: NO_PHONE } : { phone, isRevealed: true }
    })
  },
  async onCall(): Promise<void> {
    await act(this, 'call', async () => ({ failed: (await callPerson(this.memberId)) ?? '' }))
  },
  async onSetPhone(): Promise<void> {
    const { name } = this.data
    const { confirm, content } = await wx.showModal({
      title: `${name}的新手机号`,
      editable: true,
      placeholderText: '11 位手机号',
      confirmText: '保存',
    })
    const version = this.person?.version ?? 0
    if (!confirm || content === undefined || content.trim() === '') return
    await this.change('phone', `已修改${name}的手机号。`, () =>
      call('member.setPhone', { memberId: this.memberId, phone: content.trim(), version }),
    )
  },

  async onInvite(): Promise<void> {
    const { memberId } = this
    await act(this, 'invite', async () => ({ invite: await invite(memberId, this.data.name) }))
  },
  async onUndo(): Promise<void> {
    const { name } = this.data
    const { confirm } = await wx.showModal({
      title: `解除${name}的微信绑定？`,
      content: '换手机、换微信或认错了人时使用。解除后对方不能再查看支部内容，可以重新邀请。',
      confirmText: '解除',
    })
    if (!confirm) return
    await this.change('undo', `已解除${name}的微信绑定，可以重新邀请。`, () =>
      call('member.undoJoin', { memberId: this.memberId }),
    )
  },

  onAppoint(): void {
    this.appoint({})
  },
  onDelegate(): void {
    this.appoint({ way: 'delegate' })
  },
  appoint(way: { way?: 'delegate' }): void {
    const { orgId: org, memberId: member } = this
    const { name } = this.data
    void wx.navigateTo({ url: appointPath({ org, orgName: '', member, name, ...way }) })
  },
  onHandOver(event: WechatMiniprogram.TouchEvent): void {
    const { org, orgname, role } = event.currentTarget.dataset as Record<string, string>
    const { memberId: from } = this
    const { name: fromName } = this.data
    const query = { org: org ?? '', orgName: orgname ?? '', role: role ?? '', from, fromName }
    void wx.navigateTo({ url: appointPath({ ...query, way: 'handover' }) })
  },
  async onEndPost(event: WechatMiniprogram.PickerChange): Promise<void> {
    const {
      org: orgId = '',
      role,
      title = '',
    } = event.currentTarget.dataset as Record<string, string>
    const on = String(event.detail.value)
    const { name, today } = this.data
    const isNow = on <= today
    const { confirm } = await wx.showModal({
      title: isNow ? `免去${name}的${title}？` : `${name}的${title}到 ${on} 为止？`,
      content: isNow ? '立即生效，对方不能再办理这项职务的工作。' : '到期自动失效。',
      confirmText: '确定',
    })
    if (!confirm) return
    const { memberId } = this
    await this.change('end', isNow ? `已免去${title}。` : `${title}到 ${on} 为止。`, () =>
      call('member.endPost', { orgId, memberId, role: role as PostRole, on }),
    )
  },

  onAttach(): void {
    const { name, orgName: homeName } = this.data
    void wx.navigateTo({ url: stayPath({ member: this.memberId, name, homeName }) })
  },
  stayOf(event: { currentTarget: { dataset: Record<string, unknown> } }): StayLine | undefined {
    return this.data.stays.find(({ key }) => key === event.currentTarget.dataset.key)
  },
  /** Another last day for a stay: earlier or later. */
  async onEndStay(event: WechatMiniprogram.PickerChange): Promise<void> {
    const stay = this.stayOf(event)
    if (stay === undefined) return
    const until = String(event.detail.value)
    const { orgId, orgName, from } = stay
    const { name } = this.data
    const { confirm } = await wx.showModal({
      title: `${name}在${orgName}到 ${until} 为止？`,
      content: '当天仍在名单里，第二天起不再通知和统计。',
      confirmText: '确定',
    })
    if (!confirm) return
    const { memberId } = this
    await this.change('stay', `${name}在${orgName}参加活动到 ${until} 为止。`, () =>
      call('member.attach', { orgId, memberId, from, until }),
    )
  },
  async onTakeBack(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const stay = this.stayOf(event)
    const version = this.person?.version
    if (stay === undefined || version === undefined) return
    const { orgId, orgName, from } = stay
    const { confirm } = await wx.showModal({
      title: `取消${this.data.name}到${orgName}参加活动？`,
      content: '还没有过完一天，取消后不留记录，只记入操作记录。',
      confirmText: '取消安排',
      cancelText: '返回',
    })
    if (!confirm) return
    const { memberId } = this
    await this.change('stay', `已取消到${orgName}参加活动的安排。`, () =>
      call('member.detach', { orgId, memberId, from, version }),
    )
  },

  async onLeave(event: WechatMiniprogram.PickerChange): Promise<void> {
    const on = String(event.detail.value)
    const { name } = this.data
    const { confirm, content } = await wx.showModal({
      title: `登记${name} ${on} 离开`,
      editable: true,
      placeholderText: '原因，例如：组织关系转出',
      confirmText: '登记',
    })
    if (!confirm) return
    const reason = content?.trim().slice(0, 100) ?? ''
    if (reason === '') return this.setData({ failed: '没有登记：请写明原因。', said: '' })
    const said =
      on <= this.data.today
        ? `已登记。${name}不能再使用本小程序，已有记录保留。`
        : `已登记。${name}从 ${on} 起不能再使用本小程序，在此之前可以改期或取消。`
    await this.change('leave', said, () =>
      call('member.leave', { memberId: this.memberId, on, reason }),
    )
  },
  async onStay(): Promise<void> {
    const { name } = this.data
    const { confirm, content } = await wx.showModal({
      title: `取消登记${name}离开`,
      editable: true,
      placeholderText: '原因，例如：调令已取消',
      confirmText: '取消登记',
      cancelText: '返回',
    })
    if (!confirm) return
    const reason = content?.trim().slice(0, 100) ?? ''
    if (reason === '') return this.setData({ failed: '没有取消：请写明原因。', said: '' })
    await this.change('stay', `已取消。${name}可以继续使用本小程序。`, () =>
      call('member.leave', { memberId: this.memberId, on: null, reason }),
    )
  },

  /** Changes something and shows the person as they are afterwards. */
  async change(busy: string, said: string, work: () => Promise<unknown>): Promise<void> {
    this.setData({ said: '' })
    const done = await act(this, busy, async () => {
      await work()
      return { said, isRevealed: false, invite: null }
    })
    await this.load()
    if (done) void wx.pageScrollTo({ scrollTop: 0 })
  },

  onShareAppMessage(event: WechatMiniprogram.Page.IShareAppMessageOption) {
    return (event.from === 'button' && this.data.invite?.card) || HOME_CARD
  },
})

function shownOf(person: PersonView) {
  const { name, affiliation, maskedPhone, joined, state, leftOn, memberId } = person
  return {
    name,
    line: personLine(person),
    orgName: affiliation.orgName,
    left: leavingLine(person),
    leaves: state === 'active' && leftOn !== undefined,
    phone: maskedPhone ?? '没有手机号',
    isRevealed: false,
    joined,
    access: accessOf(person, new Date()),
    posts: person.posts.map(postLine),
    stays: person.attachments.map(stayLine),
    may: Object.fromEntries(person.may.map((right) => [right, state === 'active'])) as May,
    isSelf: memberId === session.me()?.memberId,
  }
}
