const { note } = require('../../lib/note')
Page({
  data: { late: false },
  onLoad(query) { note(`home.onLoad ${JSON.stringify(query)}`) },
  onShow() { note('home.onShow') },
  onReady() { note('home.onReady') },
  onHide() { note('home.onHide') },
  onUnload() { note('home.onUnload') },
  onResize(event) { note(`home.onResize ${event.size.windowWidth}`) },
  onTabItemTap(item) { note(`home.onTabItemTap ${JSON.stringify(item)}`) },
  onRouteDone() { note('home.onRouteDone') },
})
