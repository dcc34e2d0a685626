Page({
  data: {
    items: [
      { id: 'a', name: '苹果', done: false },
      { id: 'b', name: '梨', done: false },
    ],
    count: 3,
    word: '',
    said: '',
    scrollTop: 0,
  },
  toggle(event) {
    const { index } = event.currentTarget.dataset
    this.setData({ [`items[${index}].done`]: !this.data.items[index].done, said: `点 ${event.detail.x > 0}` })
  },
  hold(event) {
    this.setData({ said: `按住 ${event.currentTarget.dataset.rowName}` })
  },
  move(event) {
    this.setData({ said: `移到 ${event.touches[0].clientX}` })
  },
  typed(event) {
    this.setData({ word: event.detail.value })
  },
  counted(event) {
    this.setData({ count: event.detail.value })
  },
  scrolled(event) {
    this.setData({ scrollTop: event.detail.scrollTop })
  },
  never() {
    this.setData({ said: '不该发生' })
  },
  async ask() {
    const { confirm } = await wx.showModal({ title: '删除吗', content: '删了就没有了' })
    this.setData({ said: confirm ? '删了' : '留着' })
  },
  more() {
    wx.navigateTo({ url: '/pages/detail/detail?id=a&name=%E8%8B%B9%E6%9E%9C' })
  },
  loud() {
    throw new Error('出错了')
  },
  onShareAppMessage() {
    return { title: '来看清单', path: '/pages/detail/detail?id=b&name=shared' }
  },
})
