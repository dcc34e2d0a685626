import type { OutputOf } from '../../../../../typings/contract'
import type { ImportItem, ImportSummary } from '../../../../../typings/question-bank'
import { act } from '../../../../services/act'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { newId } from '../../../../services/new-id'
import { definePage } from '../../../../services/page'
import { type Draft, draftOf, emptyDraft, questionOf } from '../../services/form'
import * as kept from '../../services/import-kept'
import {
  type ItemView,
  itemView,
  summaryWords,
  type TabView,
  tabsOf,
  type Which,
} from '../../services/import-view'
import { chooseBankFile, uploadBankFile } from '../../services/upload'

const POLL_MS = 1000

/** What of the page follows from a page of items. */
interface ImportData {
  step: 'check'
  which: Which
  mending: number
  more: boolean
  summary: ImportSummary | null
  words: string
  tabs: TabView[]
  items: ItemView[]
}

/** Reads a question file, shows what was understood, lets each problem be mended in place, saves what is sound. */
definePage({
  data: {
    step: 'choose' as 'choose' | 'check' | 'saving' | 'done',
    subject: '',
    pasting: false,
    text: '',
    summary: null as ImportSummary | null,
    words: '',
    tabs: [] as TabView[],
    which: 'broken' as Which,
    items: [] as ItemView[],
    more: false,
    /** The item that is being mended, by its index; -1 none. */
    mending: -1,
    draft: emptyDraft() as Draft,
    practice: false,
    saved: 0,
    total: 0,
    outcome: '',
    busy: '',
    failed: '',
  },
  orgId: '',
  importId: '',
  timer: null as ReturnType<typeof setTimeout> | null,
  items: [] as ImportItem[],

  onLoad(query: { org?: string }): void {
    this.orgId = query.org ?? ''
    const before = kept.read(this.orgId)
    if (before === null) return
    this.importId = before.importId
    draw(this, { subject: before.subject })
    void this.resume()
  },
  onUnload(): void {
    if (this.timer !== null) clearTimeout(this.timer)
  },

  /** What was checked and not yet saved when the page was left. */
  async resume(): Promise<void> {
    await act(this, 'resume', async () => {
      const { orgId, importId } = this
      const progress = await call('question.progress', { orgId, importId })
      if (progress.state !== 'notStarted') {
        this.poll()
        return { step: 'saving' as const }
      }
      return this.page('broken', 0)
    })
  },

  onSubject(event: WechatMiniprogram.Input): void {
    draw(this, { subject: event.detail.value })
  },
  onPaste(): void {
    draw(this, { pasting: !this.data.pasting })
  },
  onText(event: WechatMiniprogram.Input): void {
    this.data.text = event.detail.value
  },
  async onFile(): Promise<void> {
    if (!this.hasSubject()) return
    const file = await chooseBankFile()
    if (file === null) return
    await act(this, 'read', async () => {
      const source = await uploadBankFile(file, this.fresh())
      return this.check(source)
    })
  },
  async onReadText(): Promise<void> {
    const text = this.data.text.trim()
    if (!this.hasSubject() || text === '') return
    await act(this, 'read', () => {
      this.fresh()
      return this.check({ text })
    })
  },
  hasSubject(): boolean {
    const has = this.data.subject.trim() !== ''
    if (!has) draw(this, { failed: '请先填写分类，例如党史。' })
    return has
  },
  /** A new import; the same file chosen again is a new one too, and finds its questions in the bank. */
  fresh(): string {
    this.importId = newId()
    return this.importId
  },
  async check(source: { fileId: string; name: string } | { text: string }) {
    const { orgId, importId } = this
    const subject = this.data.subject.trim()
    await call('question.check', { orgId, importId, subject, source })
    kept.write(orgId, { importId, subject })
    return this.page('broken', 0)
  },

  async page(which: Which, offset: number): Promise<Partial<ImportData>> {
    const { orgId, importId } = this
    const answer = await call('question.items', { orgId, importId, which, offset })
    this.items = offset === 0 ? answer.items : [...this.items, ...answer.items]
    const tabs = tabsOf(answer.summary)
    const first = tabs[0]?.which
    if (offset === 0 && answer.items.length === 0 && first !== undefined && first !== which)
      return this.page(first, 0)
    return {
      step: 'check',
      which,
      mending: -1,
      more: answer.more,
      ...this.shown(answer.summary),
    }
  },
  shown(summary: ImportSummary) {
    return {
      summary,
      words: summaryWords(summary),
      tabs: tabsOf(summary),
      items: this.items.map(itemView),
    }
  },
  async onTab(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const which = event.currentTarget.dataset.which as Which
    await act(this, 'page', () => this.page(which, 0))
  },
  async onReachBottom(): Promise<void> {
    if (this.data.step !== 'check' || !this.data.more) return
    await act(this, 'page', () => this.page(this.data.which, this.items.length))
  },

  onMend(event: WechatMiniprogram.TouchEvent): void {
    const index = Number(event.currentTarget.dataset.index)
    const item = this.items.find((each) => each.index === index)
    if (item === undefined || item.state === 'known') return
    const isOpen = this.data.mending === index
    draw(this, { mending: isOpen ? -1 : index, draft: draftOf(item.question) })
  },
  onDraft(event: WechatMiniprogram.CustomEvent<{ draft: Draft }>): void {
    draw(this, { draft: event.detail.draft })
  },
  async onSaveMend(): Promise<void> {
    const question = questionOf(this.data.draft)
    if (typeof question === 'string') {
      draw(this, { failed: question })
      return
    }
    await this.mend(question)
  },
  async onLeaveOut(): Promise<void> {
    await this.mend(null)
  },
  async mend(question: Exclude<ReturnType<typeof questionOf>, string> | null): Promise<void> {
    const { orgId, importId } = this
    const index = this.data.mending
    await act(this, 'mend', async () => {
      const { summary, item } = await call('question.mend', { orgId, importId, index, question })
      this.items = this.items.map((each) => (each.index === index ? item : each))
      const isBroken = item.state === 'broken'
      return { mending: isBroken ? index : -1, ...this.shown(summary) }
    })
  },

  onPractice(event: WechatMiniprogram.SwitchChange): void {
    draw(this, { practice: event.detail.value })
  },
  async onConfirm(): Promise<void> {
    const { orgId, importId } = this
    const { practice } = this.data
    await act(this, 'confirm', async () => {
      await call('question.confirm', { orgId, importId, practice })
      this.poll()
      return { step: 'saving' as const }
    })
  },
  poll(): void {
    this.timer = setTimeout(() => void this.look(), 0)
  },
  async look(): Promise<void> {
    const { orgId, importId } = this
    try {
      const progress = await call('question.progress', { orgId, importId })
      if (progress.state === 'running') {
        draw(this, { saved: progress.done, total: progress.total, failed: '' })
        this.timer = setTimeout(() => void this.look(), POLL_MS)
        return
      }
      kept.clear(orgId)
      draw(this, { step: 'done', outcome: outcomeOf(progress), failed: '' })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      draw(this, { failed: `${error.message}题目会继续保存，联网后自动更新。` })
      this.timer = setTimeout(() => void this.look(), 5 * POLL_MS)
    }
  },
  async onOther(): Promise<void> {
    kept.clear(this.orgId)
    this.items = []
    draw(this, { step: 'choose', summary: null, items: [], text: '', outcome: '', mending: -1 })
  },
  onBank(): void {
    void wx.navigateBack()
  },
})

function outcomeOf({ state, added, failed }: OutputOf<'question.progress'>): string {
  if (state === 'stuck') return '保存没有完成，请稍后重新打开这一页。'
  const known = added === 0 ? '没有新增，题目都已在题库里。' : `题库新增 ${added} 题。`
  return failed > 0 ? `${known}${failed} 题没有保存成功。` : known
}
