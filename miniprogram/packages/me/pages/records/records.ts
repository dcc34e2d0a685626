import type { OutputOf } from '../../../../../typings/contract'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { ageLine, follow, type Standing, troubleOf } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { type Row, rowOf } from '../../services/record-words'

/** My records across every branch I belonged to, newest first. */
definePage({
  data: {
    status: 'loading' as Standing,
    message: '',
    canRetry: true,
    age: '',
    rows: [] as Row[],
    more: false,
    busy: false,
  },
  next: null as OutputOf<'member.myRecords'>['next'],

  onLoad(): void {
    void this.load()
  },
  async onPullDownRefresh(): Promise<void> {
    await this.load()
    wx.stopPullDownRefresh()
  },
  onReachBottom(): void {
    void this.loadMore()
  },

  async load(): Promise<void> {
    const trouble = await follow('member.myRecords', {}, 'records', ({ records, next }, seen) => {
      this.next = next
      this.setData({
        status: 'ready',
        message: '',
        age: ageLine(seen),
        rows: records.map(rowOf),
        more: next !== null,
      })
    })
    if (trouble !== null) this.setData({ ...trouble, canRetry: trouble.retry })
  },

  onRecord(event: WechatMiniprogram.TouchEvent): void {
    const path = String(event.currentTarget.dataset.path)
    if (path !== '') void wx.navigateTo({ url: path })
  },

  async loadMore(): Promise<void> {
    const { next: after } = this
    if (after === null || this.data.busy) return
    this.setData({ busy: true })
    try {
      const { records, next } = await call('member.myRecords', { after })
      // Asked anew from the top meanwhile: this page belongs to a list that is gone.
      if (this.next !== after) return this.setData({ busy: false })
      this.next = next
      const have = this.data.rows.length
      const change: Record<string, unknown> = { busy: false, more: next !== null }
      for (const [index, record] of records.entries())
        change[`rows[${have + index}]`] = rowOf(record)
      this.setData(change)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const trouble = troubleOf(error, true)
      this.setData({ ...trouble, canRetry: trouble.retry, busy: false })
    }
  },
})
