Component({
  properties: { dataset: String, parentNode: String, classList: Array },
  methods: {
    remove() { this.triggerEvent('report', this.data.dataset) },
    appendChild() { return 'own' },
  },
})
