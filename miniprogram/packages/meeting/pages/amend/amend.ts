import { partOf } from '../../../../../cloudfunctions/rules/meeting/amendment'
import type { Amendment, MinutesView } from '../../../../../typings/minutes'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { newId } from '../../../../services/new-id'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import { amendedPartName } from '../../services/minutes-view'

type TypedField = Exclude<Amendment['field'], 'attendance'>

/** Limits of the server's schema, in characters. */
const LENGTHS: Readonly<Record<TypedField, number>> = {
  speeches: 1000,
  dissent: 2000,
  resolution: 4000,
}

/** Corrects one typed part of minutes that are locked: how it should read, and why. */
definePage({
  data: {
    ...SHELL,
    heading: '',
    before: '',
    after: '',
    length: 0,
    /** A speech that was forgotten: whose is typed too. */
    isNew: false,
    problem: '',
    reasonProblem: '',
    busy: '',
    failed: '',
  },
  id: '',
  field: 'resolution' as TypedField,
  speaker: '',
  reason: '',
  /** The same for every tap on this page: a second one corrects nothing twice. */
  amendmentId: '',
  isTyping: false,

  onLoad(query: { id?: string; field?: string; speaker?: string }): void {
    const { id = '', field = '', speaker = '' } = decoded(query)
    this.id = id
    this.field = field in LENGTHS ? (field as TypedField) : 'resolution'
    this.speaker = speaker
    this.amendmentId = newId('a-')
    void this.load()
  },
  async load(): Promise<void> {
    const ask = ['minutes.read', { meetingId: this.id }, `minutes:${this.id}`] as const
    await present(this, ask, (view) => this.shown(view))
  },
  shown({ current }: MinutesView) {
    const { field, speaker } = this
    const before = partOf(current, { field, speaker })
    return {
      age: '',
      heading: amendedPartName({ field, speaker }),
      before,
      isNew: field === 'speeches' && speaker === '',
      length: LENGTHS[field],
      // What was typed since the kept copy was shown stays.
      ...(this.isTyping ? {} : { after: before }),
    }
  },

  onSpeaker(event: WechatMiniprogram.Input): void {
    this.speaker = event.detail.value.trim()
  },
  onAfter(event: WechatMiniprogram.Input): void {
    this.isTyping = true
    this.data.after = event.detail.value
  },
  onReason(event: WechatMiniprogram.Input): void {
    this.reason = event.detail.value.trim()
  },
  async onSave(): Promise<void> {
    const { field, speaker, reason, amendmentId } = this
    const after = this.data.after.trim()
    const problem = this.problemOf(after)
    const reasonProblem = reason === '' ? '请写明为什么更正，会和更正一起留在记录里。' : ''
    draw(this, { problem, reasonProblem })
    if (problem !== '' || reasonProblem !== '') return
    const done = await act(this, 'save', async () => {
      const input = { meetingId: this.id, amendmentId, field, speaker, after, reason }
      await call('minutes.amend', input)
    })
    if (done) void wx.navigateBack()
  },
  problemOf(after: string): string {
    if (this.field === 'speeches' && this.speaker === '') return '请填写是谁的发言。'
    if (this.data.isNew && after === '') return '请填写说了什么。'
    return after === this.data.before.trim() ? '和原来一样，还没有改。' : ''
  },
})
