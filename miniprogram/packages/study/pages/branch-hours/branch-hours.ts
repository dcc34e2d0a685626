import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'

interface PersonRow {
  id: string
  name: string
  value: string
}

/** Hours of everybody of one branch in this year, by name; a tap shows what each entry came from. */
definePage({
  data: { ...SHELL, name: '', year: 0, people: [] as PersonRow[], done: 0 },
  orgId: '',

  onLoad(query: { org?: string; name?: string }): void {
    this.orgId = query.org ?? ''
    this.setData({ name: decoded(query).name ?? '', year: new Date().getFullYear() })
  },
  onShow(): void {
    void this.load()
  },
  async load(): Promise<void> {
    const { orgId } = this
    const { year } = this.data
    const ask = ['study.branchCredits', { orgId, year }, `hours:${orgId}:${year}`] as const
    await present(this, ask, ({ rows }) => ({
      people: rows.map(({ memberId, name, hours, required }) => ({
        id: memberId,
        name,
        value: `${hours} / ${required}`,
      })),
      done: rows.filter(({ hours, required }) => hours >= required).length,
    }))
  },
  onPerson(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    void wx.navigateTo({
      url: `/packages/study/pages/hours/hours?member=${id}&year=${this.data.year}`,
    })
  },
})
