import type { NoticeFile, NoticeView, Paragraph } from '../../../../../typings/notice'
import { noticeKey } from '../../../../services/acknowledged'
import { act } from '../../../../services/act'
import { fileNote, openFile } from '../../../../services/attachments'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import { decoded, queryOf } from '../../../../services/query'
import { askReason } from '../../../../services/reason'
import * as session from '../../../../services/session'
import { HOME_CARD, noticeCard, noticePath, titleOnCard } from '../../../../services/share'
import type { Tag } from '../../../../services/words'
import type { Change } from '../../services/changes'
import { freshGroup, groupOf, type ShownGroup } from '../../services/group'
import { type Doing, type ShownNotice, shownNotice } from '../../services/notice-view'
import { askAtTap, prepare } from '../../services/reminders'

/** Longest reply the server takes. */
const REPLY_LENGTH = 200

/** A notice: opened from a list, or from a card in a chat. Opening it is the read receipt. */
definePage({
  data: {
    ...SHELL,
    title: '',
    from: '',
    paragraphs: [] as Paragraph[],
    files: [] as ShownNotice['files'],
    due: null as Tag | null,
    state: null as Tag | null,
    ended: '',
    changes: [] as Change[],
    doing: 'none' as Doing,
    done: '',
    myReply: '',
    mayWithdrawReply: false,
    followUp: [] as ShownNotice['followUp'],
    mayEdit: false,
    mayCopy: false,
    /** Where a stranger lands after proving membership. */
    to: '',
    /** What a stranger has read already, on the card. */
    cardTitle: '',
    replyLength: REPLY_LENGTH,
    group: null as ShownGroup | null,
    /** `answer`, `file:2`, `bind` …: what is being done. */
    busy: '',
    failed: '',
  },
  id: '',
  view: null as NoticeView | null,
  typed: '',
  unwatch: null as (() => void) | null,

  onLoad(query: { id?: string; title?: string }): void {
    const opened = decoded(query)
    this.id = opened.id ?? ''
    this.setData({ to: noticePath(this.id), cardTitle: titleOnCard(opened) })
    this.unwatch = outbox.watch((event) => this.onOutbox(event))
  },
  /** What was waiting got through, or was refused, while the page is open. */
  onOutbox(event: outbox.OutboxEvent): void {
    if (event.kind !== 'cleared' && event.change.subject !== this.id) return
    const isAnswer = event.kind === 'sent' && event.change.action === 'notice.confirm'
    if (isAnswer && this.view !== null) this.view.card.state = 'answered'
    this.redraw()
  },
  onUnload(): void {
    this.unwatch?.()
  },
  onShow(): void {
    void this.load()
  },

  async load(): Promise<void> {
    const { id: noticeId } = this
    const ask = ['notice.open', { noticeId }, noticeKey(noticeId)] as const
    const trouble = await present(this, ask, (view) => {
      this.view = view
      return shownNotice(view, outbox.pending(noticeId), new Date())
    })
    if (trouble !== null) return
    const { doing } = this.data
    if (doing === 'confirm' || doing === 'reply') await prepare(new Date())
    await this.loadGroup()
  },

  /** Beside the notice, never in its way. */
  async loadGroup(): Promise<void> {
    try {
      const own = session.me()?.affiliation.orgId ?? ''
      draw(this, { group: await groupOf(this.id, own) })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      console.info('group: not shown', error.code)
    }
  },

  redraw(): void {
    if (this.view !== null) draw(this, shownNotice(this.view, outbox.pending(this.id), new Date()))
  },

  onReplyInput(event: WechatMiniprogram.Input): void {
    this.typed = event.detail.value
  },

  async onConfirm(): Promise<void> {
    const { view } = this
    if (view === null || this.data.busy !== '') return
    const reply = this.typed.trim()
    const wantsReply = view.card.mode === 'reply'
    if (wantsReply && reply === '') {
      draw(this, { failed: '请先填写回复。' })
      return
    }
    askAtTap(new Date())
    const input = {
      noticeId: this.id,
      version: view.card.version,
      deviceAt: new Date().toISOString(),
      ...(wantsReply ? { reply } : {}),
    }
    await act(this, 'answer', async () => {
      if ((await outbox.put('notice.confirm', input, this.id)) === 'sent') {
        view.card.state = 'answered'
        if (wantsReply) view.myReply = { text: reply, at: input.deviceAt, withdrawn: false }
      }
      return shownNotice(view, outbox.pending(this.id), new Date())
    })
    await this.loadGroup()
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
    const input = { noticeId: this.id, version: view.card.version }
    await act(this, 'reply', async () => {
      await outbox.put('notice.withdrawReply', input, this.id)
    })
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
    if (file === undefined) return
    await act(this, `file:${index}`, async () => {
      await openFile(file)
      const note = fileNote(file)
      return { files: this.data.files.map((each, at) => (at === index ? { ...each, note } : each)) }
    })
  },

  async onBind(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { org: orgId, name } = event.currentTarget.dataset as { org: string; name: string }
    const { confirm } = await wx.showModal({
      title: '绑定这个群？',
      content: `以后从这个群打开通知，${name}的同志能看到还有几人没有确认，名单只有书记能看到。可以随时解除。`,
      confirmText: '绑定',
    })
    if (!confirm) return
    const done = await act(this, 'bind', async () => {
      // Fresh, because the one of when the page opened may be too old by now.
      const cloudId = await freshGroup()
      if (cloudId === null)
        throw new CallError('unavailable', '请从群里的卡片打开后再绑定。', false)
      await call('notice.bindGroup', { orgId, cloudId })
    })
    if (done) await this.loadGroup()
  },

  onFollow(event: WechatMiniprogram.TouchEvent): void {
    const { org, name } = event.currentTarget.dataset as { org: string; name: string }
    if (this.view === null) return
    const { version } = this.view.card
    const query = queryOf({ id: this.id, org, name, version: String(version) })
    void wx.navigateTo({ url: `/packages/notice/pages/follow/follow?${query}` })
  },
  onAmend(): void {
    void wx.navigateTo({ url: `/packages/notice/pages/amend/amend?id=${this.id}` })
  },
  onCopy(): void {
    void wx.navigateTo({ url: `/packages/notice/pages/edit/edit?copy=${this.id}` })
  },
  async onWithdraw(): Promise<void> {
    const reason = await askReason(
      this,
      {
        title: '撤回通知',
        placeholderText: '撤回原因（收到的人会看到）',
        confirmText: '撤回',
      },
      '没有撤回：请写明原因。',
    )
    if (reason === null) return
    const done = await act(this, 'withdraw', async () => {
      await call('notice.withdraw', { noticeId: this.id, reason })
    })
    if (done) await this.load()
  },

  onShareAppMessage() {
    if (this.view === null) return HOME_CARD
    const { title, deadline, mode } = this.view.notice
    return noticeCard({ id: this.id, title, mode, deadline }, new Date())
  },
})
