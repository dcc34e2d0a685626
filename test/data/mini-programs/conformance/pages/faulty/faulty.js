Page({
  data: { text: '好' },
  throws() { throw new Error('handler broke') },
  rejects() { Promise.reject(new Error('nobody caught')) },
  onShow() { if (this.options.fail) throw new Error('onShow broke') },
})
