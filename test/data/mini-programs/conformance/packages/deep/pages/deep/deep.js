const { text } = require('../../helper')
getApp().globalData.log.push('deep module ran')
Page({
  data: { text },
  onLoad(query) {
    this.getOpenerEventChannel().emit('opened', { from: query.from })
    this.getOpenerEventChannel().on('more', (value) => this.setData({ text: `收到${value}` }))
  },
})
