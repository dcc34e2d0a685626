import { noticeKey } from '../../../../services/acknowledged'
import { toParagraphs, toTyped } from '../../../../services/body-text'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { follow, type Standing } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { clock, instantOf, pickerDate } from '../../../../services/time'

/** Changes a published notice; its author decides whether everybody is asked again. */
definePage({
  data: {
    status: 'loading' as Standing,
    message: '',
    canRetry: true,
    title: '',
    body: '',
    deadlineDate: '',
    deadlineTime: '18:00',
    askAgain: false,
    failed: '',
    busy: false,
  },
  id: '',
  version: 0,
  isTyping: false,

  onLoad(query: { id?: string }): void {
    this.id = query.id ?? ''
    void this.load()
  },

  async load(): Promise<void> {
    const input = { noticeId: this.id }
    const trouble = await follow('notice.open', input, noticeKey(this.id), ({ notice }) => {
      // What the person has typed since the kept copy was shown stays.
      if (this.isTyping && notice.version === this.version) return
      const deadline = notice.deadline === null ? null : new Date(notice.deadline)
      this.version = notice.version
      this.setData({
        status: 'ready',
        message: '',
        title: notice.title,
        body: toTyped(notice.body),
        deadlineDate: deadline === null ? '' : pickerDate(deadline),
        deadlineTime: deadline === null ? '18:00' : clock(deadline),
      })
    })
    if (trouble !== null) this.setData({ ...trouble, canRetry: trouble.retry })
  },

  onTitle(event: WechatMiniprogram.Input): void {
    this.isTyping = true
    this.data.title = event.detail.value
  },
  onBody(event: WechatMiniprogram.Input): void {
    this.isTyping = true
    this.data.body = event.detail.value
  },
  onDate(event: WechatMiniprogram.PickerChange): void {
    this.isTyping = true
    this.setData({ deadlineDate: String(event.detail.value) })
  },
  onTime(event: WechatMiniprogram.PickerChange): void {
    this.isTyping = true
    this.setData({ deadlineTime: String(event.detail.value) })
  },
  onNoDeadline(): void {
    this.isTyping = true
    this.setData({ deadlineDate: '' })
  },
  onAskAgain(event: WechatMiniprogram.SwitchChange): void {
    this.data.askAgain = event.detail.value
  },

  async onSave(): Promise<void> {
    const { title, body, deadlineDate, deadlineTime, askAgain, busy } = this.data
    const paragraphs = toParagraphs(body)
    if (busy) return
    if (title.trim() === '' || paragraphs.length === 0) {
      this.setData({ failed: '标题和正文不能为空。' })
      return
    }
    this.setData({ busy: true, failed: '' })
    try {
      await call('notice.amend', {
        noticeId: this.id,
        seenVersion: this.version,
        title: title.trim(),
        body: paragraphs,
        deadline: deadlineDate === '' ? null : instantOf(deadlineDate, deadlineTime),
        askAgain,
      })
      void wx.navigateBack()
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.setData({ busy: false, failed: error.message })
    }
  },
})
