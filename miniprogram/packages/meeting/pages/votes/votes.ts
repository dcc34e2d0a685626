import type { OutputOf } from '../../../../../typings/contract'
import type { Attendee, Motion } from '../../../../../typings/meeting'
import { act } from '../../../../services/act'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { newId } from '../../../../services/new-id'
import { definePage } from '../../../../services/page'
import * as session from '../../../../services/session'
import type { Counted } from '../../services/count-fields'
import { deviceId } from '../../services/device'
import { type MotionRow, motionRow, TYPES } from '../../services/motion-view'
import { type Poll, pollOf } from '../../services/poll'

/** While a ballot goes on its tellers see what the other did. */
const WAITS_MS = 5000

/** Motions of a meeting: put to the vote, counted by hands, or on paper by two tellers who both agree. */
definePage({
  data: {
    ...SHELL,
    rows: [] as MotionRow[],
    mayHost: false,
    adding: false,
    types: TYPES.map(({ name }) => name),
    type: 0,
    ballot: false,
    title: '',
    candidates: '',
    seats: '1',
    people: [] as string[],
    scrutineer: 0,
    counter: 1,
    counting: '',
    busy: '',
    failed: '',
  },
  id: '',
  motions: [] as Motion[],
  isMinuted: false,
  people: [] as Attendee[],
  poll: null as Poll | null,

  onLoad(query: { id?: string }): void {
    this.id = query.id ?? ''
    this.poll = pollOf(
      () => this.load(),
      () => (!this.isMinuted && this.motions.some(isGoingOn) ? WAITS_MS : null),
    )
  },
  async onShow(): Promise<void> {
    await this.load()
    if (this.data.mayHost) await this.loadPeople()
    this.poll?.start()
  },
  onHide(): void {
    this.poll?.stop()
  },
  onUnload(): void {
    this.poll?.stop()
  },
  async load(): Promise<void> {
    const ask = ['meeting.view', { meetingId: this.id }, `meeting:${this.id}`] as const
    await present(this, ask, (view: OutputOf<'meeting.view'>) => {
      this.motions = view.motions
      // What was voted on stands in the approved minutes; nothing is added after them.
      this.isMinuted = view.meeting.minutesState === 'approved'
      const mayHost = view.may.includes('host') && !this.isMinuted
      return { ...this.shown(mayHost), mayHost }
    })
  },
  /** Whom a ballot can have as tellers: who is here in person; beside the list, never in its way. */
  async loadPeople(): Promise<void> {
    try {
      const input = { meetingId: this.id, deviceId: deviceId() }
      const room = await call('meeting.host', input)
      const here = new Set(
        room.rows
          .filter(({ state, remote }) => state === 'present' && !remote)
          .map(({ memberId }) => memberId),
      )
      this.people = room.attendees.filter(
        ({ role, memberId }) => role === 'expected' && here.has(memberId),
      )
      draw(this, { people: this.people.map(({ name }) => name) })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      console.info('tellers: not loaded', error.code)
    }
  },

  onAdding(): void {
    draw(this, { adding: !this.data.adding })
  },
  onType(event: WechatMiniprogram.PickerChange): void {
    const type = Number(event.detail.value)
    draw(this, { type, ballot: type > 0 || this.data.ballot })
  },
  onBallot(event: WechatMiniprogram.SwitchChange): void {
    draw(this, { ballot: event.detail.value || this.data.type > 0 })
  },
  onTitle(event: WechatMiniprogram.Input): void {
    this.data.title = event.detail.value
  },
  onCandidates(event: WechatMiniprogram.Input): void {
    this.data.candidates = event.detail.value
  },
  onSeats(event: WechatMiniprogram.Input): void {
    this.data.seats = event.detail.value
  },
  onScrutineer(event: WechatMiniprogram.PickerChange): void {
    draw(this, { scrutineer: Number(event.detail.value) })
  },
  onCounter(event: WechatMiniprogram.PickerChange): void {
    draw(this, { counter: Number(event.detail.value) })
  },
  async onPut(): Promise<void> {
    const { type, title, ballot, candidates, seats, scrutineer, counter } = this.data
    const chosen = TYPES[type]?.type ?? 'resolution'
    if (title.trim() === '') {
      draw(this, { failed: '请填写表决事项。' })
      return
    }
    const motionId = newId('v-')
    await act(this, 'put', async () => {
      const { motion } = await call('meeting.putMotion', {
        meetingId: this.id,
        motionId,
        type: chosen,
        title: title.trim(),
        text: '',
        candidates: chosen === 'resolution' ? [] : namesIn(candidates),
        seats: chosen === 'election' ? Number(seats) : 0,
        method: ballot ? 'secretBallot' : 'showOfHands',
        scrutineerId: ballot ? (this.people[scrutineer]?.memberId ?? null) : null,
        counterId: ballot ? (this.people[counter]?.memberId ?? null) : null,
      })
      return { adding: false, title: '', candidates: '', ...this.with(motion) }
    })
  },

  onCount(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    draw(this, { counting: this.data.counting === id ? '' : id })
  },
  async onSaveCount(event: WechatMiniprogram.CustomEvent<Counted>): Promise<void> {
    const { counting: motionId } = this.data
    const { tallies, written, ...papers } = event.detail
    const row = this.data.rows.find((each) => each.id === motionId)
    if (row === undefined) return
    await act(this, 'count', async () => {
      const base = { meetingId: this.id, motionId, tallies }
      const opinions = row.hasWritten ? written : []
      const { motion } = row.isBallot
        ? await call('meeting.countBallots', { ...base, ...papers, written: opinions })
        : await call('meeting.countHands', base)
      return { counting: '', ...this.with(motion) }
    })
  },
  async onConfirm(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { id: motionId } = event.currentTarget.dataset as { id: string }
    const seen = this.motions.find((motion) => motion._id === motionId)
    if (seen === undefined) return
    await act(this, 'confirm', async () => {
      const input = { meetingId: this.id, motionId, seenVersion: seen.version }
      const { motion } = await call('meeting.confirmBallots', input)
      return this.with(motion)
    })
  },
  async onDrop(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { id: motionId } = event.currentTarget.dataset as { id: string }
    await act(this, 'drop', async () => {
      const { motion } = await call('meeting.dropMotion', { meetingId: this.id, motionId })
      return this.with(motion)
    })
  },

  with(motion: Motion): { rows: MotionRow[] } {
    const isNew = !this.motions.some(({ _id }) => _id === motion._id)
    const changed = this.motions.map((other) => (other._id === motion._id ? motion : other))
    this.motions = isNew ? [...changed, motion] : changed
    this.poll?.again()
    return this.shown(this.data.mayHost)
  },
  shown(mayHost: boolean): { rows: MotionRow[] } {
    const memberId = this.isMinuted ? '' : (session.me()?.memberId ?? '')
    return { rows: this.motions.map((motion) => motionRow(motion, memberId, mayHost)) }
  },
})

/** Two tellers wait for each other. */
function isGoingOn({ state, method }: Motion): boolean {
  return method === 'secretBallot' && (state === 'open' || state === 'counted')
}

function namesIn(typed: string): string[] {
  return typed.split(/[、,，;；\s]+/).filter((name) => name !== '')
}
