import type { OutputOf } from '../../../../../typings/contract'
import type { PageMark } from '../../../../../typings/page'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { withTail } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { quizPath } from '../../../../services/share'
import { momentWords } from '../../../../services/time'
import { scoreWords } from '../../services/exam-view'

interface HistoryRow {
  id: string
  path: string
  title: string
  note: string
}

/** Own attempts, newest first: what came of those that are over; those that are not can be gone on with. */
definePage({
  data: { ...SHELL, rows: [] as HistoryRow[], more: false, busy: '', failed: '' },
  /** Where the list goes on. */
  next: null as PageMark | null,

  onShow(): void {
    void this.load()
  },
  async load(): Promise<void> {
    await present(this, ['study.history', { before: null }, 'history'], ({ rows, next }) => {
      const first = rows.map(rowOf)
      const all = withTail(this.data.rows, first, next !== null)
      if (all.length === first.length) this.next = next
      return { rows: all, more: this.next !== null }
    })
  },
  async onReachBottom(): Promise<void> {
    const before = this.next
    if (before === null) return
    await act(this, 'more', async () => {
      const { rows, next } = await call('study.history', { before })
      this.next = next
      return { rows: [...this.data.rows, ...rows.map(rowOf)], more: next !== null }
    })
  },
  onRow(event: WechatMiniprogram.TouchEvent): void {
    void wx.navigateTo({ url: String(event.currentTarget.dataset.path) })
  },
})

function rowOf({ quiz, attempt }: OutputOf<'study.history'>['rows'][number]): HistoryRow {
  const { number, state, score, startedAt, submittedAt, graceUntil } = attempt
  const { quizId, kind, title, orgName, releaseAt } = quiz
  const now = new Date()
  const isOpen = state === 'open'
  const outcome = isOpen
    ? '还没答完'
    : score === null
      ? `${momentWords(releaseAt, now)} 公布`
      : scoreWords(score)
  const at = isOpen ? startedAt : (submittedAt ?? graceUntil)
  return {
    id: `${quizId}:${number}`,
    path: isOpen
      ? quizPath(quizId, kind)
      : `/packages/study/pages/result/result?id=${quizId}&attempt=${number}`,
    title,
    note: [outcome, momentWords(at, now), orgName].join(' · '),
  }
}
