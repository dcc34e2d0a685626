import type { RollSection, RowDeed, SectionKey } from '../../services/roll-sections'

/** What was tapped on a person's line. */
export interface Deed {
  deed: RowDeed
  id: string
  name: string
}

/** A list of which more is to be drawn. */
export interface More {
  key: SectionKey
  most: number
}

const NOBODY: RollSection = {
  key: 'missing',
  heading: '',
  note: '',
  more: '',
  actions: [],
  rows: [],
  found: 0,
  rest: 0,
  step: 0,
}

/** One of the host's lists by name. Events: `deed` (`Deed`), `all`, `more` (`More`), the last two with the list's key. */
Component({
  properties: {
    section: { type: Object, value: NOBODY },
  },
  methods: {
    onDeed(event: WechatMiniprogram.TouchEvent): void {
      this.triggerEvent('deed', event.currentTarget.dataset as unknown as Deed)
    },
    onAll(): void {
      this.triggerEvent('all', { key: this.data.section.key })
    },
    onMore(): void {
      const { key, found, rest, step } = this.data.section
      this.triggerEvent('more', { key, most: found - rest + step } satisfies More)
    },
  },
})
