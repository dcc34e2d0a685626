import type { Notice } from '../../../../../typings/notice'
import { noticeKey } from '../../../../services/acknowledged'
import { act } from '../../../../services/act'
import { oneLine, toParagraphs, toTyped } from '../../../../services/body-text'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { clock, instantOf, pickerDate } from '../../../../services/time'
import { BODY_LENGTH, DEFAULT_TIME, deadlineProblem, TITLE_LENGTH } from '../../services/draft-view'

/** Changes a published notice; its author decides whether everybody is asked again. */
definePage({
  data: {
    ...SHELL,
    title: '',
    body: '',
    titleLength: TITLE_LENGTH,
    bodyLength: BODY_LENGTH,
    deadlineDate: '',
    deadlineTime: DEFAULT_TIME,
    askAgain: false,
    busy: '',
    failed: '',
  },
  id: '',
  version: 0,
  before: null as Pick<Notice, 'deadline' | 'publishAt'> | null,
  isTyping: false,

  onLoad(query: { id?: string }): void {
    this.id = query.id ?? ''
    void this.load()
  },

  async load(): Promise<void> {
    const ask = ['notice.open', { noticeId: this.id }, noticeKey(this.id)] as const
    await present(this, ask, ({ notice }) => {
      // What the person has typed since the kept copy was shown stays.
      if (this.isTyping && notice.version === this.version) return { age: '' }
      const deadline = notice.deadline === null ? null : new Date(notice.deadline)
      this.version = notice.version
      this.before = notice
      return {
        age: '',
        title: notice.title,
        body: toTyped(notice.body),
        deadlineDate: deadline === null ? '' : pickerDate(deadline),
        deadlineTime: deadline === null ? DEFAULT_TIME : clock(deadline),
      }
    })
  },

  onTitle(event: WechatMiniprogram.Input): void {
    this.isTyping = true
    this.data.title = oneLine(event.detail.value)
  },
  onBody(event: WechatMiniprogram.Input): void {
    this.isTyping = true
    this.data.body = event.detail.value
  },
  /** Date or time, named by `data-field`; without a value there is no deadline any more. */
  onTime(event: WechatMiniprogram.PickerChange): void {
    this.isTyping = true
    const field = String(event.currentTarget.dataset.field) as 'deadlineDate' | 'deadlineTime'
    this.setData({ [field]: String(event.detail.value ?? '') })
  },
  onAskAgain(event: WechatMiniprogram.SwitchChange): void {
    this.data.askAgain = event.detail.value
  },

  async onSave(): Promise<void> {
    const { title, body, deadlineDate, deadlineTime, askAgain } = this.data
    const paragraphs = toParagraphs(body)
    if (title.trim() === '' || paragraphs.length === 0) {
      draw(this, { failed: '标题和正文不能为空。' })
      return
    }
    const deadline = deadlineDate === '' ? null : instantOf(deadlineDate, deadlineTime)
    const problem =
      deadline === this.before?.deadline ? null : deadlineProblem(deadline, this.before)
    if (problem !== null) {
      draw(this, { failed: problem })
      return
    }
    await act(this, 'save', async () => {
      await call('notice.amend', {
        noticeId: this.id,
        seenVersion: this.version,
        title: title.trim(),
        body: paragraphs,
        deadline,
        askAgain,
      })
      void wx.navigateBack()
    })
  },
})
