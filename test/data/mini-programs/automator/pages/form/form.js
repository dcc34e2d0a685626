Page({
  data: { on: false, current: 0, sent: '', colour: '', moved: '' },
  turned(event) {
    this.setData({ on: event.detail.value })
  },
  swiped(event) {
    this.setData({ current: event.detail.current })
  },
  moved(event) {
    this.setData({ moved: `${event.detail.x},${event.detail.y}` })
  },
  picked(event) {
    this.setData({ colour: ['红', '绿'][event.detail.value] })
  },
  submit(event) {
    this.setData({ sent: JSON.stringify(event.detail.value) })
  },
})
