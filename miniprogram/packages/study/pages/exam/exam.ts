import type { OutputOf } from '../../../../../typings/contract'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import { askReason } from '../../../../services/reason'
import { HOME_CARD, quizCard, quizPath, titleOnCard } from '../../../../services/share'
import { type AttemptRow, examView, type Fact } from '../../services/exam-view'

/** An exam before it starts and after it. */
definePage({
  data: {
    ...SHELL,
    title: '',
    from: '',
    window: '',
    facts: [] as Fact[],
    rated: false,
    attempts: [] as AttemptRow[],
    action: '',
    closed: '',
    ended: '',
    followUp: [] as { orgId: string; orgName: string }[],
    mayWithdraw: false,
    to: '',
    /** What a stranger has read already, on the card. */
    cardTitle: '',
    busy: '',
    failed: '',
  },
  id: '',
  opened: null as OutputOf<'study.open'> | null,
  /** Server's clock minus the phone's, milliseconds. */
  ahead: 0,

  onLoad(query: { id?: string; title?: string }): void {
    const opened = decoded(query)
    this.id = opened.id ?? ''
    this.setData({ to: quizPath(this.id, 'exam'), cardTitle: titleOnCard(opened) })
  },
  onShow(): void {
    void this.load()
  },

  async load(): Promise<void> {
    const ask = ['study.open', { quizId: this.id }, `exam:${this.id}`] as const
    await present(this, ask, (opened, { fresh }) => {
      this.opened = opened
      // Whether it has begun or ended says the server's clock; a phone's may be set back.
      if (fresh) this.ahead = Date.parse(opened.at) - Date.now()
      return examView(opened, new Date(Date.now() + this.ahead))
    })
  },

  async onStart(): Promise<void> {
    const { opened } = this
    if (opened === null || opened.next === null) return
    const { attempt, resumes } = opened.next
    if (!resumes) {
      const { minutes = 0, attempts = 1 } = opened.quiz.terms ?? {}
      const { confirm } = await wx.showModal({
        title: '开始考试？',
        content: `开始后计时 ${minutes} 分钟，退出不停表。${attempts === 1 ? '只有 1 次机会。' : ''}每一题点选后自动保存。`,
        confirmText: '开始',
      })
      if (!confirm) return
    }
    void wx.navigateTo({
      url: `/packages/study/pages/paper/paper?id=${this.id}&attempt=${attempt}`,
    })
  },
  onResult(event: WechatMiniprogram.TouchEvent): void {
    const { attempt, see } = event.currentTarget.dataset as { attempt: number; see: boolean }
    if (see)
      void wx.navigateTo({
        url: `/packages/study/pages/result/result?id=${this.id}&attempt=${attempt}`,
      })
  },
  onFollow(event: WechatMiniprogram.TouchEvent): void {
    const { org, name } = event.currentTarget.dataset as { org: string; name: string }
    void wx.navigateTo({
      url: `/packages/study/pages/follow/follow?id=${this.id}&org=${org}&name=${encodeURIComponent(name)}`,
    })
  },
  async onWithdraw(): Promise<void> {
    const reason = await askReason(
      this,
      {
        title: '撤回考试',
        placeholderText: '撤回原因',
        confirmText: '撤回',
      },
      '没有撤回：请写明原因。',
    )
    if (reason === null) return
    const done = await act(this, 'withdraw', async () => {
      await call('study.withdraw', { quizId: this.id, reason })
    })
    if (done) await this.load()
  },

  onShareAppMessage() {
    return this.opened === null ? HOME_CARD : quizCard(this.opened.quiz, new Date())
  },
})
