import type { RollSection, RowDeed } from '../../services/roll-sections'

/** What was tapped on a person's line. */
export interface Deed {
  deed: RowDeed
  id: string
  name: string
}

const NOBODY: RollSection = {
  key: 'missing',
  heading: '',
  note: '',
  more: '',
  actions: [],
  rows: [],
  rest: 0,
}

/** One of the host's lists by name. Events: `deed` (`Deed`), `all`, `rest`, the last two with the list's key. */
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
    onRest(): void {
      this.triggerEvent('rest', { key: this.data.section.key })
    },
  },
})
