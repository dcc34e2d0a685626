Component({
  data: { selected: -1, tabs: [{ path: '/pages/one/one', text: '甲' }, { path: '/pages/two/two', text: '乙' }] },
  methods: { go({ currentTarget }) { wx.switchTab({ url: currentTarget.dataset.path }) } },
})
