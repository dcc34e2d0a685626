import type { OutputOf } from '../../../typings/contract'
import type { Today } from '../../../typings/member'
import { draw } from '../../services/draw'
import { follow, present, SHELL } from '../../services/follow'
import { grouped } from '../../services/grouped'
import * as outbox from '../../services/outbox'
import { definePage } from '../../services/page'
import { waitingToBeSent } from '../../services/quiz'
import * as session from '../../services/session'
import { followUpPath, MY_MEETINGS } from '../../services/share'
import { type AskRow, askRow, dueTag, type Tag } from '../../services/words'

/** Rows on the page at first, and more each time its end is reached: 32 KB at once. */
const SHOWN = 40

/** What a branch still owes. */
interface GapRow {
  id: string
  title: string
  note: string
  due: Tag | null
  path: string
}

interface Waiting {
  id: string
  orgName: string
  note: string
}

/** 今天: what is asked of me, most urgent first; for officers what waits in their branches below it. */
definePage({
  data: {
    ...SHELL,
    /** In groups, see `grouped`. */
    rows: [] as AskRow[][],
    /** Rows that are not on the page yet. */
    left: 0,
    waiting: [] as Waiting[],
    gaps: [] as GapRow[],
  },
  unwatch: null as (() => void) | null,
  today: null as Today | null,
  shown: SHOWN,
  /** The branch whose gaps are shown. */
  gapsOf: '',

  onLoad(): void {
    this.unwatch = outbox.watch((event) => {
      if (event.kind === 'sent') void this.load()
      else this.redraw()
    })
  },
  onUnload(): void {
    this.unwatch?.()
  },
  onShow(): void {
    void this.load()
  },
  onReachBottom(): void {
    if (this.data.left === 0) return
    this.shown += SHOWN
    this.redraw()
  },

  async load(): Promise<void> {
    await present(this, ['member.today', {}, 'today'], (today, { fresh }) => {
      this.today = today
      if (fresh) session.became(today.me)
      return viewOf(today, this.data.rows, this.shown)
    })
    await this.loadGaps()
  },
  redraw(): void {
    if (this.today !== null) draw(this, viewOf(this.today, this.data.rows, this.shown))
  },
  /** Below what is asked of the person, and never in its way: what their branch has not done. */
  async loadGaps(): Promise<void> {
    const branches = this.today?.branches ?? []
    // Of several branches the one the person works for now; see 我的.
    const chosen = session.actingFor()?.orgId
    const branch = branches.find(({ orgId }) => orgId === chosen) ?? branches[0]
    this.gapsOf = branch?.orgId ?? ''
    if (branch === undefined) return draw(this, { gaps: [] })
    const { orgId, orgName } = branch
    await follow('member.gaps', { orgId }, `gaps:${orgId}`, ({ rows }) => {
      if (orgId !== this.gapsOf) return
      const now = new Date()
      draw(this, { gaps: rows.map((row) => gapRow(row, { orgId, orgName }, now)) })
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
  onMeetings(): void {
    void wx.navigateTo({ url: MY_MEETINGS })
  },
})

/** @param before the groups of rows on the page. @param shown how many rows are to be on it */
function viewOf(
  { asks, branches }: Today,
  before: readonly AskRow[][],
  shown: number,
): { rows: AskRow[][]; left: number; waiting: Waiting[] } {
  const now = new Date()
  const waiting = waitingToBeSent()
  // Two posts in one branch are one branch.
  const places = [...new Map(branches.map((branch) => [branch.orgId, branch])).values()]
  return {
    rows: grouped(
      before,
      asks.slice(0, shown).map((card) => askRow(card, waiting, now)),
    ),
    left: Math.max(0, asks.length - shown),
    waiting: places
      .filter(({ joinRequests }) => joinRequests > 0)
      .map(({ orgId, orgName, joinRequests }) => ({
        id: orgId,
        orgName,
        note: `${joinRequests} 人申请加入`,
      })),
  }
}

function gapRow(
  { card, expected, missing }: OutputOf<'member.gaps'>['rows'][number],
  branch: { orgId: string; orgName: string },
  now: Date,
): GapRow {
  return {
    id: card.askId,
    title: card.title,
    note: `${branch.orgName} ${expected} 人中 ${missing} 人还没有办`,
    due: dueTag(card, now),
    path: followUpPath(card, branch),
  }
}
