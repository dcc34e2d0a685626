Component({
  lifetimes: { created() { this.own = [] } },
  methods: {
    own(event) { (this.seen = this.seen || []).push({ id: event.target.id, type: event.type }) },
    fire(options) { this.triggerEvent('custom', { n: 1 }, options) },
  },
})
