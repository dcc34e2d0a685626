import { memberCode, readCode } from '../../../../../cloudfunctions/rules/meeting/code'
import type { OutputOf } from '../../../../../typings/contract'
import type { LeaveReason, PlaceHint, Receipt } from '../../../../../typings/meeting'
import { act } from '../../../../services/act'
import { openFile } from '../../../../services/attachments'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import { askReason } from '../../../../services/reason'
import * as session from '../../../../services/session'
import { HOME_CARD, meetingCard, meetingPath, titleOnCard } from '../../../../services/share'
import type { Tag } from '../../../../services/words'
import { checkIn, proofSubject, scan } from '../../services/check-in'
import { deviceId } from '../../services/device'
import { now as meetingNow, sample, steady } from '../../services/meeting-clock'
import { LEAVE_REASONS, receiptWords } from '../../services/meeting-words'
import { meetingShown } from '../../services/open-view'
import { addToCalendar } from '../../services/phone-calendar'
import { askChoice, placeChoice, placeHint } from '../../services/place'
import { keptRoom, prepare } from '../../services/prepared'
import { type TurnedAway, turnedAway, withoutCamera } from '../../services/turned-away'

type View = OutputOf<'meeting.view'>

/** A receipt older than the call by so much was there before; the clocks may differ a little. */
const AGO_MS = 5000

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
    /** What officers changed about this person's attendance, newest first. */
    corrections: [] as string[],
    mine: null as Tag | null,
    mineNote: '',
    refusal: '',
    refusedId: '',
    turnedAway: null as TurnedAway | null,
    said: '',
    /** Not on the list: may scan, and waits for the host. */
    isOutside: false,
    isOnLine: false,
    offlineNote: '',
    mayDownload: false,
    asksPlace: false,
    givesPlace: false,
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
    /** Where a stranger lands after proving membership. */
    to: '',
    /** What a stranger has read already, on the card. */
    cardTitle: '',
    busy: '',
    failed: '',
  },
  id: '',
  view: null as View | null,
  digits: '',
  isScanning: false,
  /** The meeting whose code was scanned by mistake. */
  otherId: '',
  leaveText: '',
  unwatch: null as (() => void) | null,

  onLoad(query: { id?: string; title?: string }): void {
    const opened = decoded(query)
    this.id = opened.id ?? ''
    this.setData({ to: meetingPath(this.id), cardTitle: titleOnCard(opened) })
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
    const trouble = await present(this, ask, (view, { fresh }) => {
      if (fresh) sample(sentAt, view.serverAt)
      this.view = view
      return this.shown()
    })
    if (trouble?.code === 'notExpected')
      draw(this, { status: 'ready', message: '', isOutside: true, mayCheckIn: true })
  },
  pending(): outbox.Change[] {
    const ours = [proofSubject(this.id), `leave:${this.id}`]
    return outbox.changes().filter(({ subject }) => ours.includes(subject))
  },
  redraw(): void {
    if (this.view !== null) draw(this, this.shown())
  },
  shown() {
    const { view } = this
    if (view === null) return {}
    const shown = meetingShown(view, this.pending(), keptRoom(this.id), new Date())
    return { ...shown, givesPlace: placeChoice() === true }
  },

  async onScan(): Promise<void> {
    if (this.isScanning || this.data.busy !== '') return
    this.isScanning = true
    try {
      // Asked before the code is seen: it is good for half a minute only.
      const where = await this.where()
      const code = where === null ? null : await scan()
      if (where !== null && code !== null)
        await this.send('scan', () => checkIn(code, { meetingId: this.id, ...where }), code)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      draw(this, { turnedAway: withoutCamera(error) })
    } finally {
      this.isScanning = false
    }
  },
  async onSendDigits(): Promise<void> {
    const { digits } = this
    if (this.isScanning || this.data.busy !== '') return
    if (!/^\d{6}$/.test(digits)) {
      draw(this, { failed: '请输入主持人手机上的六位数字。' })
      return
    }
    this.isScanning = true
    try {
      const where = await this.where()
      const input = { meetingId: this.id, digits }
      if (where !== null)
        await this.send('typed', () => call('meeting.checkInTyped', { ...input, ...where }))
    } finally {
      this.isScanning = false
    }
  },
  /** What the server said to a check-in: the receipt, or why not and what to do instead. */
  async send(by: 'scan' | 'typed', work: () => Promise<Receipt | null>, code = ''): Promise<void> {
    const sentAt = meetingNow()
    const done = await act(this, by, async () => {
      draw(this, { turnedAway: null, said: '' })
      try {
        const receipt = await work()
        return { typing: false, said: receipt === null ? '' : this.again(receipt, sentAt) }
      } catch (error) {
        if (!(error instanceof CallError)) throw error
        session.learn(error)
        this.otherId = readCode(code)?.meetingId ?? ''
        return { turnedAway: turnedAway(error, by) }
      }
    })
    if (done && this.data.turnedAway === null) await this.load()
  },
  /** Who was in already hears since when. */
  again(receipt: Receipt, sentAt: number): string {
    const wasIn = receipt.state === 'present' && Date.parse(receipt.at) < sentAt - AGO_MS
    return wasIn ? `您早已签到，不用再签：${receiptWords(receipt, new Date())}` : ''
  },
  async onWayOut(): Promise<void> {
    const way = this.data.turnedAway?.way
    draw(this, { turnedAway: null })
    if (way === 'scan') await this.onScan()
    if (way === 'myCode' && !this.data.showsMine) this.onMyCode()
    if (way === 'reload') await this.load()
    if (way === 'otherMeeting') void wx.navigateTo({ url: meetingPath(this.otherId) })
  },
  onTurnedAwayRead(): void {
    draw(this, { turnedAway: null })
  },
  /** In the room or on line, and how near; `null` when the person closed the question. */
  async where(): Promise<{ remote: boolean; placeHint: PlaceHint | null } | null> {
    const remote = await this.isRemote()
    if (remote === null) return null
    const fence = remote ? null : (this.view?.meeting.fence ?? null)
    return { remote, placeHint: await placeHint(fence) }
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
    draw(this, { typing: !this.data.typing, asking: false, showsMine: false })
    void wx.pageScrollTo({ scrollTop: 0 })
  },
  onDigits(event: WechatMiniprogram.Input): void {
    this.digits = event.detail.value.trim()
  },
  async onPlace(): Promise<void> {
    draw(this, { givesPlace: await askChoice() })
  },
  async onDownload(): Promise<void> {
    await act(this, 'download', async () => {
      await prepare(this.id, deviceId())
      return this.shown()
    })
  },
  onMyCode(): void {
    const me = session.me()
    if (me === null) return
    draw(this, { myCode: memberCode(me.memberId), myName: me.name })
    draw(this, { showsMine: !this.data.showsMine, typing: false })
    void wx.pageScrollTo({ scrollTop: 0 })
  },

  onAsking(): void {
    draw(this, { asking: !this.data.asking, typing: false, showsMine: false })
    void wx.pageScrollTo({ scrollTop: 0 })
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
  async onCalendar(): Promise<void> {
    const { view } = this
    if (view === null) return
    const trouble = await addToCalendar(view.meeting)
    draw(this, trouble === null ? { calendar: true } : { failed: trouble })
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
