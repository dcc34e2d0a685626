/**
 * A button that says what is happening: its label, busy with a sign that it works, or done. Busy and done take no
 * second tap. Event: `press`.
 */
Component({
  properties: {
    label: { type: String, value: '' },
    busyLabel: { type: String, value: '请稍候…' },
    busy: { type: Boolean, value: false },
    disabled: { type: Boolean, value: false },
    /** `primary` `plain` `danger`. */
    kind: { type: String, value: 'primary' },
    small: { type: Boolean, value: false },
  },
  methods: {
    onTap(): void {
      if (!this.data.busy && !this.data.disabled) this.triggerEvent('press')
    },
  },
})
