import { memberCode } from '../../../../../cloudfunctions/rules/meeting/code'
import type { OutputOf } from '../../../../../typings/contract'
import type { LeaveReason } from '../../../../../typings/meeting'
import { act } from '../../../../services/act'
import { openFile } from '../../../../services/attachments'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import { askReason } from '../../../../services/reason'
import * as session from '../../../../services/session'
import { HOME_CARD, meetingCard, meetingPath } from '../../../../services/share'
import type { Tag } from '../../../../services/words'
import { checkIn, proofSubject, scan } from '../../services/check-in'
import { sample, steady } from '../../services/meeting-clock'
import { LEAVE_REASONS } from '../../services/meeting-words'
import { meetingShown } from '../../services/open-view'
import { placeHint } from '../../services/place'

export type View = OutputOf<'meeting.view'>

/** A meeting as everybody on its list sees it: what, when, where; checking in, leave, one's own code. */
definePage({
  data: {
    ...SHELL,
    title: '',
    kindName: '',
    from: '',
    state: { word: '', tone: 'plain' } as Tag,
    facts: [] as { name: string; value: string }[],
    agenda: [] as string[],
    files: [] as { name: string; note: string; icon: string }[],
    link: '',
    mine: null as Tag | null,
    mineNote: '',
    refused: '',
    mayCheckIn: false,
    mayAskLeave: false,
    mayWithdrawLeave: false,
    mayHost: false,
    mayEdit: false,
    mayMinutes: false,
    mayCancel: false,
    tellerOf: 0,
    calendar: false,
    typing: false,
    asking: false,
    reasons: LEAVE_REASONS,
    reason: 'duty' as LeaveReason,
    showsMine: false,
    myCode: '',
    myName: '',
    to: '',
    busy: '',
    failed: '',
  },
  id: '',
  view: null as View | null,
  digits: '',
  leaveText: '',
  unwatch: null as (() => void) | null,

  onLoad(query: { id?: string }): void {
    this.id = query.id ?? ''
    const me = session.me()
    this.setData({
      to: meetingPath(this.id),
      myCode: me === null ? '' : memberCode(me.memberId),
      myName: me?.name ?? '',
    })
    this.unwatch = outbox.watch((event) => {
      if (event.kind === 'sent' && event.change.subject.endsWith(this.id)) void this.load()
      else this.redraw()
    })
  },
  onUnload(): void {
    this.unwatch?.()
  },
  onShow(): void {
    void this.load()
  },

  async load(): Promise<void> {
    const sentAt = steady()
    const ask = ['meeting.view', { meetingId: this.id }, `meeting:${this.id}`] as const
    await present(this, ask, (view, { fresh }) => {
      if (fresh) sample(sentAt, view.serverAt)
      this.view = view
      return meetingShown(view, this.pending(), new Date())
    })
  },
  pending(): outbox.Change[] {
    const ours = [proofSubject(this.id), `leave:${this.id}`]
    return outbox.changes().filter(({ subject }) => ours.includes(subject))
  },
  redraw(): void {
    if (this.view !== null) draw(this, meetingShown(this.view, this.pending(), new Date()))
  },

  async onScan(): Promise<void> {
    const { view } = this
    if (view === null || this.data.busy !== '') return
    const code = await scan()
    if (code === null) return
    const remote = await this.isRemote()
    if (remote === null) return
    await act(this, 'scan', async () => {
      const hint = await placeHint(view.meeting.fence)
      await checkIn(code, { meetingId: this.id, remote, placeHint: hint })
    })
    await this.load()
  },
  /** Where a meeting is held both ways, each person says which; `null` when they closed the question. */
  async isRemote(): Promise<boolean | null> {
    const mode = this.view?.meeting.mode
    if (mode !== 'both') return mode === 'online'
    const chosen = await wx
      .showActionSheet({ itemList: ['我在现场', '我在线上参加'] })
      .catch(() => null)
    return chosen === null ? null : chosen.tapIndex === 1
  },

  onTyping(): void {
    draw(this, { typing: !this.data.typing, asking: false })
  },
  onDigits(event: WechatMiniprogram.Input): void {
    this.digits = event.detail.value.trim()
  },
  async onSendDigits(): Promise<void> {
    const { view, digits } = this
    if (view === null) return
    if (!/^\d{6}$/.test(digits)) {
      draw(this, { failed: '请输入主持人手机上的六位数字。' })
      return
    }
    const remote = await this.isRemote()
    if (remote === null) return
    const done = await act(this, 'typed', async () => {
      const hint = await placeHint(view.meeting.fence)
      await call('meeting.checkInTyped', {
        meetingId: this.id,
        digits,
        remote,
        placeHint: hint,
      })
      return { typing: false }
    })
    if (done) await this.load()
  },
  onMyCode(): void {
    draw(this, { showsMine: !this.data.showsMine })
  },

  onAsking(): void {
    draw(this, { asking: !this.data.asking, typing: false })
  },
  onReason(event: WechatMiniprogram.TouchEvent): void {
    draw(this, { reason: event.currentTarget.dataset.reason as LeaveReason })
  },
  onLeaveText(event: WechatMiniprogram.Input): void {
    this.leaveText = event.detail.value
  },
  async onAskLeave(): Promise<void> {
    const { reason } = this.data
    const text = this.leaveText.trim()
    if (reason === 'other' && text === '') {
      draw(this, { failed: '请写明请假原因。' })
      return
    }
    const input = { meetingId: this.id, reason, text }
    await act(this, 'leave', async () => {
      await outbox.put('meeting.askLeave', input, `leave:${this.id}`)
      return { asking: false }
    })
    await this.load()
  },
  async onWithdrawLeave(): Promise<void> {
    const done = await act(this, 'leave', async () => {
      await call('meeting.withdrawLeave', { meetingId: this.id })
    })
    if (done) await this.load()
  },
  async onRefusalRead(): Promise<void> {
    for (const { state, clientId } of this.pending())
      if (state === 'refused') outbox.dismiss(clientId)
    await this.load()
  },

  async onCalendar(): Promise<void> {
    const { view } = this
    if (view === null) return
    const { title, startsAt, length, place } = view.meeting
    const start = Math.floor(Date.parse(startsAt) / 1000)
    try {
      await wx.addPhoneCalendar({
        title,
        startTime: start,
        endTime: String(start + length * 60),
        location: place,
        alarm: true,
        alarmOffset: 1800,
      })
      draw(this, { calendar: true })
    } catch {
      draw(this, { failed: '没有加到日历：请在微信设置里允许使用日历。' })
    }
  },
  onCopyLink(): void {
    const link = this.view?.meeting.link
    if (link) void wx.setClipboardData({ data: link })
  },
  async onFile(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const index = Number(event.currentTarget.dataset.index)
    const file = this.view?.meeting.materials[index]
    if (file !== undefined) await act(this, `file:${index}`, () => openFile(file))
  },

  async onCancel(): Promise<void> {
    const reason = await askReason(
      this,
      {
        title: '取消会议',
        placeholderText: '取消原因（大家会看到）',
        confirmText: '取消会议',
        cancelText: '返回',
      },
      '没有取消：请写明原因。',
    )
    if (reason === null) return
    const done = await act(this, 'cancel', async () => {
      await call('meeting.cancel', { meetingId: this.id, reason })
    })
    if (done) await this.load()
  },
  onHost(): void {
    this.go('host')
  },
  onVotes(): void {
    this.go('votes')
  },
  onEdit(): void {
    this.go('plan')
  },
  onMinutes(): void {
    this.go('minutes')
  },
  go(page: string): void {
    void wx.navigateTo({ url: `/packages/meeting/pages/${page}/${page}?id=${this.id}` })
  },

  onShareAppMessage() {
    return this.view === null ? HOME_CARD : meetingCard(this.view.card)
  },
})
