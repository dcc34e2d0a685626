App({
  globalData: { launches: 0, cloudEnv: 'automator-test' },
  onLaunch() {
    this.globalData.launches += 1
  },
})
