import { readCode } from '../../../../../cloudfunctions/rules/meeting/code'
import type { OutputOf } from '../../../../../typings/contract'
import type { Receipt } from '../../../../../typings/meeting'
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
import type { LeaveAsked } from '../../components/leave-form/leave-form'
import { checkIn, proofSubject, saysAgain, scan, whereabouts } from '../../services/check-in'
import { now as meetingNow, sample, steady } from '../../services/meeting-clock'
import { meetingShown, NO_MEETING } from '../../services/open-view'
import { addToCalendar } from '../../services/phone-calendar'
import { askChoice, placeChoice } from '../../services/place'
import { keptRoom } from '../../services/prepared'
import { prepare } from '../../services/room-calls'
import { type TurnedAway, turnedAway, withoutCamera } from '../../services/turned-away'

type View = OutputOf<'meeting.view'>

/** What is opened above the meeting, one at a time: the digits to type, one's own code, the form for leave. */
type Panel = 'digits' | 'ownCode' | 'leave'

/** A meeting as everybody on its list sees it: what, when, where; checking in, leave, one's own code. */
definePage({
  data: {
    ...SHELL,
    ...NO_MEETING,
    panel: '' as Panel | '',
    turnedAway: null as TurnedAway | null,
    said: '',
    givesPlace: false,
    calendar: false,
    /** Where a stranger lands after proving membership. */
    to: '',
    /** What a stranger has read already, on the card. */
    cardTitle: '',
    busy: '',
    failed: '',
  },
  id: '',
  view: null as View | null,
  isScanning: false,
  /** The meeting whose code was scanned by mistake. */
  otherId: '',
  unwatch: null as (() => void) | null,

  onLoad(query: { id?: string; title?: string }): void {
    const opened = decoded(query)
    this.id = opened.id ?? ''
    this.setData({ to: meetingPath(this.id), cardTitle: titleOnCard(opened) })
    this.unwatch = outbox.watch((event) => {
      const isAnswered = event.kind === 'sent' || event.kind === 'refused'
      if (isAnswered && event.change.subject.endsWith(this.id)) void this.load()
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
      const where = await whereabouts(this.view?.meeting)
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
  async onDigits(event: WechatMiniprogram.CustomEvent<{ digits: string }>): Promise<void> {
    if (this.isScanning || this.data.busy !== '') return
    this.isScanning = true
    try {
      const where = await whereabouts(this.view?.meeting)
      const input = { meetingId: this.id, ...event.detail }
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
        const { panel } = this.data
        return { panel: panel === 'digits' ? '' : panel, said: saysAgain(receipt, sentAt) }
      } catch (error) {
        if (!(error instanceof CallError)) throw error
        session.learn(error)
        this.otherId = readCode(code)?.meetingId ?? ''
        return { turnedAway: turnedAway(error, by) }
      }
    })
    if (done && this.data.turnedAway === null) await this.load()
  },
  async onWayOut(): Promise<void> {
    const way = this.data.turnedAway?.way
    draw(this, { turnedAway: null })
    if (way === 'scan') await this.onScan()
    if (way === 'myCode' && this.data.panel !== 'ownCode') this.onMyCode()
    if (way === 'reload') await this.load()
    if (way === 'otherMeeting') void wx.navigateTo({ url: meetingPath(this.otherId) })
  },
  onTurnedAwayRead(): void {
    draw(this, { turnedAway: null })
  },
  async onPlace(): Promise<void> {
    draw(this, { givesPlace: await askChoice() })
  },
  async onDownload(): Promise<void> {
    await act(this, 'download', async () => {
      await prepare(this.id)
      return this.shown()
    })
  },
  onTyping(): void {
    this.toggle('digits')
  },
  onMyCode(): void {
    if (session.me() !== null) this.toggle('ownCode')
  },
  onAsking(): void {
    this.toggle('leave')
  },
  toggle(panel: Panel): void {
    draw(this, { panel: this.data.panel === panel ? '' : panel })
    void wx.pageScrollTo({ scrollTop: 0 })
  },
  async onAskLeave(event: WechatMiniprogram.CustomEvent<LeaveAsked>): Promise<void> {
    const input = { meetingId: this.id, ...event.detail }
    await act(this, 'leave', async () => {
      await outbox.put('meeting.askLeave', input, `leave:${this.id}`)
      return { panel: '' as const }
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
