import { act } from '../../../../services/act'
import { CallError } from '../../../../services/call-error'
import { draw } from '../../../../services/draw'
import { SHELL, troubleOf } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import * as session from '../../../../services/session'
import { HOME_CARD, meetingCard } from '../../../../services/share'
import type { Entry, EntryFor } from '../../components/attendance-sheet/attendance-sheet'
import type { Deed, More } from '../../components/roll-card/roll-card'
import { scan } from '../../services/check-in'
import { scanned } from '../../services/host-room'
import { type HostShown, hostShown, NO_ROOM } from '../../services/host-view'
import { LiveRoom } from '../../services/live-room'
import * as marking from '../../services/marking'
import { now as meetingNow } from '../../services/meeting-clock'
import { isSameTap } from '../../services/quick-taps'
import type { RollLook, RollSection, RowDeed, SectionKey } from '../../services/roll-sections'

/** The host's live screen: the code to scan, who is here and who is missing, by name. Runs without network too. */
definePage({
  data: {
    ...SHELL,
    ...NO_ROOM,
    meetingId: '',
    search: '',
    entryFor: null as EntryFor | null,
    said: '',
    offline: false,
    busy: '',
    failed: '',
  },
  id: '',
  opens: false,
  live: null as LiveRoom | null,
  /** How many names of a list are drawn, where more was asked for. */
  most: {} as RollLook['most'],
  isScanning: false,
  /** When the sheet closed above the buttons at the foot, in milliseconds. */
  enteredAt: 0,

  onLoad(query: { id?: string; open?: string }): void {
    this.id = query.id ?? ''
    this.setData({ meetingId: this.id })
    this.opens = query.open === '1'
    this.most = {}
    this.live = new LiveRoom(this.id, {
      show: (news) => this.show(news),
      redraw: () => this.redraw(),
      trouble: (error) => this.trouble(error),
    })
  },
  onShow(): void {
    this.live?.start()
    // The camera hides the page on some phones: coming back asks for the news alone.
    void (this.live?.room === null || this.opens ? this.load() : this.live?.ask())
  },
  onHide(): void {
    this.live?.stop()
  },
  onUnload(): void {
    this.live?.close()
  },

  async load(): Promise<void> {
    await (this.opens ? this.onOpen() : this.live?.load())
  },
  async onOpen(): Promise<void> {
    if (this.live === null || this.data.busy !== '') return
    this.opens = true
    draw(this, { busy: 'open' })
    try {
      const news = await this.live.open()
      this.opens = false
      this.show({ ...news, busy: '' })
    } catch (error) {
      draw(this, { busy: '' })
      this.trouble(error)
    }
  },
  /** What is on screen stays there. */
  trouble(error: unknown): void {
    if (!(error instanceof CallError)) throw error
    session.learn(error)
    const isShown = this.live?.room !== null
    if (isShown && error.unanswered) {
      draw(this, { offline: true })
      return
    }
    const { status, message, retry } = troubleOf(error, isShown)
    draw(this, { status, message, canRetry: retry })
  },

  async onScanMember(): Promise<void> {
    if (this.isScanning || isSameTap(this.enteredAt, Date.now())) return
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
    const room = this.live?.asDone() ?? null
    if (room === null) return
    const person = scanned(room, code)
    if (person === null) {
      draw(this, { failed: '这不是参会人的签到码，请对方打开会议页里的“我的签到码”。' })
      return
    }
    const { memberId, name, isHere } = person
    if (!isHere) await this.live?.record({ memberId, how: 'hostScan' })
    draw(this, { said: isHere ? `${name} 早已签到` : `${name} 已签到` })
  },
  async onMyself(): Promise<void> {
    const memberId = session.me()?.memberId
    if (memberId !== undefined) await this.live?.record({ memberId, how: 'hostScan' })
  },

  async onDeed(event: WechatMiniprogram.CustomEvent<Deed>): Promise<void> {
    const { deed, id, name } = event.detail
    await this.deeds()[deed](id, name)
  },
  deeds(): Record<RowDeed, (id: string, name: string) => unknown> {
    return {
      acceptProof: (id) => marking.answer('meeting.answerProofs', this.id, [id], true),
      refuseProof: (id) => marking.answer('meeting.answerProofs', this.id, [id], false),
      admit: (id) => marking.answer('meeting.answerObservers', this.id, [id], true),
      turnAway: (id) => marking.answer('meeting.answerObservers', this.id, [id], false),
      agreeLeave: (id) => this.answerLeave(id, true),
      refuseLeave: (id) => this.answerLeave(id, false),
      mark: (memberId, name) => draw(this, { entryFor: { memberId, name, to: 'present' } }),
      strike: (memberId, name) => draw(this, { entryFor: { memberId, name, to: 'struck' } }),
    }
  },
  async onAll(event: WechatMiniprogram.CustomEvent<{ key: SectionKey }>): Promise<void> {
    const room = this.live?.asDone() ?? null
    if (room !== null) await marking.acceptAll(room, event.detail.key)
  },
  async answerLeave(memberId: string, agree: boolean): Promise<void> {
    await act(this, `leave:${memberId}`, async () => {
      this.live?.learn(await marking.answerLeave(this.id, memberId, agree))
      return this.shown()
    })
  },
  onMore(event: WechatMiniprogram.CustomEvent<More>): void {
    const { key, most } = event.detail
    this.most = { ...this.most, [key]: most }
    this.redraw()
  },
  onSearch(event: WechatMiniprogram.Input): void {
    this.data.search = event.detail.value.trim()
    // Other lists than those on the page: they begin anew.
    this.most = {}
    draw(this, this.shown([]))
  },

  onEntryClosed(): void {
    draw(this, { entryFor: null })
  },
  async onEntry(event: WechatMiniprogram.CustomEvent<Entry>): Promise<void> {
    const entry = event.detail
    const room = this.live?.room ?? null
    draw(this, { entryFor: null })
    this.enteredAt = Date.now()
    if (room === null) return
    if (this.data.stage === 'open') {
      await this.live?.record({ ...entry, how: 'byHand' })
      return
    }
    await act(this, 'correct', async () => {
      this.live?.learn(await marking.correct(room.meeting, entry))
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
      await this.live?.takeOver()
      return this.shown()
    })
  },
  async onPrepare(): Promise<void> {
    await act(this, 'prepare', async () => {
      await this.live?.prepare()
      return this.shown()
    })
  },
  async onEnd(): Promise<void> {
    await act(this, 'end', async () => {
      const { confirm } = await wx.showModal({
        title: '结束会议？',
        content: '之后不再接受签到；漏记的人可以由您补登，写明原因。',
        confirmText: '结束',
      })
      if (!confirm) return
      const endedAt = new Date(meetingNow()).toISOString()
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

  show(change: { offline?: boolean; busy?: string }): void {
    draw(this, { status: 'ready', message: '', ...change, ...this.shown() })
  },
  redraw(): void {
    draw(this, this.shown())
  },
  shown(drawn?: readonly RollSection[]): Partial<HostShown> {
    if (!this.live?.room) return {}
    const me = session.me()?.memberId ?? ''
    const look = {
      me,
      most: this.most,
      search: this.data.search,
      before: drawn ?? this.data.sections,
    }
    return hostShown(this.live.room, this.live.mine(), look, new Date())
  },

  onShareAppMessage() {
    const card = this.live?.card ?? null
    return card === null ? HOME_CARD : meetingCard(card)
  },
})
