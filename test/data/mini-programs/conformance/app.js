// Everything that happens is written down in the order it happens; tests read it.
const log = []
App({
  globalData: { log, started: true },
  onLaunch(options) {
    log.push(`app.onLaunch ${options.path} ${options.scene}`)
  },
  onShow() {
    log.push('app.onShow')
  },
  onHide() {
    log.push('app.onHide')
  },
  onError(error) {
    log.push(`app.onError ${String(error).split('\n')[0]}`)
  },
  onPageNotFound({ path, isEntryPage }) {
    log.push(`app.onPageNotFound ${path} ${isEntryPage}`)
    wx.redirectTo({ url: '/pages/plain/plain' })
  },
  onUnhandledRejection({ reason }) {
    log.push(`app.onUnhandledRejection ${reason.message}`)
  },
  onThemeChange({ theme }) {
    log.push(`app.onThemeChange ${theme}`)
  },
})
