import type { Today } from '../../../typings/member'
import { draw } from '../../services/draw'
import { present, SHELL } from '../../services/follow'
import * as outbox from '../../services/outbox'
import { definePage } from '../../services/page'
import * as session from '../../services/session'
import { type AskRow, askRow } from '../../services/words'

interface Waiting {
  id: string
  orgName: string
  note: string
}

/** 今天: what is asked of me, most urgent first; for officers what waits in their branches below it. */
definePage({
  data: {
    ...SHELL,
    rows: [] as AskRow[],
    waiting: [] as Waiting[],
  },
  unwatch: null as (() => void) | null,
  today: null as Today | null,

  onLoad(): void {
    this.unwatch = outbox.watch((event) => {
      if (event.kind === 'sent') void this.load()
      else if (this.today !== null) draw(this, viewOf(this.today))
    })
  },
  onUnload(): void {
    this.unwatch?.()
  },
  onShow(): void {
    void this.load()
  },

  async load(): Promise<void> {
    await present(this, ['member.today', {}, 'today'], (today, { fresh }) => {
      this.today = today
      if (fresh) session.became(today.me)
      return viewOf(today)
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

function viewOf({ asks, branches }: Today): { rows: AskRow[]; waiting: Waiting[] } {
  const now = new Date()
  const waiting = outbox.waiting()
  // Two posts in one branch are one branch.
  const places = [...new Map(branches.map((branch) => [branch.orgId, branch])).values()]
  return {
    rows: asks.map((card) => askRow(card, waiting, now)),
    waiting: places
      .filter(({ joinRequests }) => joinRequests > 0)
      .map(({ orgId, orgName, joinRequests }) => ({
        id: orgId,
        orgName,
        note: `${joinRequests} 人申请加入`,
      })),
  }
}
