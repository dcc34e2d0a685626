import type { FollowUp, MinutesText, MinutesView } from '../../../../../typings/minutes'
import { act } from '../../../../services/act'
import * as cache from '../../../../services/cache'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { queryOf } from '../../../../services/query'
import * as session from '../../../../services/session'
import { pickerDate } from '../../../../services/time'
import type { Tag } from '../../../../services/words'
import { branchMoment } from '../../services/branch-time'
import { forget, keep, unsaved } from '../../services/minutes-draft'
import {
  exportMinutes,
  type MinutesFile,
  removeMinutes,
  sendMinutes,
} from '../../services/minutes-file'
import {
  type AmendmentLine,
  amendmentLines,
  asPlainText,
  type Fact,
  type FollowUpLine,
  factLines,
  followUpLines,
  halfWritten,
  stateTag,
  withoutBlanks,
} from '../../services/minutes-view'

const DAY_MS = 86_400_000
/** Somebody who was given something to do has so many days, unless told otherwise [P]. */
const USUAL_DAYS = 14

/** A speech with a name of its own in the list, so that what is typed stays in its row when another is removed. */
interface TypedSpeech {
  key: string
  name: string
  gist: string
}

type SpeechField = 'name' | 'gist'

/** What is in the fields at this moment. The page is told of it only where it does not show it by itself. */
interface Typed extends Omit<MinutesText, 'speeches'> {
  speeches: TypedSpeech[]
}

/** 会议记录: the facts are there already; what was said is typed, the chair approves, then it is locked. */
definePage({
  data: {
    ...SHELL,
    title: '',
    from: '',
    state: { word: '', tone: 'plain' } as Tag,
    facts: [] as Fact[],
    speeches: [] as TypedSpeech[],
    dissent: '',
    resolution: '',
    followUps: [] as FollowUpLine[],
    amendments: [] as AmendmentLine[],
    people: [] as string[],
    maySave: false,
    mayApprove: false,
    mayAmend: false,
    mayExport: false,
    maySeeCorrections: false,
    dirty: false,
    saved: '',
    /** What was typed here before and not saved is shown again. */
    restored: '',
    /** It cannot be shown, because the minutes changed meanwhile: why. */
    kept: '',
    isExported: false,
    busy: '',
    failed: '',
  },
  id: '',
  view: null as MinutesView | null,
  file: null as MinutesFile | null,
  typed: { speeches: [], dissent: '', resolution: '', followUps: [] } as Typed,
  keys: 0,

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
      return { ...this.standing(view), ...this.text(view) }
    })
  },
  /** Everything of the minutes but what is typed. */
  standing(view: MinutesView) {
    const { may } = view
    return {
      title: view.facts.title,
      from: view.facts.orgName,
      state: stateTag(view),
      facts: factLines(view.facts),
      amendments: amendmentLines(view, new Date()),
      people: view.people.map(({ name }) => name),
      maySave: may.includes('save'),
      mayApprove: may.includes('approve'),
      mayAmend: may.includes('amend'),
      mayExport: may.includes('export'),
      maySeeCorrections: may.includes('corrections'),
    }
  },
  /** What is typed: of this phone when it was typed over what the server has, else of the server. */
  text(view: MinutesView) {
    const mine = unsaved(this.id)
    // What is being typed is not written over by an answer, unless somebody else saved in between.
    if (this.data.dirty && mine?.version === view.version) return {}
    const clean = { restored: '', kept: '', dirty: false }
    if (mine === null) return { ...clean, ...this.put({ ...view.text, ...view.current }) }
    const when = branchMoment(mine.at, view.timeZone, new Date())
    if (isSame(withoutBlanks(mine.text), view.text)) {
      forget(this.id)
      return { ...clean, ...this.put({ ...view.text, ...view.current }) }
    }
    if (view.may.includes('save') && mine.version === view.version)
      return {
        kept: '',
        restored: `已恢复您${when}写的、还没有保存的内容。`,
        dirty: true,
        ...this.put(mine.text),
      }
    const changed =
      view.state === 'approved' ? '记录已经定稿。' : `${view.savedBy ?? '别人'}后来保存过一次。`
    return {
      ...clean,
      kept: `您${when}写的内容没有保存，${changed}`,
      ...this.put({ ...view.text, ...view.current }),
    }
  },
  /** Puts a text into the fields. */
  put(text: MinutesText) {
    const speeches = text.speeches.map((speech) => ({ ...speech, key: this.key() }))
    this.typed = { ...text, speeches }
    const { dissent, resolution, followUps } = text
    return { speeches, dissent, resolution, followUps: this.lines(followUps) }
  },
  lines(followUps: readonly FollowUp[]): FollowUpLine[] {
    const { view } = this
    if (view === null) return []
    return followUpLines(followUps, view.followUps, view.timeZone, new Date())
  },
  key(): string {
    this.keys += 1
    return `s-${this.keys}`
  },

  /** Keeps every letter on the phone; the fields show themselves what they hold. */
  change(part: Partial<Typed>): void {
    const { view } = this
    if (view === null) return
    this.typed = { ...this.typed, ...part }
    keep(this.id, this.current(), view.version)
    draw(this, { dirty: true, saved: '', restored: '' })
  },
  current(): MinutesText {
    const { speeches, ...others } = this.typed
    return { ...others, speeches: speeches.map(({ name, gist }) => ({ name, gist })) }
  },
  onText(event: WechatMiniprogram.Input): void {
    const field = event.currentTarget.dataset.field as 'dissent' | 'resolution'
    this.change({ [field]: event.detail.value })
  },
  onSpeech(event: WechatMiniprogram.Input): void {
    const { index, field } = event.currentTarget.dataset as { index: number; field: SpeechField }
    this.change({
      speeches: changed(this.typed.speeches, index, { [field]: event.detail.value }),
    })
  },
  onAddSpeech(): void {
    // After the lock a forgotten speech is an amendment like any other.
    if (this.data.mayAmend) this.amend('speeches', '')
    else this.changeSpeeches([...this.typed.speeches, { key: this.key(), name: '', gist: '' }])
  },
  onRemoveSpeech(event: WechatMiniprogram.TouchEvent): void {
    const { index } = event.currentTarget.dataset as { index: number }
    this.changeSpeeches(this.typed.speeches.filter((_, at) => at !== index))
  },
  changeSpeeches(speeches: TypedSpeech[]): void {
    this.change({ speeches })
    draw(this, { speeches })
  },
  onAddFollowUp(): void {
    const [first] = this.view?.people ?? []
    if (first === undefined) return
    const followUp: FollowUp = {
      followUpId: newId('f'),
      text: '',
      memberId: first.memberId,
      name: first.name,
      dueOn: pickerDate(new Date(Date.now() + USUAL_DAYS * DAY_MS)),
    }
    this.changeFollowUps([...this.typed.followUps, followUp])
  },
  onFollowUpText(event: WechatMiniprogram.Input): void {
    const { index } = event.currentTarget.dataset as { index: number }
    this.change({ followUps: changed(this.typed.followUps, index, { text: event.detail.value }) })
  },
  onFollowUpPerson(event: WechatMiniprogram.PickerChange): void {
    const { index } = event.currentTarget.dataset as { index: number }
    const person = this.view?.people[Number(event.detail.value)]
    if (person === undefined) return
    const { memberId, name } = person
    this.changeFollowUps(changed(this.typed.followUps, index, { memberId, name }))
  },
  onFollowUpDate(event: WechatMiniprogram.PickerChange): void {
    const { index } = event.currentTarget.dataset as { index: number }
    const dueOn = String(event.detail.value)
    this.changeFollowUps(changed(this.typed.followUps, index, { dueOn }))
  },
  onRemoveFollowUp(event: WechatMiniprogram.TouchEvent): void {
    const { index } = event.currentTarget.dataset as { index: number }
    this.changeFollowUps(this.typed.followUps.filter((_, at) => at !== index))
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
    const sent = this.current()
    const text = withoutBlanks(sent)
    let version: number
    try {
      const input = { meetingId: this.id, seenVersion: view.version, text }
      version = (await call('minutes.save', input)).version
    } catch (error) {
      if (!(error instanceof CallError && CLASHES.includes(error.code))) throw error
      // What was typed stays on the phone, beside what somebody else saved.
      keep(this.id, sent, view.version)
      this.data.dirty = false
      await this.load()
      return { dirty: false, saved: '' }
    }
    this.view = { ...view, version, text }
    const me = session.me()
    if (me !== null)
      cache.patch<MinutesView>(me.memberId, `minutes:${this.id}`, (kept) => ({
        ...kept,
        version,
        text,
        current: text,
        savedBy: me.name,
      }))
    const now = this.current()
    if (isSame(now, sent)) forget(this.id)
    else keep(this.id, now, version)
    return { dirty: !isSame(now, sent), saved: '已保存' }
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
    const mine = unsaved(this.id)
    if (mine === null || this.view === null) return
    keep(this.id, mine.text, this.view.version)
    draw(this, { ...this.put(mine.text), kept: '', dirty: true })
  },
  onCopyMine(): void {
    const mine = unsaved(this.id)
    if (mine !== null) void wx.setClipboardData({ data: asPlainText(mine.text) })
  },
  async onDropMine(): Promise<void> {
    const { confirm } = await wx.showModal({
      title: '不要没有保存的内容？',
      content: '只删除这部手机上没有保存的内容，已保存的记录不变。',
      confirmText: '不要了',
    })
    if (!confirm) return
    forget(this.id)
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

/** A list with one row changed; the others stay the rows they were. */
function changed<Row>(rows: readonly Row[], index: number, part: Partial<Row>): Row[] {
  return rows.map((row, at) => (at === index ? { ...row, ...part } : row))
}

/** Refusals of a save that say that the minutes are not what they were when the typing began. */
const CLASHES: readonly string[] = ['changedMeanwhile', 'locked']

function isSame(a: MinutesText, b: MinutesText): boolean {
  const parts = ({ speeches, dissent, resolution, followUps }: MinutesText) => [
    speeches.map(({ name, gist }) => [name, gist]),
    dissent,
    resolution,
    followUps.map(({ followUpId, text, memberId, dueOn }) => [followUpId, text, memberId, dueOn]),
  ]
  return JSON.stringify(parts(a)) === JSON.stringify(parts(b))
}

function newId(kind: string): string {
  return `${kind}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`
}
