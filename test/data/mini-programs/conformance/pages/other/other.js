const { note } = require('../../lib/note')
Page({
  data: { count: 0 },
  onLoad(query) { note(`other.onLoad ${JSON.stringify(query)}`) },
  onShow() { note('other.onShow'); this.setData({ count: this.data.count + 1 }) },
  onHide() { note('other.onHide') },
  onUnload() { note('other.onUnload') },
  onTabItemTap(item) { note(`other.onTabItemTap ${JSON.stringify(item)}`) },
})
