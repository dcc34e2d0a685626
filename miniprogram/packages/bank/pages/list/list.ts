import type { OutputOf } from '../../../../../typings/contract'
import type { QuestionRow } from '../../../../../typings/question-bank'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import { saveExport } from '../../services/export'
import { type ShownRow, shownRow } from '../../services/question-row'

interface SubjectChoice {
  subject: string
  name: string
}

/** 题库 of one organisation: search, by subject; add, import, export. */
definePage({
  data: {
    ...SHELL,
    orgName: '',
    rows: [] as ShownRow[],
    subjects: [] as SubjectChoice[],
    subject: '',
    search: '',
    retired: false,
    more: false,
    busy: '',
    failed: '',
  },
  orgId: '',
  /** As they came, for the page that edits one. */
  questions: [] as QuestionRow[],

  onLoad(query: { org?: string; name?: string }): void {
    this.orgId = query.org ?? ''
    this.setData({ orgName: decoded(query).name ?? '' })
  },
  onShow(): void {
    void this.load()
  },

  async load(): Promise<void> {
    const { subject, search, retired } = this.data
    const isPlain = subject === '' && search === '' && !retired
    const name = isPlain ? `bank:${this.orgId}` : null
    await present(this, ['question.list', this.question(null), name], (page) => {
      this.questions = page.questions
      return {
        rows: page.questions.map(shownRow),
        more: page.more,
        subjects: subjectsOf(page),
      }
    })
  },
  question(before: { changedAt: string; id: string } | null) {
    const { subject, search, retired } = this.data
    return {
      orgId: this.orgId,
      subject: subject === '' ? null : subject,
      kind: null,
      search,
      retired,
      before,
    }
  },
  async onReachBottom(): Promise<void> {
    const last = this.questions.at(-1)
    if (!this.data.more || last === undefined) return
    await act(this, 'more', async () => {
      const before = { changedAt: last.changedAt, id: last._id }
      const page = await call('question.list', this.question(before))
      this.questions = [...this.questions, ...page.questions]
      return { rows: [...this.data.rows, ...page.questions.map(shownRow)], more: page.more }
    })
  },

  onSearch(event: WechatMiniprogram.Input): void {
    draw(this, { search: event.detail.value.trim().slice(0, 40), rows: [] })
    void this.load()
  },
  onSubject(event: WechatMiniprogram.TouchEvent): void {
    const { subject } = event.currentTarget.dataset as { subject: string }
    draw(this, { subject: this.data.subject === subject ? '' : subject, rows: [] })
    void this.load()
  },
  onRetired(): void {
    draw(this, { retired: !this.data.retired, rows: [] })
    void this.load()
  },
  onQuestion(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    const question = this.questions.find((each) => each._id === id)
    void wx.navigateTo({
      url: `/packages/bank/pages/question/question?org=${this.orgId}`,
      success: ({ eventChannel }) => eventChannel.emit('question', question),
    })
  },
  onAdd(): void {
    this.go('question')
  },
  onImport(): void {
    this.go('import')
  },
  async onExport(): Promise<void> {
    const { subject } = this.data
    await act(this, 'export', () => saveExport(this.orgId, subject === '' ? null : subject))
  },
  go(page: string): void {
    void wx.navigateTo({ url: `/packages/bank/pages/${page}/${page}?org=${this.orgId}` })
  },
})

function subjectsOf({ subjects }: OutputOf<'question.list'>): SubjectChoice[] {
  return subjects.map(({ subject, counts }) => {
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
    return { subject, name: `${subject} ${total}` }
  })
}
