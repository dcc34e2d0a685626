import { readMemberCode } from '../../../../../cloudfunctions/rules/meeting/code'
import type { HostView } from '../../../../../typings/meeting'
import { act } from '../../../../services/act'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL, troubleOf } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import * as session from '../../../../services/session'
import { HOME_CARD, meetingCard } from '../../../../services/share'
import { scan } from '../../services/check-in'
import { deviceId } from '../../services/device'
import {
  codeShown,
  merged,
  type PersonLine,
  roomShown,
  withPending,
} from '../../services/host-room'
import * as clock from '../../services/meeting-clock'
import { MEETING_TAGS } from '../../services/meeting-words'
import * as passes from '../../services/pass'
import { hostKey, keepRoom, keptRoom } from '../../services/prepared'

/** While people arrive, and when it is quiet; never in the background. */
const BUSY_MS = 3000
const QUIET_MS = 15_000
/** Quiet is when nothing has changed for so long. */
const SETTLED_MS = 60_000
const TICK_MS = 500

/** The host's live screen: the code to scan, who is here and who is missing, by name. Runs without network too. */
definePage({
  data: {
    ...SHELL,
    title: '',
    state: MEETING_TAGS.planned,
    isOpen: false,
    code: '',
    digits: '',
    left: 0,
    size: 240,
    codeNote: '',
    heldBy: '',
    numbers: { expectedAll: 0, presentAll: 0, onLeave: 0, observers: 0, remote: 0 },
    present: [] as PersonLine[],
    onLeave: [] as PersonLine[],
    askedLeave: [] as PersonLine[],
    unverified: [] as PersonLine[],
    waiting: [] as PersonLine[],
    missing: [] as PersonLine[],
    said: '',
    offline: false,
    unsent: 0,
    busy: '',
    failed: '',
  },
  id: '',
  opens: false,
  room: null as HostView | null,
  card: null as { title: string; path: string } | null,
  changedAt: 0,
  /** In front: nothing is asked in the background, or under another page. */
  isShown: false,
  polling: null as ReturnType<typeof setTimeout> | null,
  ticking: null as ReturnType<typeof setInterval> | null,
  unwatch: null as (() => void) | null,

  onLoad(query: { id?: string; open?: string }): void {
    this.id = query.id ?? ''
    this.opens = query.open === '1'
    const { windowWidth } = wx.getWindowInfo()
    this.setData({ size: Math.min(320, windowWidth - 96) })
    this.unwatch = outbox.watch((event) => this.onOutbox(event))
    clock.watch()
  },
  onUnload(): void {
    this.unwatch?.()
    this.stop()
  },
  onHide(): void {
    this.stop()
  },
  onShow(): void {
    this.isShown = true
    clock.watch(true)
    void wx.setKeepScreenOn({ keepScreenOn: true })
    this.ticking = setInterval(() => this.tick(), TICK_MS)
    void this.load()
  },
  stop(): void {
    this.isShown = false
    clock.unwatch()
    if (this.polling !== null) clearTimeout(this.polling)
    if (this.ticking !== null) clearInterval(this.ticking)
    this.polling = null
    this.ticking = null
    void wx.setKeepScreenOn({ keepScreenOn: false })
  },

  async load(): Promise<void> {
    if (this.opens) {
      await this.open()
      return
    }
    const sentAt = clock.steady()
    const input = { meetingId: this.id, deviceId: deviceId() }
    const trouble = await present(
      this,
      ['meeting.host', input, hostKey(this.id)],
      (room, { fresh }) => {
        if (fresh) this.take(room, sentAt)
        else this.room = room
        return this.shown()
      },
    )
    if (trouble !== null) draw(this, { offline: true })
    this.pollSoon()
  },

  /** Opens the meeting; without network from what was prepared, and sends that later. */
  async open(): Promise<void> {
    const sentAt = clock.steady()
    const input = { meetingId: this.id, deviceId: deviceId(), openedAt: null }
    try {
      const { card, ...room } = await call('meeting.open', input)
      this.opens = false
      this.card = card
      this.take(room, sentAt)
      this.keepRoom()
      draw(this, { status: 'ready', message: '', ...this.shown() })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      session.learn(error)
      const prepared = keptRoom(this.id)
      if (!error.unanswered || prepared === null) {
        const { status, message, retry } = troubleOf(error, false)
        draw(this, { status, message, canRetry: retry })
        return
      }
      this.opens = false
      const openedAt = new Date(clock.now()).toISOString()
      this.room = { ...prepared, meeting: { ...prepared.meeting, state: 'open', openedAt } }
      this.keepRoom()
      void outbox.put('meeting.open', { ...input, openedAt }, `open:${this.id}`)
      draw(this, { status: 'ready', message: '', offline: true, ...this.shown() })
    }
    this.pollSoon()
  },

  take(room: HostView, sentAt: number): void {
    clock.sample(sentAt, room.at)
    this.room = room
    this.changedAt = Date.now()
    if (room.pass !== null) passes.keep(room.pass)
    else if (room.heldBy !== null) passes.drop(this.id)
  },
  keepRoom(): void {
    if (this.room !== null) keepRoom(this.id, this.room)
  },

  pollSoon(): void {
    if (this.polling !== null) clearTimeout(this.polling)
    if (!this.isShown || this.room?.meeting.state !== 'open') return
    const isQuiet = Date.now() - this.changedAt > SETTLED_MS
    this.polling = setTimeout(() => void this.poll(), isQuiet ? QUIET_MS : BUSY_MS)
  },
  async poll(): Promise<void> {
    const { room } = this
    if (room === null) return
    const sentAt = clock.steady()
    try {
      const input = { meetingId: this.id, deviceId: deviceId(), since: room.mark }
      const news = await call('meeting.live', input)
      clock.sample(sentAt, news.at)
      if (news.rows.length + news.leaves.length > 0) this.changedAt = Date.now()
      this.room = {
        ...merged(room, news),
        motions: news.motions.length > 0 ? news.motions : room.motions,
        meeting: { ...room.meeting, state: news.state },
        pass: news.hosting ? room.pass : null,
        heldBy: news.heldBy,
      }
      if (!news.hosting && news.heldBy !== null) passes.drop(this.id)
      this.keepRoom()
      draw(this, { offline: false, message: '', ...this.shown() })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      draw(this, { offline: error.unanswered })
    }
    this.pollSoon()
  },

  tick(): void {
    const { room } = this
    const pass = passes.passOf(this.id)
    if (room === null || pass === null || room.meeting.state !== 'open') return
    const { text, digits, left } = codeShown(pass.secret, this.id, clock.now())
    draw(this, { code: text, digits, left })
  },

  onOutbox(event: outbox.OutboxEvent): void {
    const recorded =
      outbox.answerTo(event, 'meeting.record') ??
      outbox.answerTo(event, 'meeting.answerProofs') ??
      outbox.answerTo(event, 'meeting.answerObservers')
    if (recorded !== null && this.room !== null) {
      this.room = merged(this.room, recorded.answer)
      this.keepRoom()
    }
    if (event.kind === 'sent' && event.change.action === 'meeting.end') void this.load()
    this.redraw()
  },

  async onScanMember(): Promise<void> {
    const code = await scan()
    const memberId = code === null ? null : readMemberCode(code)
    const room: HostView | null = this.room
    if (code === null || room === null) return
    const person = room.attendees.find((each) => each.memberId === memberId)
    if (memberId === null || person === undefined) {
      draw(this, { failed: '这不是参会人的签到码，请对方打开“我的签到码”。' })
      return
    }
    await this.record(memberId, 'hostScan', '')
    draw(this, { said: `${person.name} 已签到` })
  },
  async onMark(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { id, name } = event.currentTarget.dataset as { id: string; name: string }
    const { confirm, content } = await wx.showModal({
      title: `登记${name}到会`,
      editable: true,
      placeholderText: '原因，例如没有带手机',
      confirmText: '登记',
    })
    const reason = content?.trim().slice(0, 60) ?? ''
    if (!confirm) return
    if (reason === '') {
      draw(this, { failed: '没有登记：请写明原因。' })
      return
    }
    if (this.room?.meeting.state === 'ended') await this.correct(id, 'present', reason)
    else await this.record(id, 'byHand', reason)
  },
  async record(memberId: string, how: 'hostScan' | 'byHand', reason: string): Promise<void> {
    const at = new Date(clock.now()).toISOString()
    const records = [{ memberId, how, at, remote: false, reason }]
    this.changedAt = Date.now()
    await outbox.put(
      'meeting.record',
      { meetingId: this.id, records },
      `record:${this.id}:${memberId}`,
    )
    this.redraw()
  },
  async onStrike(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { id, name } = event.currentTarget.dataset as { id: string; name: string }
    const { confirm, content } = await wx.showModal({
      title: `更正${name}为未到`,
      editable: true,
      placeholderText: '原因（会留在记录里）',
      confirmText: '更正',
    })
    const reason = content?.trim().slice(0, 100) ?? ''
    if (!confirm) return
    if (reason === '') {
      draw(this, { failed: '没有更正：请写明原因。' })
      return
    }
    await this.correct(id, 'struck', reason)
  },
  async correct(memberId: string, to: 'present' | 'struck', reason: string): Promise<void> {
    const correctionId = `c-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`
    await act(this, 'correct', async () => {
      const input = { meetingId: this.id, memberId, correctionId, to, remote: false, reason }
      const { row } = await call('meeting.correct', input)
      if (this.room !== null) this.room = merged(this.room, { rows: [row] })
      return this.shown()
    })
  },

  async onAcceptAll(): Promise<void> {
    await this.answerProofs([], true)
  },
  async onProof(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { id, accept } = event.currentTarget.dataset as { id: string; accept: string }
    await this.answerProofs([id], accept === '1')
  },
  async answerProofs(memberIds: string[], accept: boolean): Promise<void> {
    const subject = `proofs:${this.id}:${memberIds.join()}:${accept}`
    await outbox.put('meeting.answerProofs', { meetingId: this.id, memberIds, accept }, subject)
    this.redraw()
  },
  async onObserver(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { id, accept } = event.currentTarget.dataset as { id: string; accept: string }
    const input = { meetingId: this.id, memberIds: [id], accept: accept === '1' }
    await outbox.put('meeting.answerObservers', input, `observers:${this.id}:${id}`)
    this.redraw()
  },
  async onLeave(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { id: memberId, agree } = event.currentTarget.dataset as { id: string; agree: string }
    await act(this, `leave:${memberId}`, async () => {
      const input = { meetingId: this.id, memberId, agree: agree === '1', note: '' }
      const { leave } = await call('meeting.answerLeave', input)
      if (this.room !== null) this.room = merged(this.room, { rows: [], leaves: [leave] })
      return this.shown()
    })
  },

  async onTakeHost(): Promise<void> {
    const { confirm } = await wx.showModal({
      title: '改由这部手机主持？',
      content: '另一部手机之后显示的码不再有效，已显示过的仍然有效。',
      confirmText: '改由我主持',
    })
    if (!confirm) return
    const sentAt = clock.steady()
    await act(this, 'take', async () => {
      const room = await call('meeting.takeHost', { meetingId: this.id, deviceId: deviceId() })
      this.take(room, sentAt)
      this.keepRoom()
      return this.shown()
    })
  },
  async onOpenNow(): Promise<void> {
    this.opens = true
    await this.load()
  },
  async onEnd(): Promise<void> {
    const { confirm } = await wx.showModal({
      title: '结束会议？',
      content: '之后不再接受签到；漏记的人可以由您补登，写明原因。',
      confirmText: '结束',
    })
    if (!confirm || this.room === null) return
    const endedAt = new Date(clock.now()).toISOString()
    await outbox.put('meeting.end', { meetingId: this.id, endedAt }, `end:${this.id}`)
    this.room = { ...this.room, meeting: { ...this.room.meeting, state: 'ended', endedAt } }
    this.keepRoom()
    this.redraw()
  },
  onVotes(): void {
    void wx.navigateTo({ url: `/packages/meeting/pages/votes/votes?id=${this.id}` })
  },
  onMinutes(): void {
    void wx.navigateTo({ url: `/packages/meeting/pages/minutes/minutes?id=${this.id}` })
  },

  redraw(): void {
    if (this.room !== null) draw(this, this.shown())
  },
  shown() {
    const room: HostView | null = this.room
    if (room === null) return {}
    const mine = outbox.changes().filter(({ subject }) => subject.includes(this.id))
    const pass = passes.passOf(this.id)
    const isOpen = room.meeting.state === 'open'
    const { numbers, ...lists } = roomShown(withPending(room, mine), new Date())
    return {
      title: room.meeting.title,
      state: MEETING_TAGS[room.meeting.state],
      isOpen,
      heldBy: pass === null ? (room.heldBy ?? '') : '',
      codeNote:
        pass === null && isOpen && room.heldBy === null
          ? '这部手机没有本次会议的签到码，请联网后重试。'
          : '',
      numbers,
      ...lists,
      unsent: mine.filter(({ state }) => state === 'waiting').length,
      failed: mine.find(({ state }) => state === 'refused')?.refusal ?? this.data.failed,
    }
  },

  onShareAppMessage() {
    return this.card === null ? HOME_CARD : meetingCard(this.card)
  },
})
