module.exports = Behavior({
  properties: { count: { type: Number, value: 0 } },
  data: { fromBehavior: 'behavior' },
  lifetimes: { attached() { this.order = [...(this.order || []), 'behavior.attached'] } },
  methods: { fromBehaviorMethod() { return `behavior:${this.data.count}` }, overridden() { return 'behavior' } },
  observers: { count() { this.behaviorObserved = (this.behaviorObserved || 0) + 1 } },
})
