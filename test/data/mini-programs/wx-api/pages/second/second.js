Page({
  data: { picked: '' },
  onTabItemTap(item) {
    this.setData({ tapped: item })
  },
  picked({ detail }) {
    this.setData({ picked: String(detail.value) })
  },
})
