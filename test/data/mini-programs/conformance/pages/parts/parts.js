Page({
  data: { count: 1, list: [1, 2], second: false, reports: [] },
  onReport(event) {
    this.reports.push({ type: event.type, detail: event.detail, target: event.target, currentTarget: event.currentTarget })
  },
  onLoad() { this.reports = [] },
})
