import type { Nudged } from '../../services/nudged'

/**
 * What a nudge did, to whom; whom no message reached can be called.
 * Events: `call` with `member`, and `org` where an officer of another organisation is called; `more`.
 */
Component({
  properties: {
    /** What it did in one sentence. */
    note: { type: String, value: '' },
    rows: { type: Array, value: [] as Nudged[] },
    /** Rows that are not among `rows` yet. */
    left: { type: Number, value: 0 },
  },
  methods: {
    onCall(event: WechatMiniprogram.TouchEvent): void {
      const { member, org } = event.currentTarget.dataset as { member: string; org: string }
      this.triggerEvent('call', { member, org })
    },
    onMore(): void {
      this.triggerEvent('more')
    },
  },
})
