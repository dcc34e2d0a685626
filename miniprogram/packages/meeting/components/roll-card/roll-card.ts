import { isSameTap } from '../../services/quick-taps'
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

/** These ask first, above the list, which stays as it is. */
const OPENS_SHEET: ReadonlySet<RowDeed> = new Set(['mark', 'strike'])

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
  data: {
    /** When somebody was answered last, in milliseconds. */
    answeredAt: 0,
  },
  methods: {
    onDeed(event: WechatMiniprogram.TouchEvent): void {
      // Whoever was answered leaves the list: a second tap would be for the next person.
      if (isSameTap(this.data.answeredAt, Date.now())) return
      const deed = event.currentTarget.dataset as unknown as Deed
      this.triggerEvent('deed', deed)
      if (!OPENS_SHEET.has(deed.deed)) this.data.answeredAt = Date.now()
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
