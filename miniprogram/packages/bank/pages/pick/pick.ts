import type { QuestionRow } from '../../../../../typings/question-bank'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { type ShownRow, shownRow } from '../../services/question-row'

interface PickRow extends ShownRow {
  picked: boolean
}

/** Picks questions for a quiz; tells the page that opened it by the event `picked`. */
definePage({
  data: {
    ...SHELL,
    rows: [] as PickRow[],
    search: '',
    count: 0,
    most: 10,
    more: false,
    busy: '',
    failed: '',
  },
  orgId: '',
  picked: new Set<string>(),
  last: null as QuestionRow | null,

  onLoad(query: { org?: string; most?: string }): void {
    this.orgId = query.org ?? ''
    this.picked = new Set()
    this.setData({ most: Number(query.most ?? 10) })
    this.getOpenerEventChannel().on?.('chosen', (ids: string[]) => {
      this.picked = new Set(ids)
      this.redraw()
    })
    void this.load()
  },
  async load(): Promise<void> {
    await present(this, ['question.list', this.question(null), null], (page) => {
      this.last = page.questions.at(-1) ?? null
      return { ...this.shown(page.questions.map(shownRow)), more: page.more }
    })
  },
  async onReachBottom(): Promise<void> {
    const { last } = this
    if (!this.data.more || last === null) return
    await act(this, 'more', async () => {
      const before = { changedAt: last.changedAt, id: last._id }
      const page = await call('question.list', this.question(before))
      this.last = page.questions.at(-1) ?? null
      const rows = [...this.data.rows, ...page.questions.map(shownRow)]
      return { ...this.shown(rows), more: page.more }
    })
  },
  question(before: { changedAt: string; id: string } | null) {
    const { search } = this.data
    return { orgId: this.orgId, subject: null, kind: null, search, retired: false, before }
  },
  onSearch(event: WechatMiniprogram.Input): void {
    draw(this, { search: event.detail.value.trim().slice(0, 40) })
    void this.load()
  },
  onRow(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    if (this.picked.has(id)) this.picked.delete(id)
    else if (this.picked.size < this.data.most) this.picked.add(id)
    else draw(this, { failed: `最多选 ${this.data.most} 题。` })
    this.redraw()
  },
  redraw(): void {
    draw(this, this.shown(this.data.rows))
  },
  shown(rows: readonly ShownRow[]) {
    return {
      rows: rows.map((row) => ({ ...row, picked: this.picked.has(row.id) })),
      count: this.picked.size,
    }
  },
  onDone(): void {
    this.getOpenerEventChannel().emit?.('picked', [...this.picked])
    void wx.navigateBack()
  },
})
