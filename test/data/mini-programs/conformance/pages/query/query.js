const { note } = require('../../lib/note')
Component({
  properties: { id: String, count: Number, text: String },
  lifetimes: { attached() { note('query.attached') }, ready() { note('query.ready') }, detached() { note('query.detached') } },
  pageLifetimes: { show() { note('query.pageLifetimes.show') }, hide() { note('query.pageLifetimes.hide') } },
  methods: {
    onLoad(query) { note(`query.onLoad ${JSON.stringify(query)} ${typeof this.data.count}`) },
    onShow() { note('query.onShow') },
    onReady() { note('query.onReady') },
    onUnload() { note('query.onUnload') },
  },
})
