import type { LeaveReason } from '../../../../../typings/meeting'
import { LEAVE_REASONS } from '../../services/meeting-words'

/** Why somebody asks leave; `text` is what they add in their own words, trimmed. */
export interface LeaveAsked {
  reason: LeaveReason
  text: string
}

/** Asks why somebody will not come. Event: `ask` (`LeaveAsked`). */
Component({
  properties: {
    busy: { type: Boolean, value: false },
  },
  data: {
    reasons: LEAVE_REASONS,
    reason: 'duty' as LeaveReason,
    text: '',
    /** Another reason was chosen and not said. */
    isEmpty: false,
  },
  methods: {
    onReason(event: WechatMiniprogram.TouchEvent): void {
      this.setData({ reason: event.currentTarget.dataset.reason as LeaveReason, isEmpty: false })
    },
    onText(event: WechatMiniprogram.Input): void {
      this.data.text = event.detail.value
    },
    onAsk(): void {
      const { reason } = this.data
      const text = this.data.text.trim()
      const isEmpty = reason === 'other' && text === ''
      this.setData({ isEmpty })
      if (!isEmpty) this.triggerEvent('ask', { reason, text } satisfies LeaveAsked)
    },
  },
})
