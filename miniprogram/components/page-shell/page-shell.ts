import { joinPath } from '../../services/share'

/**
 * What stands around a page's content: a skeleton while there is nothing, the error and its way out, the view of
 * a stranger, of somebody who left, of somebody who has to agree first; and above the content its age, and why it
 * is not newer. Event: `retry`.
 */
Component({
  properties: {
    /** A Standing of services/follow. */
    status: { type: String, value: 'loading' },
    message: { type: String, value: '' },
    canRetry: { type: Boolean, value: true },
    /** `3 分钟前更新 · 下拉刷新`. */
    age: { type: String, value: '' },
    /** Where a stranger lands after proving membership: path with its query. */
    to: { type: String, value: '' },
    /** One line a stranger may read. */
    strangerNote: { type: String, value: '' },
  },
  methods: {
    onRetry(): void {
      this.triggerEvent('retry')
    },
    onJoin(): void {
      const to = this.data.to
      void wx.navigateTo({ url: joinPath(to === '' ? {} : { to }) })
    },
  },
})
