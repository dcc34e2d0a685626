import type { PageMark } from '../../../../../typings/page'
import type { QuizKind, QuizView } from '../../../../../typings/study'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import { askReason } from '../../../../services/reason'
import { HOME_CARD, quizCard } from '../../../../services/share'
import { deadlineWords, momentWords } from '../../../../services/time'
import type { Tag } from '../../../../services/words'

interface QuizRow {
  id: string
  title: string
  note: string
  tag: Tag
}

const NAMES: Readonly<Record<QuizKind, string>> = {
  weekly: '每周五题',
  unit: '学习单元',
  exam: '考试',
}

/** What an organisation published to be learned: who has done it, a card for the group, taking it back; and more. */
definePage({
  data: {
    ...SHELL,
    orgName: '',
    rows: [] as QuizRow[],
    more: false,
    busy: '',
    failed: '',
  },
  orgId: '',
  quizzes: [] as QuizView[],
  /** Where the list goes on. */
  next: null as PageMark | null,
  /** Server's clock minus the phone's, milliseconds: what was published just now is not to come. */
  ahead: 0,

  onLoad(query: { org?: string; name?: string }): void {
    this.orgId = query.org ?? ''
    this.setData({ orgName: decoded(query).name ?? '' })
  },
  onShow(): void {
    void this.load()
  },
  async load(): Promise<void> {
    const { orgId } = this
    const ask = ['study.published', { orgId, before: null }, `published:${orgId}`] as const
    await present(this, ask, ({ quizzes, next, at }, { fresh }) => {
      if (fresh) this.ahead = Date.parse(at) - Date.now()
      this.quizzes = quizzes
      this.next = next
      return { rows: this.rows(), more: next !== null }
    })
  },
  rows(): QuizRow[] {
    const now = new Date(Date.now() + this.ahead)
    return this.quizzes.map((quiz: QuizView) => rowOf(quiz, now))
  },
  async onReachBottom(): Promise<void> {
    const before = this.next
    if (before === null) return
    await act(this, 'more', async () => {
      const { quizzes, next } = await call('study.published', { orgId: this.orgId, before })
      this.quizzes = [...this.quizzes, ...quizzes]
      this.next = next
      return { rows: this.rows(), more: next !== null }
    })
  },

  onNew(event: WechatMiniprogram.TouchEvent): void {
    const { kind } = event.currentTarget.dataset as { kind: QuizKind }
    void wx.navigateTo({
      url: `/packages/bank/pages/compose/compose?org=${this.orgId}&kind=${kind}&name=${encodeURIComponent(this.data.orgName)}`,
    })
  },
  onBank(): void {
    void wx.navigateTo({
      url: `/packages/bank/pages/list/list?org=${this.orgId}&name=${encodeURIComponent(this.data.orgName)}`,
    })
  },
  onQuiz(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    const name = encodeURIComponent(this.data.orgName)
    void wx.navigateTo({
      url: `/packages/study/pages/follow/follow?id=${id}&org=${this.orgId}&name=${name}`,
    })
  },
  async onWithdraw(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { id: quizId } = event.currentTarget.dataset as { id: string }
    const reason = await askReason(
      this,
      {
        title: '撤回',
        placeholderText: '撤回原因',
        confirmText: '撤回',
      },
      '没有撤回：请写明原因。',
    )
    if (reason === null) return
    const done = await act(this, 'withdraw', async () => {
      await call('study.withdraw', { quizId, reason })
    })
    if (done) await this.load()
  },

  onShareAppMessage(event: WechatMiniprogram.Page.IShareAppMessageOption) {
    const { id } = (event.target?.dataset ?? {}) as { id?: string }
    const quiz = (this.quizzes as QuizView[]).find(({ quizId }) => quizId === id)
    return quiz === undefined ? HOME_CARD : quizCard(quiz, new Date())
  },
})

function rowOf(
  { quizId, kind, title, publishAt, closesAt, state, questions }: QuizView,
  now: Date,
): QuizRow {
  const at = now.toISOString()
  const tag: Tag =
    state === 'withdrawn'
      ? { word: '已撤回', tone: 'plain' }
      : publishAt > at
        ? { word: '定时', tone: 'waiting' }
        : closesAt > at
          ? { word: '进行中', tone: 'due' }
          : { word: '已结束', tone: 'done' }
  const time = closesAt > at ? deadlineWords(closesAt, now) : `${momentWords(closesAt, now)} 结束`
  return { id: quizId, title, note: `${NAMES[kind]} · ${questions} 题 · ${time}`, tag }
}
