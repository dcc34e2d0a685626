import type { HostView, MeetingCard } from '../../../../typings/meeting'
import * as outbox from '../../../services/outbox'
import * as session from '../../../services/session'
import { merged, type News, withPending } from './host-room'
import { type Mark, markingHeard, record } from './marking'
import * as clock from './meeting-clock'
import { type Opening, openingHeard, openMeeting } from './opening'
import { pollOf } from './poll'
import { keepRoom, keptRoom } from './prepared'
import { askNews, askRoom, informed, prepare, takeOver } from './room-calls'

/** While people arrive, and when it is quiet; never in the background. */
const BUSY_MS = 3000
const QUIET_MS = 15_000
/** Quiet is when nothing has changed for so long. */
const SETTLED_MS = 60_000

/** What the page does when its room moves without a tap. */
export interface RoomPage {
  /** The room is here to be shown. `offline`: whether the server was reached; absent when it was not asked. */
  show(news: { offline?: boolean }): void
  /** What is on screen is to be drawn anew, as it stands: something was queued, sent or refused. */
  redraw(): void
  /** The server did not say what it was asked: a `CallError`, or a fault of ours. */
  trouble(error: unknown): void
}

/**
 * The room of a meeting as this phone knows it, kept in step with the server while the page is in front: asked for,
 * polled, and mended by the answers to what the outbox sent.
 */
export class LiveRoom {
  /** As the server said it last; `null` until something is known. */
  room: HostView | null = null
  /** What a chat shows of the meeting; `null` until the server has heard that this phone opened it. */
  card: MeetingCard | null = null
  /** When the room changed last, in milliseconds by this phone's clock. */
  private changedAt = 0
  private readonly poll = pollOf(
    () => this.ask(),
    () => this.pause(),
  )
  private readonly unwatch = outbox.watch((event) => this.hear(event))

  constructor(
    private readonly meetingId: string,
    private readonly page: RoomPage,
  ) {}

  /** The page came to the front. */
  start(): void {
    clock.watch(true)
    void wx.setKeepScreenOn({ keepScreenOn: true })
    this.poll.start()
  }
  stop(): void {
    this.poll.stop()
    clock.unwatch()
    void wx.setKeepScreenOn({ keepScreenOn: false })
  }
  close(): void {
    this.unwatch()
    this.stop()
  }

  /** What this phone kept at once, then the whole room from the server. */
  async load(): Promise<void> {
    // What is kept is kept for a person.
    await session.known()
    this.room ??= keptRoom(this.meetingId)
    if (this.room !== null) this.page.show({})
    try {
      this.take(await askRoom(this.meetingId))
      this.page.show({ offline: false })
    } catch (error) {
      this.page.trouble(error)
    }
    this.poll.again()
  }

  /** Asks what is new. */
  async ask(): Promise<void> {
    try {
      const news = await askNews(this.meetingId, this.room?.mark ?? null)
      if (this.room === null) return
      const { room, changed, isPart } = informed(this.room, news)
      this.room = room
      if (changed) this.changedAt = Date.now()
      this.page.show({ offline: false })
      if (isPart) await this.load()
    } catch (error) {
      this.page.trouble(error)
    }
  }

  /** Opens the meeting on this phone. @throws CallError */
  async open(): Promise<{ offline: boolean }> {
    await session.known()
    try {
      const opening = await openMeeting(this.meetingId)
      this.begin(opening)
      return { offline: opening.card === null }
    } finally {
      this.poll.again()
    }
  }
  /** @throws CallError */
  async takeOver(): Promise<void> {
    this.take(await takeOver(this.meetingId))
  }
  /** @throws CallError */
  async prepare(): Promise<void> {
    this.room = await prepare(this.meetingId)
  }

  /** Somebody is here; more may come, so the next question comes soon. */
  async record(mark: Mark): Promise<void> {
    if (this.room === null) return
    this.changedAt = Date.now()
    await record(this.room.meeting, mark)
    this.poll.again()
  }
  /** Part of an answer: rows or leaves that changed. */
  learn(news: News): void {
    if (this.room === null) return
    this.room = merged(this.room, news)
    keepRoom(this.room)
  }

  /** What this phone did in this meeting and the server has not taken. */
  mine(): outbox.Change[] {
    return outbox.changes().filter(({ subject }) => subject.includes(this.meetingId))
  }
  /** The room with that. */
  asDone(): HostView | null {
    return this.room === null ? null : withPending(this.room, this.mine())
  }

  private hear(event: outbox.OutboxEvent): void {
    const opening = openingHeard(event, this.meetingId)
    if (opening !== null) {
      this.begin(opening)
      this.poll.again()
    }
    const marked = markingHeard(event, this.meetingId)
    if (marked !== null) this.learn(marked)
    if (outbox.answerTo(event, 'meeting.end') !== null) void this.load()
    this.page.redraw()
  }
  private begin({ room, card }: Opening): void {
    this.card = card
    this.take(room)
  }
  private take(room: HostView): void {
    this.room = room
    this.changedAt = Date.now()
  }
  private pause(): number | null {
    if (this.room?.meeting.state !== 'open') return null
    return Date.now() - this.changedAt > SETTLED_MS ? QUIET_MS : BUSY_MS
  }
}
