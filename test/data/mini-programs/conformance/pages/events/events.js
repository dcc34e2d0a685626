Page({
  data: { object: { list: [1] }, handler: 'on' },
  onLoad() { this.events = [] },
  on(event) { this.events.push({ ...event, handlerOf: event.currentTarget.dataset.name }) },
  onCapture(event) { this.events.push({ ...event, handlerOf: 'capture' }) },
  onDynamic(event) { this.events.push({ ...event, handlerOf: 'other' }) },
})
