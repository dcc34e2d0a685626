Page({
  data: { text: '' },
  load() { require.async('../../packages/deep/helper').then(({ text }) => this.setData({ text })) },
})
