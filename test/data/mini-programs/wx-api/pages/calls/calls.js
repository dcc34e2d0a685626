// Calls whatever `data.api` names with `data.options`, from a tap or not, and keeps the outcome in `data.outcome`.
Page({
  data: { api: '', options: {}, outcome: '', phone: '', consent: false, pulled: 0 },
  tapped() {
    return this.run()
  },
  later() {
    setTimeout(() => this.run(), 0)
  },
  run() {
    this.setData({ outcome: '' })
    const done = (outcome) => this.setData({ outcome: JSON.stringify(outcome) })
    return wx[this.data.api](this.data.options).then(done, done)
  },
  gotPhone({ detail }) {
    this.setData({ phone: JSON.stringify(detail) })
  },
  listenForConsent() {
    wx.onNeedPrivacyAuthorization((resolve, { referrer }) => {
      this.resolveConsent = resolve
      this.setData({ consent: referrer })
    })
  },
  agreed() {
    this.resolveConsent({ event: 'agree', buttonId: 'agree' })
    this.setData({ consent: false })
  },
  pretended() {
    this.resolveConsent({ event: 'agree', buttonId: 'agree' })
    this.setData({ consent: false })
  },
  onPullDownRefresh() {
    this.setData({ pulled: this.data.pulled + 1 })
  },
  onShareAppMessage({ from, target }) {
    const title = from === 'button' ? `请看${target.dataset.what}` : '从菜单转发'
    return { title, path: '/pages/plain/plain?id=7', imageUrl: '/images/tab.png' }
  },
  usesWhatIsMissing() {
    wx.startBluetoothDevicesDiscovery({})
    if (wx.canIUse('bindEmployeeRelation')) wx.bindEmployeeRelation({})
  },
})
