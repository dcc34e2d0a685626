Component({
  properties: { value: { type: Number, value: 0 } },
  data: { note: '' },
  methods: {
    plus() {
      this.triggerEvent('change', { value: this.data.value + 1 })
    },
    add(n) {
      this.triggerEvent('change', { value: this.data.value + n })
      return n
    },
  },
})
