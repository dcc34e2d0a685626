const { note } = require('../../lib/note')
Page({
  data: { from: '' },
  onLoad(query) {
    note(`plain.onLoad ${JSON.stringify(query)}`)
    this.setData({ from: query.from || '' })
    if (query.title) wx.setNavigationBarTitle({ title: query.title })
  },
  onShow() { note('plain.onShow') },
  onReady() { note('plain.onReady') },
  onHide() { note('plain.onHide') },
  onUnload() { note('plain.onUnload') },
})
