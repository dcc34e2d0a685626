/** A card with an optional heading, and one thing to do about all of it at its right. Event: `more`. */
Component({
  properties: {
    heading: { type: String, value: '' },
    note: { type: String, value: '' },
    more: { type: String, value: '' },
    /** Holds nothing but list rows, which bring their own space. */
    rows: { type: Boolean, value: false },
  },
  methods: {
    onMore(): void {
      this.triggerEvent('more')
    },
  },
})
