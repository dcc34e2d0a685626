import type { OutputOf } from '../../../../../typings/contract'
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
  /** When it was started: older ones are asked for by it. */
  startedAt: string
}

/** Own attempts, newest first: what came of those that are over; those that are not can be gone on with. */
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
    const before = this.data.rows.at(-1)?.startedAt
    if (!this.data.more || before === undefined) return
    await act(this, 'more', async () => {
      const { rows, more } = await call('study.history', { before })
      return { rows: [...this.data.rows, ...rows.map(rowOf)], more }
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
    startedAt,
  }
}
