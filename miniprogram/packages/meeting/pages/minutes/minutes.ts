import type { FollowUp, MinutesText, MinutesView } from '../../../../../typings/minutes'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { queryOf } from '../../../../services/query'
import { minutesDraft } from '../../services/minutes-draft'
import {
  exportMinutes,
  type MinutesFile,
  removeMinutes,
  sendMinutes,
} from '../../services/minutes-file'
import { saveMinutes } from '../../services/minutes-save'
import { draftShown } from '../../services/minutes-shown'
import {
  asText,
  asTyped,
  isSameText,
  NOTHING_TYPED,
  newFollowUp,
  type Typed,
  type TypedSpeech,
  typedSpeech,
  withoutRow,
  withRow,
} from '../../services/minutes-typed'
import {
  asPlainText,
  type FollowUpLine,
  followUpLines,
  halfWritten,
  NOTHING_STANDS,
  standing,
  withoutBlanks,
} from '../../services/minutes-view'

/** 会议记录: the facts are there already; what was said is typed, the chair approves, then it is locked. */
definePage({
  data: {
    ...SHELL,
    ...NOTHING_STANDS,
    ...NOTHING_TYPED,
    followUps: [] as FollowUpLine[],
    dirty: false,
    saved: '',
    restored: '',
    kept: '',
    isExported: false,
    busy: '',
    failed: '',
  },
  id: '',
  view: null as MinutesView | null,
  file: null as MinutesFile | null,
  /** The page is told of it only where it does not show it by itself. */
  typed: NOTHING_TYPED,

  onLoad(query: { id?: string }): void {
    this.id = query.id ?? ''
  },
  onShow(): void {
    void this.load()
  },
  onUnload(): void {
    if (this.file !== null) removeMinutes(this.file)
  },
  async load(): Promise<void> {
    const ask = ['minutes.read', { meetingId: this.id }, `minutes:${this.id}`] as const
    await present(this, ask, (view) => {
      this.view = view
      return { ...standing(view, new Date()), ...this.text(view) }
    })
  },
  /** What is typed: of this phone when it was typed over what the server has, else of the server. */
  text(view: MinutesView) {
    const mine = minutesDraft.unsaved(this.id)
    const { text, isSaved, ...shown } = draftShown(view, mine, this.data.dirty, new Date())
    if (isSaved) minutesDraft.forget(this.id)
    return text === null ? {} : { ...shown, ...this.put(text) }
  },
  /** Puts a text into the fields. */
  put(text: MinutesText) {
    this.typed = asTyped(text)
    const { speeches, dissent, resolution, followUps } = this.typed
    return { speeches, dissent, resolution, followUps: this.lines(followUps) }
  },
  lines(followUps: readonly FollowUp[]): FollowUpLine[] {
    const { view } = this
    if (view === null) return []
    return followUpLines(followUps, view.followUps, view.timeZone, new Date())
  },
  /** Keeps every letter on the phone; the fields show themselves what they hold. */
  change(part: Partial<Typed>): void {
    const { view } = this
    if (view === null) return
    this.typed = { ...this.typed, ...part }
    minutesDraft.keep(this.id, asText(this.typed), view.version)
    draw(this, { dirty: true, saved: '', restored: '' })
  },
  onText(event: WechatMiniprogram.Input): void {
    const field = event.currentTarget.dataset.field as 'dissent' | 'resolution'
    this.change({ [field]: event.detail.value })
  },
  onSpeech(event: WechatMiniprogram.Input): void {
    const { index, field } = event.currentTarget.dataset as {
      index: number
      field: 'name' | 'gist'
    }
    const { value } = event.detail
    this.change({ speeches: withRow(this.typed.speeches, index, { [field]: value }) })
  },
  onAddSpeech(): void {
    // After the lock a forgotten speech is an amendment like any other.
    if (this.data.mayAmend) this.amend('speeches', '')
    else this.changeSpeeches([...this.typed.speeches, typedSpeech({ name: '', gist: '' })])
  },
  onRemoveSpeech(event: WechatMiniprogram.TouchEvent): void {
    const { index } = event.currentTarget.dataset as { index: number }
    this.changeSpeeches(withoutRow(this.typed.speeches, index))
  },
  changeSpeeches(speeches: TypedSpeech[]): void {
    this.change({ speeches })
    draw(this, { speeches })
  },
  onAddFollowUp(): void {
    const [first] = this.view?.people ?? []
    if (first !== undefined)
      this.changeFollowUps([...this.typed.followUps, newFollowUp(first, new Date())])
  },
  onFollowUpText(event: WechatMiniprogram.Input): void {
    const { index } = event.currentTarget.dataset as { index: number }
    this.change({ followUps: withRow(this.typed.followUps, index, { text: event.detail.value }) })
  },
  onFollowUpPerson(event: WechatMiniprogram.PickerChange): void {
    const { index } = event.currentTarget.dataset as { index: number }
    const person = this.view?.people[Number(event.detail.value)]
    if (person === undefined) return
    const { memberId, name } = person
    this.changeFollowUps(withRow(this.typed.followUps, index, { memberId, name }))
  },
  onFollowUpDate(event: WechatMiniprogram.PickerChange): void {
    const { index } = event.currentTarget.dataset as { index: number }
    const dueOn = String(event.detail.value)
    this.changeFollowUps(withRow(this.typed.followUps, index, { dueOn }))
  },
  onRemoveFollowUp(event: WechatMiniprogram.TouchEvent): void {
    const { index } = event.currentTarget.dataset as { index: number }
    this.changeFollowUps(withoutRow(this.typed.followUps, index))
  },
  changeFollowUps(followUps: FollowUp[]): void {
    this.change({ followUps })
    draw(this, { followUps: this.lines(followUps) })
  },

  async onSave(): Promise<void> {
    await act(this, 'save', () => this.save())
  },
  /** @throws CallError */
  async save(): Promise<{ dirty: boolean; saved: string; failed?: string }> {
    const { view } = this
    if (view === null) return { dirty: false, saved: '' }
    const half = halfWritten(this.typed.speeches)
    if (half !== null) return { dirty: true, saved: '', failed: half }
    const sent = asText(this.typed)
    const text = withoutBlanks(sent)
    const version = await saveMinutes(view, text)
    if (version === null) {
      // What was typed stays on the phone, beside what somebody else saved.
      minutesDraft.keep(this.id, sent, view.version)
      this.data.dirty = false
      await this.load()
      return { dirty: false, saved: '' }
    }
    this.view = { ...view, version, text }
    const now = asText(this.typed)
    const isWhole = isSameText(now, sent)
    if (isWhole) minutesDraft.forget(this.id)
    else minutesDraft.keep(this.id, now, version)
    return { dirty: !isWhole, saved: '已保存' }
  },
  async onApprove(): Promise<void> {
    const { confirm } = await wx.showModal({
      title: '定稿？',
      content: '定稿后正文锁定，之后的改动会写明谁、何时、为什么。督办事项会通知到人。',
      confirmText: '定稿',
    })
    if (!confirm) return
    let approved = false
    await act(this, 'approve', async () => {
      if (this.data.dirty || this.view?.version === 0) {
        const after = await this.save()
        if (after.dirty || after.saved === '') return after
      }
      const seenVersion = this.view?.version ?? 0
      await call('minutes.approve', { meetingId: this.id, seenVersion })
      approved = true
      return { dirty: false, saved: '' }
    })
    if (approved) await this.load()
  },

  /** The minutes changed while something was typed here: what the person wants done with their own words. */
  onUseMine(): void {
    const mine = minutesDraft.unsaved(this.id)
    if (mine === null || this.view === null) return
    minutesDraft.keep(this.id, mine.text, this.view.version)
    draw(this, { ...this.put(mine.text), kept: '', dirty: true })
  },
  onCopyMine(): void {
    const mine = minutesDraft.unsaved(this.id)
    if (mine !== null) void wx.setClipboardData({ data: asPlainText(mine.text) })
  },
  async onDropMine(): Promise<void> {
    const { confirm } = await wx.showModal({
      title: '不要没有保存的内容？',
      content: '只删除这部手机上没有保存的内容，已保存的记录不变。',
      confirmText: '不要了',
    })
    if (!confirm) return
    minutesDraft.forget(this.id)
    this.data.dirty = false
    if (this.view !== null) draw(this, this.text(this.view))
  },

  onAmend(event: WechatMiniprogram.TouchEvent): void {
    const { field, speaker = '' } = event.currentTarget.dataset as {
      field: string
      speaker?: string
    }
    this.amend(field, speaker)
  },
  amend(field: string, speaker: string): void {
    const query = queryOf({ id: this.id, field, speaker })
    void wx.navigateTo({ url: `/packages/meeting/pages/amend/amend?${query}` })
  },
  onCorrections(): void {
    void wx.navigateTo({ url: `/packages/meeting/pages/corrections/corrections?id=${this.id}` })
  },
  async onExport(): Promise<void> {
    await act(this, 'export', async () => {
      this.file = await exportMinutes(this.id)
      return { isExported: true }
    })
  },
  async onSend(): Promise<void> {
    const trouble = this.file === null ? null : await sendMinutes(this.file)
    if (trouble !== null) draw(this, { failed: trouble })
  },
})
