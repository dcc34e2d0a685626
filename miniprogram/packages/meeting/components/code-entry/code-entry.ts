/** Takes the six digits off the host's screen, where the camera cannot. Event: `digits`. */
Component({
  properties: {
    busy: { type: Boolean, value: false },
  },
  data: {
    digits: '',
    /** What was typed is not six digits. */
    isShort: false,
  },
  methods: {
    onTyped(event: WechatMiniprogram.Input): void {
      this.data.digits = event.detail.value.trim()
    },
    onSend(): void {
      const { digits } = this.data
      const isShort = !/^\d{6}$/.test(digits)
      this.setData({ isShort })
      if (!isShort) this.triggerEvent('digits', { digits })
    },
  },
})
