import type { NoticeFile, NoticeView, Paragraph } from '../../../../../typings/notice'
import { noticeKey } from '../../../../services/acknowledged'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { ageLine, follow, type Seen, type Standing } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import { HOME_CARD, noticeCard, noticePath } from '../../../../services/share'
import { deadlineWords, momentWords, urgencyOf } from '../../../../services/time'
import type { Tag } from '../../../../services/words'
import { fileNote, openFile } from '../../services/attachments'
import { askAtTap, prepare } from '../../services/reminders'

/** Longest reply the server takes. */
const REPLY_LENGTH = 200

/** What the person is asked to do, and how far that is. */
type Doing = 'none' | 'confirm' | 'reply' | 'sending' | 'waiting' | 'refused' | 'done'

/** A notice: opened from a list, or from a card in a chat. Opening it is the read receipt. */
definePage({
  data: {
    status: 'loading' as Standing,
    message: '',
    canRetry: true,
    age: '',
    to: '',
    title: '',
    from: '',
    paragraphs: [] as Paragraph[],
    files: [] as { name: string; note: string; icon: string }[],
    due: null as Tag | null,
    state: null as Tag | null,
    isWithdrawn: false,
    reason: '',
    changes: [] as { name: string; before: string; after: string }[],
    doing: 'none' as Doing,
    /** What happened to the answer, in words. */
    done: '',
    reply: '',
    myReply: '',
    mayWithdrawReply: false,
    replyLength: REPLY_LENGTH,
    followUp: [] as { orgId: string; orgName: string }[],
    mayEdit: false,
    opening: -1,
    failed: '',
  },
  id: '',
  view: null as NoticeView | null,
  seen: null as Seen | null,
  typed: '',
  unwatch: null as (() => void) | null,

  onLoad(query: { id?: string }): void {
    this.id = query.id ?? ''
    this.setData({ to: noticePath(this.id) })
    this.unwatch = outbox.watch((event) => this.onOutbox(event))
  },
  /** What was waiting got through, or was refused, while the page is open. */
  onOutbox(event: outbox.OutboxEvent): void {
    if (event.kind !== 'cleared' && event.change.subject !== this.id) return
    const isAnswer = event.kind === 'sent' && event.change.action === 'notice.confirm'
    if (isAnswer && this.view !== null) this.view.card.state = 'answered'
    this.draw()
  },
  onUnload(): void {
    this.unwatch?.()
  },
  onShow(): void {
    void this.load()
  },
  async onPullDownRefresh(): Promise<void> {
    await this.load()
    wx.stopPullDownRefresh()
  },

  async load(): Promise<void> {
    const trouble = await follow(
      'notice.open',
      { noticeId: this.id },
      noticeKey(this.id),
      (view, seen) => {
        this.view = view
        this.seen = seen
        this.draw()
      },
    )
    if (trouble !== null) this.setData({ ...trouble, canRetry: trouble.retry })
    else if (this.data.doing === 'confirm' || this.data.doing === 'reply') await prepare()
  },

  draw(): void {
    const view: NoticeView | null = this.view
    const { seen } = this
    if (view === null || seen === null) return
    const { notice, card } = view
    const now = new Date()
    const published = notice.publishAt ?? notice.createdAt
    const answer = answerOf(view, outbox.pending(this.id), now)
    const urgency = urgencyOf(notice.deadline, now)
    const withdrawn = notice.state === 'withdrawn'
    this.setData({
      status: 'ready',
      message: '',
      age: ageLine(seen),
      title: notice.title,
      from: `${notice.orgName} ${notice.authorName} · ${momentWords(published, now)}`,
      paragraphs: notice.body,
      files: notice.files.map((file) => ({
        name: file.name,
        note: fileNote(file),
        icon: file.kind,
      })),
      due:
        notice.deadline === null || withdrawn
          ? null
          : {
              word: deadlineWords(notice.deadline, now),
              tone: card.state === 'answered' ? 'plain' : urgency,
            },
      state: withdrawn ? { word: '已撤回', tone: 'overdue' } : answer.tag,
      isWithdrawn: withdrawn,
      reason: notice.withdrawnReason ?? '',
      changes: view.changes.map(({ field, before, after }) => ({
        name: field === 'title' ? '标题' : '正文',
        before,
        after,
      })),
      doing: withdrawn ? 'none' : answer.doing,
      done: answer.words,
      myReply: answer.reply,
      mayWithdrawReply:
        view.myReply !== null && !view.myReply.withdrawn && urgency !== 'overdue' && !withdrawn,
      // Two posts in one organisation are one place to look.
      followUp: [...new Map(view.mayFollowUp.map((place) => [place.orgId, place])).values()],
      mayEdit: view.mayEdit,
    })
  },

  onReplyInput(event: WechatMiniprogram.Input): void {
    this.typed = event.detail.value
  },

  async onConfirm(): Promise<void> {
    const { view } = this
    if (view === null || this.data.doing === 'sending') return
    const reply = this.typed.trim()
    const wantsReply = view.card.mode === 'reply'
    if (wantsReply && reply === '') {
      this.setData({ failed: '请先填写回复。' })
      return
    }
    askAtTap(new Date())
    this.setData({ doing: 'sending', failed: '' })
    const input = {
      noticeId: this.id,
      version: view.card.version,
      deviceAt: new Date().toISOString(),
      ...(wantsReply ? { reply } : {}),
    }
    const sent = await outbox.put('notice.confirm', input, this.id)
    if (sent !== 'sent') return this.draw()
    view.card.state = 'answered'
    if (wantsReply) view.myReply = { text: reply, at: input.deviceAt, withdrawn: false }
    this.draw()
  },

  async onWithdrawReply(): Promise<void> {
    const { view } = this
    if (view === null) return
    const { confirm } = await wx.showModal({
      title: '撤回回复？',
      content: '文字会删除，您已答复的记录保留。',
      confirmText: '撤回',
    })
    if (!confirm) return
    await outbox.put(
      'notice.withdrawReply',
      { noticeId: this.id, version: view.card.version },
      this.id,
    )
    await this.load()
  },

  async onRefusalRead(): Promise<void> {
    const change = outbox.pending(this.id)
    if (change !== null) outbox.dismiss(change.clientId)
    await this.load()
  },

  async onFile(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const index = Number(event.currentTarget.dataset.index)
    const file: NoticeFile | undefined = this.view?.notice.files[index]
    if (file === undefined || this.data.opening >= 0) return
    this.setData({ opening: index, failed: '' })
    try {
      await openFile(file)
      this.setData({ opening: -1, [`files[${index}].note`]: fileNote(file) })
    } catch (cause) {
      console.warn('attachment', cause)
      this.setData({ opening: -1, failed: `没能打开“${file.name}”，请检查网络后再点一次。` })
    }
  },

  onFollow(event: WechatMiniprogram.TouchEvent): void {
    const { org, name } = event.currentTarget.dataset as { org: string; name: string }
    const { card } = this.view ?? {}
    if (card === undefined) return
    const query = [
      `id=${this.id}`,
      `org=${org}`,
      `name=${encodeURIComponent(name)}`,
      `version=${card.version}`,
    ]
    void wx.navigateTo({ url: `/packages/notice/pages/follow/follow?${query.join('&')}` })
  },
  onAmend(): void {
    void wx.navigateTo({ url: `/packages/notice/pages/amend/amend?id=${this.id}` })
  },
  async onWithdraw(): Promise<void> {
    const { confirm, content } = await wx.showModal({
      title: '撤回通知',
      editable: true,
      placeholderText: '撤回原因（收到的人会看到）',
      confirmText: '撤回',
    })
    const reason = content?.trim() ?? ''
    if (!confirm) return
    if (reason === '') {
      this.setData({ failed: '没有撤回：请写明原因。' })
      return
    }
    try {
      await call('notice.withdraw', { noticeId: this.id, reason: reason.slice(0, 100) })
      await this.load()
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.setData({ failed: error.message })
    }
  },

  onShareAppMessage() {
    const { view } = this
    if (view === null) return HOME_CARD
    const { title, deadline, mode } = view.notice
    return noticeCard({ id: this.id, title, mode, deadline }, new Date())
  },
})

interface Answer {
  doing: Doing
  tag: Tag | null
  words: string
  reply: string
}

/** How far the person's own answer is: on its way, refused, given or still asked. */
function answerOf(view: NoticeView, change: outbox.Change | null, now: Date): Answer {
  const { card, myReply } = view
  const reply = myReply === null || myReply.withdrawn ? '' : myReply.text
  if (change?.state === 'refused') {
    const words = change.refusal ?? ''
    return { doing: 'refused', tag: { word: '未能送达', tone: 'overdue' }, words, reply }
  }
  if (change !== null) {
    const words = `${momentWords(change.at, now)} 已记下，联网后自动发出`
    return { doing: 'waiting', tag: { word: '待发送', tone: 'waiting' }, words, reply }
  }
  if (card.state === 'answered') {
    const read = card.mode === 'read'
    const words = myReply?.withdrawn ? '已回复，文字已撤回' : read ? '已读' : '已确认收到'
    return { doing: 'done', tag: { word: read ? '已读' : '已确认', tone: 'done' }, words, reply }
  }
  const doing = card.mode === 'reply' ? 'reply' : card.mode === 'confirm' ? 'confirm' : 'none'
  return { doing, tag: null, words: '', reply }
}
