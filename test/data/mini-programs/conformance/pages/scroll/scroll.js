Page({
  data: { target: '', top: 0, refreshing: false },
  onLoad() { this.events = []; this.scrolls = []; this.bottoms = 0; this.pulls = 0 },
  on({ type, detail, currentTarget }) { this.events.push({ type, detail, name: currentTarget.dataset.name }) },
  onPageScroll({ scrollTop }) { this.scrolls.push(scrollTop) },
  onReachBottom() { this.bottoms += 1 },
  onPullDownRefresh() { this.pulls += 1 },
})
