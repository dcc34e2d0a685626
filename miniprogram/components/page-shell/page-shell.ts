import { joinPath } from '../../services/share'

/**
 * What stands around a page's content: a skeleton while there is nothing, the error and its way out, the view of
 * a stranger, of somebody who left, of somebody who has to agree first; and above the content its age, why it is
 * not newer, and why the last tap did not do what it was for. Event: `retry`.
 */
Component({
  properties: {
    /** A Standing of services/follow. */
    status: { type: String, value: 'loading' },
    message: { type: String, value: '' },
    canRetry: { type: Boolean, value: true },
    /** `3 分钟前更新 · 刷新`; a tap asks anew, for clients that cannot be pulled down. */
    age: { type: String, value: '' },
    /** Stays in sight until it was read or the next tap. */
    failed: { type: String, value: '' },
    /** Where a stranger lands after proving membership: path with its query. */
    to: { type: String, value: '' },
    /** What the card that a stranger opened said already. */
    strangerTitle: { type: String, value: '' },
    /** One line a stranger may read. */
    strangerNote: { type: String, value: '' },
  },
  data: { readFailed: '' },
  observers: {
    failed(failed: string) {
      if (failed === '') this.setData({ readFailed: '' })
    },
  },
  methods: {
    onFailedRead(): void {
      this.setData({ readFailed: this.data.failed })
    },
    onRetry(): void {
      this.triggerEvent('retry')
    },
    /** The way out where trying again cannot help. */
    onToday(): void {
      void wx.switchTab({ url: '/pages/today/today' })
    },
    onJoin(): void {
      const to = this.data.to
      void wx.navigateTo({ url: joinPath(to === '' ? {} : { to }) })
    },
    /** Without consent, and after leaving, one's own data can still be taken and the account deleted. */
    onMyData(): void {
      void wx.navigateTo({ url: '/packages/me/pages/privacy/privacy' })
    },
  },
})
