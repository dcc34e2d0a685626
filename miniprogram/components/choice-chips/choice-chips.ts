/** Words of which any number can be chosen. Event: `toggle`, with the value of the one that was tapped. */
Component({
  properties: {
    label: { type: String, value: '' },
    /** `{ value, name, on }` each. */
    choices: { type: Array, value: [] },
  },
  methods: {
    onTap(event: WechatMiniprogram.TouchEvent): void {
      this.triggerEvent('toggle', { value: String(event.currentTarget.dataset.value) })
    },
  },
})
