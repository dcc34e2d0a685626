import type { PageMark } from '../../../../../typings/page'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { withTail } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { grouped } from '../../../../services/grouped'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import { meetingPath } from '../../../../services/share'
import { attendedRow, comingRow, type MineRow } from '../../services/mine-view'

/** 我的会议: what I am asked to attend, and what I attended with how it was written down, whatever branch held it. */
definePage({
  data: {
    ...SHELL,
    coming: [] as MineRow[],
    attended: [] as MineRow[][],
    more: false,
    busy: '',
    failed: '',
  },
  /** Where what was attended goes on. */
  next: null as PageMark | null,
  rows: [] as MineRow[],

  onLoad(): void {
    this.rows = []
  },
  onShow(): void {
    void this.load()
  },
  async load(): Promise<void> {
    const ask = ['meeting.mine', { before: null }, 'my-meetings'] as const
    await present(this, ask, ({ coming, attended, next }) => {
      const now = new Date()
      const waiting = meetingsWaiting()
      const first = attended.map((receipt) => attendedRow(receipt, now))
      this.rows = withTail(this.rows, first, next !== null)
      if (this.rows.length === first.length) this.next = next
      return {
        coming: coming.map((row) => comingRow(row, waiting, now)),
        ...this.list(),
        more: this.next !== null,
      }
    })
  },
  async onReachBottom(): Promise<void> {
    const before = this.next
    if (before === null) return
    await act(this, 'more', async () => {
      const { attended, next } = await call('meeting.mine', { before })
      this.next = next
      const now = new Date()
      this.rows = [...this.rows, ...attended.map((receipt) => attendedRow(receipt, now))]
      return { ...this.list(), more: next !== null }
    })
  },
  list() {
    return { attended: grouped(this.data.attended, this.rows) }
  },
  onMeeting(event: WechatMiniprogram.TouchEvent): void {
    void wx.navigateTo({ url: meetingPath(String(event.currentTarget.dataset.id)) })
  },
})

/** Meetings about which this phone still has something to send. */
function meetingsWaiting(): ReadonlySet<string> {
  return new Set([...outbox.waiting()].map((subject) => subject.split(':').at(-1) ?? subject))
}
