import type { Today } from '../../../typings/member'
import { ageLine, follow, type Seen, type Standing } from '../../services/follow'
import * as outbox from '../../services/outbox'
import { definePage } from '../../services/page'
import * as session from '../../services/session'
import { type AskRow, askRow } from '../../services/words'

interface Waiting {
  orgId: string
  orgName: string
  note: string
}

/** 今天: what is asked of me, most urgent first; for officers what waits in their branches below it. */
definePage({
  data: {
    status: 'loading' as Standing,
    message: '',
    canRetry: true,
    age: '',
    rows: [] as AskRow[],
    waiting: [] as Waiting[],
  },
  unwatch: null as (() => void) | null,
  last: null as { today: Today; seen: Seen } | null,

  onLoad(): void {
    this.unwatch = outbox.watch((event) => {
      if (event.kind === 'sent') void this.load()
      else this.draw()
    })
  },
  onUnload(): void {
    this.unwatch?.()
  },
  onShow(): void {
    void this.load()
  },
  async onPullDownRefresh(): Promise<void> {
    await this.load()
    wx.stopPullDownRefresh()
  },

  async load(): Promise<void> {
    const trouble = await follow('member.today', {}, 'today', (today, seen) => {
      this.last = { today, seen }
      if (seen.fresh) session.became(today.me)
      this.draw()
    })
    if (trouble !== null) this.setData({ ...trouble, canRetry: trouble.retry })
  },

  draw(): void {
    if (this.last === null) return
    const { today, seen } = this.last
    const now = new Date()
    const sent = new Set(
      outbox.changes().flatMap(({ state, subject }) => (state === 'waiting' ? [subject] : [])),
    )
    this.setData({
      status: 'ready',
      message: '',
      age: ageLine(seen),
      rows: today.asks.map((card) => askRow(card, sent, now)),
      // Two posts in one branch are one branch.
      waiting: [...new Map(today.branches.map((branch) => [branch.orgId, branch])).values()]
        .filter((branch) => branch.joinRequests > 0)
        .map(({ orgId, orgName, joinRequests }) => ({
          orgId,
          orgName,
          note: `${joinRequests} 人申请加入`,
        })),
    })
  },

  onOpen(event: WechatMiniprogram.TouchEvent): void {
    void wx.navigateTo({ url: String(event.currentTarget.dataset.path) })
  },
  onBranch(event: WechatMiniprogram.TouchEvent): void {
    session.actFor(String(event.currentTarget.dataset.org))
    void wx.switchTab({ url: '/pages/branch/branch' })
  },
  onAll(): void {
    void wx.navigateTo({ url: '/packages/notice/pages/list/list' })
  },
})
