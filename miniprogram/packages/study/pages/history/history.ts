import type { OutputOf } from '../../../../../typings/contract'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { withTail } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { momentWords } from '../../../../services/time'
import { scoreWords } from '../../services/exam-view'

interface HistoryRow {
  id: string
  quizId: string
  attempt: number
  title: string
  note: string
  value: string
  at: string
}

/** Own finished attempts, newest first. */
definePage({
  data: { ...SHELL, rows: [] as HistoryRow[], more: false, busy: '', failed: '' },

  onShow(): void {
    void this.load()
  },
  async load(): Promise<void> {
    await present(this, ['study.history', { before: null }, 'history'], ({ rows, more }) => ({
      rows: withTail(this.data.rows, rows.map(rowOf), more),
      more: more || this.data.more,
    }))
  },
  async onReachBottom(): Promise<void> {
    const before = this.data.rows.at(-1)?.at
    if (!this.data.more || before === undefined) return
    await act(this, 'more', async () => {
      const { rows, more } = await call('study.history', { before })
      return { rows: [...this.data.rows, ...rows.map(rowOf)], more }
    })
  },
  onRow(event: WechatMiniprogram.TouchEvent): void {
    const { quiz, attempt } = event.currentTarget.dataset as { quiz: string; attempt: number }
    void wx.navigateTo({
      url: `/packages/study/pages/result/result?id=${quiz}&attempt=${attempt}`,
    })
  },
})

function rowOf({ quiz, attempt }: OutputOf<'study.history'>['rows'][number]): HistoryRow {
  const { number, score, submittedAt, graceUntil } = attempt
  const at = submittedAt ?? graceUntil
  const now = new Date()
  return {
    id: `${quiz.quizId}:${number}`,
    quizId: quiz.quizId,
    attempt: number,
    title: quiz.title,
    note: `${quiz.orgName} · ${momentWords(at, now)}`,
    value: score === null ? `${momentWords(quiz.releaseAt, now)} 公布` : scoreWords(score),
    at,
  }
}
