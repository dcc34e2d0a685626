App({
  globalData: { events: [] },
  onLaunch(options) {
    this.globalData.launched = options
    wx.cloud.init({ traceUser: false })
  },
  onShow(options) {
    this.globalData.events.push(['show', options.path, options.scene])
  },
  onHide() {
    this.globalData.events.push(['hide'])
  },
  onError(text) {
    this.globalData.events.push(['error', text])
  },
  onUnhandledRejection({ reason }) {
    this.globalData.events.push(['unhandledRejection', reason])
  },
})
