import { CONSENT_POINTS } from '../../services/consent'

/** The plain-language privacy text with its one decision. Events: `agree`; without `ask` it only shows the text. */
Component({
  properties: {
    ask: { type: Boolean, value: false },
    busy: { type: Boolean, value: false },
  },
  data: { points: CONSENT_POINTS },
  methods: {
    onAgree(): void {
      this.triggerEvent('agree')
    },
    onRead(): void {
      wx.openPrivacyContract({})
    },
  },
})
