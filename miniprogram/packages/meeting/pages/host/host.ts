import { readMemberCode } from '../../../../../cloudfunctions/rules/meeting/code'
import type { OutputOf } from '../../../../../typings/contract'
import type { HostView } from '../../../../../typings/meeting'
import { act } from '../../../../services/act'
import * as cache from '../../../../services/cache'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { SHELL, troubleOf } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import * as session from '../../../../services/session'
import { HOME_CARD, meetingCard } from '../../../../services/share'
import type { Entry, EntryFor } from '../../components/attendance-sheet/attendance-sheet'
import type { Deed } from '../../components/roll-card/roll-card'
import { scan } from '../../services/check-in'
import { deviceId } from '../../services/device'
import { merged, opened, withNews, withPending } from '../../services/host-room'
import * as clock from '../../services/meeting-clock'
import { MEETING_TAGS } from '../../services/meeting-words'
import { type Poll, pollOf } from '../../services/poll'
import { keepRoom, keptRoom, prepare } from '../../services/prepared'
import {
  peopleOf,
  type RollSection,
  type RowDeed,
  rollShown,
  type SectionKey,
} from '../../services/roll-sections'

/** While people arrive, and when it is quiet; never in the background. */
const BUSY_MS = 3000
const QUIET_MS = 15_000
/** Quiet is when nothing has changed for so long. */
const SETTLED_MS = 60_000
/** The server takes so many people in one answer to proofs or observers. */
const MOST_AT_ONCE = 200
/** From so many people on, a name is looked for rather than seen. */
const MANY = 20

/** The host's live screen: the code to scan, who is here and who is missing, by name. Runs without network too. */
definePage({
  data: {
    ...SHELL,
    title: '',
    state: MEETING_TAGS.planned,
    stage: 'planned' as HostView['meeting']['state'],
    isReady: false,
    meetingId: '',
    secret: '',
    codeNote: '',
    codeHint: '',
    /** Expected, holding the code and not recorded: nobody can scan their own phone. */
    isAway: false,
    heldBy: '',
    numbers: { expectedAll: 0, presentAll: 0, onLeave: 0, observers: 0, remote: 0 },
    unverified: 0,
    missing: 0,
    besides: '',
    remoteRule: '',
    waits: '',
    sections: [] as RollSection[],
    hasMany: false,
    search: '',
    entryFor: null as EntryFor | null,
    asksRemote: false,
    said: '',
    offline: false,
    unsent: 0,
    refusal: '',
    refusedId: '',
    busy: '',
    failed: '',
  },
  id: '',
  opens: false,
  room: null as HostView | null,
  card: null as { title: string; path: string } | null,
  whole: [] as SectionKey[],
  changedAt: 0,
  isScanning: false,
  poll: null as Poll | null,
  unwatch: null as (() => void) | null,

  onLoad(query: { id?: string; open?: string }): void {
    this.id = query.id ?? ''
    this.opens = query.open === '1'
    this.whole = []
    this.poll = pollOf(
      () => this.ask(),
      () => this.pause(),
    )
    this.unwatch = outbox.watch((event) => this.onOutbox(event))
  },
  onShow(): void {
    clock.watch(true)
    void wx.setKeepScreenOn({ keepScreenOn: true })
    this.poll?.start()
    // The camera hides the page on some phones: coming back asks for the news alone.
    void (this.room === null || this.opens ? this.load() : this.ask())
  },
  onHide(): void {
    this.stop()
  },
  onUnload(): void {
    this.unwatch?.()
    this.stop()
  },
  stop(): void {
    this.poll?.stop()
    clock.unwatch()
    void wx.setKeepScreenOn({ keepScreenOn: false })
  },

  async load(): Promise<void> {
    // What is kept is kept for a person.
    await session.known()
    if (this.opens) {
      await this.open()
      return
    }
    if (this.room === null) this.room = keptRoom(this.id)
    if (this.room !== null) draw(this, { status: 'ready', message: '', ...this.shown() })
    const sentAt = clock.steady()
    try {
      const room = await call('meeting.host', { meetingId: this.id, deviceId: deviceId() })
      this.take(room, sentAt)
      draw(this, { status: 'ready', message: '', offline: false, ...this.shown() })
    } catch (error) {
      this.trouble(error)
    }
    this.poll?.again()
  },
  /** Opens the meeting; without network from what was downloaded, and sends that later. */
  async open(): Promise<void> {
    if (this.data.busy !== '') return
    draw(this, { busy: 'open' })
    const sentAt = clock.steady()
    const input = { meetingId: this.id, deviceId: deviceId(), openedAt: null }
    try {
      const { card, ...room } = await call('meeting.open', input)
      this.opens = false
      this.card = card
      this.take(room, sentAt)
      draw(this, { status: 'ready', message: '', offline: false, busy: '', ...this.shown() })
    } catch (error) {
      draw(this, { busy: '' })
      const prepared = keptRoom(this.id)
      if (!(error instanceof CallError) || !error.unanswered || prepared === null) {
        this.trouble(error)
        return
      }
      this.opens = false
      const openedAt = new Date(clock.now()).toISOString()
      this.room = opened(prepared, { openedAt })
      keepRoom(this.room)
      void outbox.put('meeting.open', { ...input, openedAt }, `open:${this.id}`)
      draw(this, { status: 'ready', message: '', offline: true, ...this.shown() })
    }
    this.poll?.again()
  },
  /** What is on screen stays there; a meeting that nobody opened or downloaded has nothing on screen yet. */
  trouble(error: unknown): void {
    if (!(error instanceof CallError)) throw error
    session.learn(error)
    if (error.code === 'meetingNotOpen') {
      draw(this, { status: 'ready', message: '', offline: false, title: this.plannedTitle() })
      return
    }
    const isShown = this.room !== null
    if (isShown && error.unanswered) {
      draw(this, { offline: true })
      return
    }
    const { status, message, retry } = troubleOf(error, isShown)
    draw(this, { status, message, canRetry: retry })
  },

  /** What its own page kept of it. */
  plannedTitle(): string {
    const owner = session.me()?.memberId ?? ''
    const view = cache.read<OutputOf<'meeting.view'>>(owner, `meeting:${this.id}`)
    return view?.data.meeting.title ?? '会议'
  },

  take(room: HostView, sentAt: number): void {
    clock.sample(sentAt, room.at)
    this.room = room
    this.changedAt = Date.now()
    keepRoom(room)
  },
  /** Part of an answer: rows or leaves that changed. */
  learn(news: Parameters<typeof merged>[1]): void {
    if (this.room === null) return
    this.room = merged(this.room, news)
    keepRoom(this.room)
  },

  pause(): number | null {
    if (this.room?.meeting.state !== 'open') return null
    return Date.now() - this.changedAt > SETTLED_MS ? QUIET_MS : BUSY_MS
  },
  async ask(): Promise<void> {
    const sentAt = clock.steady()
    try {
      const since = this.room?.mark ?? null
      const input = { meetingId: this.id, deviceId: deviceId(), since }
      const news = await call('meeting.live', input)
      clock.sample(sentAt, news.at)
      if (this.room === null) return
      const isAsBefore = news.state === this.room.meeting.state
      const { room, changed } = withNews(this.room, news)
      this.room = room
      if (changed) {
        this.changedAt = Date.now()
        keepRoom(room)
      }
      draw(this, { offline: false, message: '', ...this.shown() })
      // Opened or ended elsewhere, or this phone lost what makes it the host's: the whole answer has the list and that.
      if (!isAsBefore || (news.hosting && room.pass === null)) await this.load()
    } catch (error) {
      this.trouble(error)
    }
  },

  onOutbox(event: outbox.OutboxEvent): void {
    const opening = outbox.answerTo(event, 'meeting.open')
    if (opening !== null && opening.change.input.meetingId === this.id) {
      const { card, ...room } = opening.answer
      this.card = card
      this.take(room, clock.steady())
      this.poll?.again()
    }
    const recorded =
      outbox.answerTo(event, 'meeting.record') ??
      outbox.answerTo(event, 'meeting.answerProofs') ??
      outbox.answerTo(event, 'meeting.answerObservers')
    if (recorded !== null && recorded.change.input.meetingId === this.id)
      this.learn(recorded.answer)
    if (outbox.answerTo(event, 'meeting.end') !== null) void this.load()
    this.redraw()
  },

  async onScanMember(): Promise<void> {
    if (this.isScanning) return
    this.isScanning = true
    draw(this, { said: '', failed: '' })
    try {
      const code = await scan()
      if (code !== null) await this.scanned(code)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      draw(this, { failed: `${error.message}请在名单里登记。` })
    } finally {
      this.isScanning = false
    }
  },
  async scanned(code: string): Promise<void> {
    const memberId = readMemberCode(code)
    if (this.room === null) return
    if (memberId === null) {
      draw(this, { failed: '这不是参会人的签到码，请对方打开会议页里的“我的签到码”。' })
      return
    }
    const room = withPending(this.room, this.mine())
    const name = room.attendees.find((each) => each.memberId === memberId)?.name ?? '名单外的人'
    const isHere = room.rows.some((row) => row.memberId === memberId && row.state === 'present')
    if (!isHere) {
      const record = { memberId, how: 'hostScan' as const, remote: this.isOnLine(), reason: '' }
      await this.record(record)
    }
    draw(this, { said: isHere ? `${name} 早已签到` : `${name} 已签到` })
  },
  async onMyself(): Promise<void> {
    const memberId = session.me()?.memberId
    if (memberId === undefined) return
    await this.record({ memberId, how: 'hostScan', remote: this.isOnLine(), reason: '' })
  },
  isOnLine(): boolean {
    return this.room?.meeting.mode === 'online'
  },
  async record(entry: {
    memberId: string
    how: 'hostScan' | 'byHand'
    remote: boolean
    reason: string
  }): Promise<void> {
    const at = new Date(clock.now()).toISOString()
    this.changedAt = Date.now()
    const input = { meetingId: this.id, records: [{ ...entry, at }] }
    await outbox.put('meeting.record', input, `record:${this.id}:${entry.memberId}`)
    this.poll?.again()
  },

  async onDeed(event: WechatMiniprogram.CustomEvent<Deed>): Promise<void> {
    const { deed, id, name } = event.detail
    await this.deeds()[deed](id, name)
  },
  deeds(): Record<RowDeed, (id: string, name: string) => unknown> {
    return {
      acceptProof: (id) => this.answer('meeting.answerProofs', [id], true),
      refuseProof: (id) => this.answer('meeting.answerProofs', [id], false),
      admit: (id) => this.answer('meeting.answerObservers', [id], true),
      turnAway: (id) => this.answer('meeting.answerObservers', [id], false),
      agreeLeave: (id) => this.answerLeave(id, true),
      refuseLeave: (id) => this.answerLeave(id, false),
      mark: (memberId, name) => draw(this, { entryFor: { memberId, name, to: 'present' } }),
      strike: (memberId, name) => draw(this, { entryFor: { memberId, name, to: 'struck' } }),
    }
  },
  /** Those the host has seen, not whoever comes until it is sent. */
  async onAll(event: WechatMiniprogram.CustomEvent<{ key: SectionKey }>): Promise<void> {
    if (this.room === null) return
    const { key } = event.detail
    const ids = peopleOf(withPending(this.room, this.mine()))[key].slice(0, MOST_AT_ONCE)
    const action = key === 'waiting' ? 'meeting.answerObservers' : 'meeting.answerProofs'
    await this.answer(action, ids, true)
  },
  async answer(
    action: 'meeting.answerProofs' | 'meeting.answerObservers',
    memberIds: string[],
    accept: boolean,
  ): Promise<void> {
    const [first] = memberIds
    if (first === undefined) return
    const subject = `answer:${this.id}:${first}:${memberIds.length}`
    await outbox.put(action, { meetingId: this.id, memberIds, accept }, subject)
  },
  async answerLeave(memberId: string, agree: boolean): Promise<void> {
    await act(this, `leave:${memberId}`, async () => {
      const input = { meetingId: this.id, memberId, agree, note: '' }
      const { leave } = await call('meeting.answerLeave', input)
      this.learn({ leaves: [leave] })
      return this.shown()
    })
  },
  onRest(event: WechatMiniprogram.CustomEvent<{ key: SectionKey }>): void {
    this.whole = [...this.whole, event.detail.key]
    this.redraw()
  },
  onSearch(event: WechatMiniprogram.Input): void {
    this.data.search = event.detail.value.trim()
    this.redraw()
  },

  onEntryClosed(): void {
    draw(this, { entryFor: null })
  },
  async onEntry(event: WechatMiniprogram.CustomEvent<Entry>): Promise<void> {
    const { memberId, to, reason, ...where } = event.detail
    const remote = where.remote || this.isOnLine()
    draw(this, { entryFor: null })
    if (this.data.stage === 'open') {
      await this.record({ memberId, how: 'byHand', remote, reason })
      return
    }
    const correctionId = `c-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`
    await act(this, 'correct', async () => {
      const input = { meetingId: this.id, memberId, correctionId, to, remote, reason }
      const { row } = await call('meeting.correct', input)
      this.learn({ rows: [row] })
      return this.shown()
    })
  },

  async onTakeHost(): Promise<void> {
    await act(this, 'take', async () => {
      const { confirm } = await wx.showModal({
        title: '改由这部手机主持？',
        content: '另一部手机之后显示的码不再有效，已显示过的仍然有效。',
        confirmText: '我来主持',
      })
      if (!confirm) return
      const sentAt = clock.steady()
      const room = await call('meeting.takeHost', { meetingId: this.id, deviceId: deviceId() })
      this.take(room, sentAt)
      return this.shown()
    })
  },
  async onPrepare(): Promise<void> {
    await act(this, 'prepare', async () => {
      this.room = await prepare(this.id, deviceId())
      return this.shown()
    })
  },
  async onOpenNow(): Promise<void> {
    this.opens = true
    await this.load()
  },
  async onEnd(): Promise<void> {
    await act(this, 'end', async () => {
      const { confirm } = await wx.showModal({
        title: '结束会议？',
        content: '之后不再接受签到；漏记的人可以由您补登，写明原因。',
        confirmText: '结束',
      })
      if (!confirm) return
      const endedAt = new Date(clock.now()).toISOString()
      await outbox.put('meeting.end', { meetingId: this.id, endedAt }, `end:${this.id}`)
    })
  },
  onWaits(): void {
    void wx.pageScrollTo({ selector: '.roll' })
  },
  onVotes(): void {
    void wx.navigateTo({ url: `/packages/meeting/pages/votes/votes?id=${this.id}` })
  },
  onMinutes(): void {
    void wx.navigateTo({ url: `/packages/meeting/pages/minutes/minutes?id=${this.id}` })
  },

  mine(): outbox.Change[] {
    return outbox.changes().filter(({ subject }) => subject.includes(this.id))
  },
  redraw(): void {
    if (this.room !== null) draw(this, this.shown())
  },
  shown() {
    if (this.room === null) return {}
    const mine: outbox.Change[] = this.mine()
    const room = withPending(this.room, mine)
    const { meeting, pass, heldBy } = room
    const isOpen = meeting.state === 'open'
    const refused = mine.find(({ state }) => state === 'refused')
    const me = session.me()?.memberId ?? ''
    const look = { whole: this.whole, search: this.data.search }
    return {
      title: meeting.title,
      state: MEETING_TAGS[meeting.state],
      stage: meeting.state,
      isReady: pass !== null,
      meetingId: this.id,
      secret: isOpen ? (pass?.secret ?? '') : '',
      isAway: isOpen && pass !== null && peopleOf(room).missing.includes(me),
      heldBy: pass === null ? (heldBy ?? '') : '',
      codeNote:
        pass === null && isOpen && heldBy === null
          ? '这部手机没有本次会议的签到码，请联网后重试。'
          : '',
      codeHint:
        meeting.mode === 'onSite' ? '用“扫码签到”扫' : '线上的人扫共享的屏幕，或输入您念的数字',
      asksRemote: meeting.mode === 'both' || (meeting.mode === 'onSite' && meeting.link !== ''),
      remoteRule: meeting.remoteCounts
        ? '这类会议，线上参加计入实到'
        : '这类会议，线上参加不计入实到',
      hasMany: room.attendees.length > MANY,
      ...rollShown(room, look, new Date()),
      unsent: mine.filter(({ state }) => state === 'waiting').length,
      refusal: refused?.refusal ?? '',
      refusedId: refused?.clientId ?? '',
    }
  },

  onShareAppMessage() {
    return this.card === null ? HOME_CARD : meetingCard(this.card)
  },
})
