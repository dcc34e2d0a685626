import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import type { Picked } from '../../services/links'
import { sortOf } from '../../services/places'

const REST = 300

interface Row extends Picked {
  note: string
}

/** Chooses one organisation: by its name, or step by step down from the top. The opener hears `picked`. */
definePage({
  data: {
    ...SHELL,
    /** From the top to where the person stands. */
    trail: [] as Picked[],
    here: null as Picked | null,
    rows: [] as Row[],
    words: '',
    note: '',
  },
  title: '',
  top: '',
  orgId: '',
  typing: undefined as ReturnType<typeof setTimeout> | undefined,

  onLoad(query: { org?: string; title?: string }): void {
    const { org = '', title = '' } = decoded(query)
    this.title = title
    this.top = org
    this.orgId = org
    void this.load()
  },
  onReady(): void {
    if (this.title !== '') void wx.setNavigationBarTitle({ title: this.title })
  },
  onUnload(): void {
    if (this.typing !== undefined) clearTimeout(this.typing)
  },

  async load(): Promise<void> {
    const { orgId } = this
    await present(
      this,
      ['organisation.tree', { orgId }, `tree:${orgId}`],
      ({ organisation, children }) => {
        if (orgId !== this.orgId) return null
        const here = { orgId, name: organisation.name }
        const known = this.data.trail.findIndex((each) => each.orgId === orgId)
        const trail = known < 0 ? [...this.data.trail, here] : this.data.trail.slice(0, known + 1)
        return {
          here,
          trail,
          words: '',
          note: children.length === 0 ? '没有下级组织' : '',
          rows: children
            .filter(({ state }) => state !== 'closed')
            .map((row) => ({ orgId: row._id, name: row.name, note: sortOf(row) })),
        }
      },
    )
  },

  onDown(event: WechatMiniprogram.TouchEvent): void {
    this.orgId = String(event.currentTarget.dataset.org)
    void this.load()
  },

  onSearch(event: WechatMiniprogram.Input): void {
    if (this.typing !== undefined) clearTimeout(this.typing)
    this.data.words = event.detail.value.trim()
    this.typing = setTimeout(() => void this.search(), REST)
  },
  async search(): Promise<void> {
    const { words } = this.data
    if (words === '') return this.load()
    try {
      const { found, more } = await call('organisation.search', { orgId: this.top, words })
      if (words !== this.data.words) return
      this.setData({
        words,
        rows: found
          .filter(({ state }) => state !== 'closed')
          .map((row) => ({
            orgId: row.orgId,
            name: row.name,
            note: `${sortOf(row)}${row.above === '' ? '' : ` · ${row.above}`}`,
          })),
        note:
          found.length === 0
            ? `没有名称含“${words}”的组织`
            : more
              ? '只显示前 20 个，请多输入几个字'
              : '',
      })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.setData({ words, rows: [], note: error.message })
    }
  },

  onHere(): void {
    if (this.data.here !== null) this.choose(this.data.here)
  },
  onChoose(event: WechatMiniprogram.TouchEvent): void {
    const { org, name } = event.currentTarget.dataset as { org: string; name: string }
    this.choose({ orgId: org, name })
  },
  choose(picked: Picked): void {
    this.getOpenerEventChannel?.().emit?.('picked', picked)
    void wx.navigateBack()
  },
})
