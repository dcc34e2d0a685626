import { call } from '../../../../services/cloud'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import {
  type Found,
  organisationsNote,
  type SearchBox,
  searchBox,
} from '../../../../services/search-box'
import type { Picked } from '../../services/links'
import { foundNote, sortNote } from '../../services/places'

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
  box: null as SearchBox | null,

  onLoad(query: { org?: string; title?: string }): void {
    const { org = '', title = '' } = decoded(query)
    this.title = title
    this.top = org
    this.orgId = org
    this.box = searchBox<Row>(
      (words) => this.search(words),
      (words, found) => this.setData({ words, ...found }),
    )
    void this.load()
  },
  onReady(): void {
    if (this.title !== '') void wx.setNavigationBarTitle({ title: this.title })
  },
  onUnload(): void {
    this.box?.stop()
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
            .map((row) => ({ orgId: row._id, name: row.name, note: sortNote(row) })),
        }
      },
    )
  },

  onDown(event: WechatMiniprogram.TouchEvent): void {
    this.orgId = String(event.currentTarget.dataset.org)
    void this.load()
  },

  onSearch(event: WechatMiniprogram.Input): void {
    this.box?.type(event.detail.value)
  },
  /** Nothing typed: the tree is shown again. */
  async search(words: string): Promise<Found<Row> | null> {
    if (words === '') {
      await this.load()
      return null
    }
    const { found, more } = await call('organisation.search', { orgId: this.top, words })
    const rows = found
      .filter(({ state }) => state !== 'closed')
      .map((row) => ({
        orgId: row.orgId,
        name: row.name,
        note: foundNote(row),
      }))
    return { rows, note: organisationsNote(words, found.length, more) }
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
