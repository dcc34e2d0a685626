import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import {
  type Found,
  organisationsNote,
  type SearchBox,
  searchBox,
} from '../../../../services/search-box'
import { pickerDate } from '../../../../services/time'
import type { Picked, StayQuery } from '../../services/links'
import { foundNote } from '../../services/places'

interface Row extends Picked {
  note: string
}

/** Lets somebody take part in another branch's activities: where, from which day, until when. */
definePage({
  data: {
    name: '',
    homeName: '',
    chosen: null as Picked | null,
    words: '',
    rows: [] as Row[],
    note: '',
    from: '',
    until: '',
    busy: '',
    failed: '',
  },
  memberId: '',
  box: null as SearchBox | null,

  onLoad(query: Partial<StayQuery>): void {
    const { member = '', name = '', homeName = '' } = decoded(query as Record<string, string>)
    this.memberId = member
    this.box = searchBox<Row>(
      (words) => this.search(words),
      (words, found) => this.setData({ words, ...found }),
    )
    this.setData({ name, homeName, from: pickerDate(new Date()) })
  },
  onUnload(): void {
    this.box?.stop()
  },

  onSearch(event: WechatMiniprogram.Input): void {
    this.box?.type(event.detail.value)
  },
  async search(words: string): Promise<Found<Row>> {
    if (words === '') return { rows: [], note: '' }
    const { found, more } = await call('member.hosts', { memberId: this.memberId, words })
    const rows = found.map((row) => ({
      orgId: row.orgId,
      name: row.name,
      note: foundNote(row),
    }))
    return { rows, note: organisationsNote(words, rows.length, more) }
  },
  onChoose(event: WechatMiniprogram.TouchEvent): void {
    const { org, name } = event.currentTarget.dataset as { org: string; name: string }
    this.setData({ chosen: { orgId: org, name }, failed: '' })
    void wx.pageScrollTo({ scrollTop: 0 })
  },
  onAgain(): void {
    this.setData({ chosen: null, failed: '' })
  },
  onFrom(event: WechatMiniprogram.PickerChange): void {
    const from = String(event.detail.value)
    const { until } = this.data
    this.setData({ from, failed: '', until: until !== '' && until < from ? from : until })
  },
  onUntil(event: WechatMiniprogram.PickerChange): void {
    this.setData({ until: String(event.detail.value), failed: '' })
  },
  onNoUntil(): void {
    this.setData({ until: '' })
  },

  async onSave(): Promise<void> {
    const { chosen, from, until } = this.data
    if (chosen === null) return this.setData({ failed: '请先选择去哪个支部。' })
    const { memberId } = this
    const { orgId } = chosen
    const end = until === '' ? {} : { until }
    const done = await act(this, 'save', async () => {
      await call('member.attach', { orgId, memberId, from, ...end })
    })
    if (!done) return
    void wx.showToast({ title: '已登记', icon: 'success' })
    void wx.navigateBack()
  },
})
