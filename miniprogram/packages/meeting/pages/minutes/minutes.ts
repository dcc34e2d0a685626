import type { FollowUp, MinutesText, MinutesView, Speech } from '../../../../../typings/minutes'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { openMade } from '../../../../services/made-file'
import { definePage } from '../../../../services/page'
import { pickerDate } from '../../../../services/time'
import { amendmentLines, type Fact, factLines } from '../../services/minutes-view'

const DAY_MS = 86_400_000

/** 会议记录: the facts are there already; what was said is typed, the chair approves, then it is locked. */
definePage({
  data: {
    ...SHELL,
    facts: [] as Fact[],
    speeches: [] as Speech[],
    dissent: '',
    resolution: '',
    followUps: [] as (FollowUp & { done: string })[],
    amendments: [] as Fact[],
    people: [] as string[],
    locked: false,
    state: '',
    maySave: false,
    mayApprove: false,
    mayAmend: false,
    mayExport: false,
    dirty: false,
    saved: '',
    busy: '',
    failed: '',
  },
  id: '',
  view: null as MinutesView | null,
  text: { speeches: [], dissent: '', resolution: '', followUps: [] } as MinutesText,

  onLoad(query: { id?: string }): void {
    this.id = query.id ?? ''
    void this.load()
  },
  async load(): Promise<void> {
    const ask = ['minutes.read', { meetingId: this.id }, `minutes:${this.id}`] as const
    await present(this, ask, (view) => {
      // What is being typed is not written over by an answer.
      if (this.data.dirty) return null
      this.view = view
      this.text = view.text
      return this.shown(view)
    })
  },
  shown(view: MinutesView) {
    const { text, state, may, followUps } = view
    const done = new Map(followUps.map((each) => [each.followUpId, each.state === 'done']))
    return {
      facts: factLines(view.facts),
      ...text,
      followUps: text.followUps.map((each) => ({
        ...each,
        done: done.get(each.followUpId) === true ? '已落实' : '',
      })),
      amendments: amendmentLines(view, new Date()),
      people: view.people.map(({ name }) => name),
      locked: state === 'approved',
      state:
        state === 'approved'
          ? `${view.approvedBy ?? ''} 已定稿`
          : view.version === 0
            ? '按记录起草，尚未保存'
            : '草稿',
      maySave: may.includes('save'),
      mayApprove: may.includes('approve'),
      mayAmend: may.includes('amend'),
      mayExport: may.includes('export'),
      dirty: false,
      saved: '',
    }
  },

  change(part: Partial<MinutesText>): void {
    this.text = { ...this.text, ...part }
    draw(this, { ...part, dirty: true, saved: '' } as Partial<typeof this.data>)
  },
  onSpeechName(event: WechatMiniprogram.Input): void {
    this.speech(event, 'name')
  },
  onSpeechGist(event: WechatMiniprogram.Input): void {
    this.speech(event, 'gist')
  },
  speech(event: WechatMiniprogram.Input, field: keyof Speech): void {
    const index = Number(event.currentTarget.dataset.index)
    this.change({
      speeches: this.text.speeches.map((each, at) =>
        at === index ? { ...each, [field]: event.detail.value } : each,
      ),
    })
  },
  onAddSpeech(): void {
    this.change({ speeches: [...this.text.speeches, { name: '', gist: '' }] })
  },
  onRemoveSpeech(event: WechatMiniprogram.TouchEvent): void {
    const index = Number(event.currentTarget.dataset.index)
    this.change({ speeches: this.text.speeches.filter((_, at) => at !== index) })
  },
  onDissent(event: WechatMiniprogram.Input): void {
    this.change({ dissent: event.detail.value })
  },
  onResolution(event: WechatMiniprogram.Input): void {
    this.change({ resolution: event.detail.value })
  },
  onAddFollowUp(): void {
    const [first] = this.view?.people ?? []
    if (first === undefined) return
    const followUp: FollowUp = {
      followUpId: `f-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`,
      text: '',
      memberId: first.memberId,
      name: first.name,
      dueOn: pickerDate(new Date(Date.now() + 14 * DAY_MS)),
    }
    this.changeFollowUps([...this.text.followUps, followUp])
  },
  onFollowUpText(event: WechatMiniprogram.Input): void {
    this.followUp(event, { text: event.detail.value })
  },
  onFollowUpPerson(event: WechatMiniprogram.PickerChange): void {
    const person = this.view?.people[Number(event.detail.value)]
    if (person !== undefined) this.followUp(event, { memberId: person.memberId, name: person.name })
  },
  onFollowUpDate(event: WechatMiniprogram.PickerChange): void {
    this.followUp(event, { dueOn: String(event.detail.value) })
  },
  followUp(event: WechatMiniprogram.BaseEvent, part: Partial<FollowUp>): void {
    const index = Number(event.currentTarget.dataset.index)
    this.changeFollowUps(
      this.text.followUps.map((each, at) => (at === index ? { ...each, ...part } : each)),
    )
  },
  onRemoveFollowUp(event: WechatMiniprogram.TouchEvent): void {
    const index = Number(event.currentTarget.dataset.index)
    this.changeFollowUps(this.text.followUps.filter((_, at) => at !== index))
  },
  changeFollowUps(followUps: FollowUp[]): void {
    this.text = { ...this.text, followUps }
    draw(this, {
      followUps: followUps.map((each) => ({ ...each, done: '' })),
      dirty: true,
      saved: '',
    })
  },

  written(): MinutesText {
    const { speeches, dissent, resolution, followUps } = this.text
    return {
      speeches: speeches.filter(({ name, gist }) => name.trim() !== '' && gist.trim() !== ''),
      dissent: dissent.trim(),
      resolution: resolution.trim(),
      followUps: followUps.filter(({ text }) => text.trim() !== ''),
    }
  },
  async onSave(): Promise<void> {
    await act(this, 'save', async () => {
      await this.save()
      return { dirty: false, saved: '已保存' }
    })
  },
  async save(): Promise<void> {
    const { view } = this
    if (view === null) return
    const input = { meetingId: this.id, seenVersion: view.version, text: this.written() }
    const { version } = await call('minutes.save', input)
    this.view = { ...view, version }
  },
  async onApprove(): Promise<void> {
    const { confirm } = await wx.showModal({
      title: '定稿？',
      content: '定稿后正文锁定，之后的改动会写明谁、何时、为什么。督办事项会通知到人。',
      confirmText: '定稿',
    })
    if (!confirm) return
    const done = await act(this, 'approve', async () => {
      if (this.data.dirty || this.view?.version === 0) await this.save()
      const seenVersion = this.view?.version ?? 0
      await call('minutes.approve', { meetingId: this.id, seenVersion })
      return { dirty: false }
    })
    if (done) await this.load()
  },
  async onAmend(): Promise<void> {
    const what = await wx.showModal({
      title: '更正决议',
      editable: true,
      placeholderText: '应当写成什么',
      confirmText: '下一步',
    })
    const after = what.content?.trim() ?? ''
    if (!what.confirm || after === '') return
    const why = await wx.showModal({
      title: '更正原因',
      editable: true,
      placeholderText: '会和更正一起留在记录里',
      confirmText: '更正',
    })
    const reason = why.content?.trim().slice(0, 100) ?? ''
    if (!why.confirm) return
    if (reason === '') {
      draw(this, { failed: '没有更正：请写明原因。' })
      return
    }
    const amendmentId = `a-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`
    const done = await act(this, 'amend', async () => {
      const part = { field: 'resolution' as const, speaker: '', after }
      const input = { meetingId: this.id, amendmentId, ...part, reason }
      await call('minutes.amend', input)
    })
    if (done) await this.load()
  },
  async onExport(): Promise<void> {
    await act(this, 'export', async () => {
      await openMade(await call('minutes.export', { meetingId: this.id }))
    })
  },
})
