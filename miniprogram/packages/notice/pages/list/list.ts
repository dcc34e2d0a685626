import type { AskCard } from '../../../../../typings/ask'
import type { InputOf } from '../../../../../typings/contract'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { ageLine, follow, type Standing, troubleOf } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import { ageWords } from '../../../../services/time'
import { type AskRow, askRow, sentRow } from '../../../../services/words'
import { publishingPlace } from '../../services/publishing'

type Box = 'inbox' | 'done' | 'sent'

interface DraftRow {
  id: string
  title: string
  note: string
}

/** Notices: what I am asked, what I answered, and for those who publish what was sent, with the drafts. */
definePage({
  data: {
    status: 'loading' as Standing,
    message: '',
    canRetry: true,
    age: '',
    box: 'inbox' as Box,
    boxes: [] as { box: Box; name: string }[],
    search: '',
    rows: [] as AskRow[],
    drafts: [] as DraftRow[],
    more: false,
    busy: false,
    /** The organisation in whose name the person publishes; '' when they don't. */
    orgName: '',
  },
  orgId: '',
  oldest: null as string | null,
  typing: undefined as ReturnType<typeof setTimeout> | undefined,

  onShow(): void {
    const place = publishingPlace()
    this.orgId = place?.orgId ?? ''
    const boxes: { box: Box; name: string }[] = [
      { box: 'inbox', name: '要我办的' },
      { box: 'done', name: '已办' },
    ]
    if (place !== null) boxes.push({ box: 'sent', name: '已发' })
    this.setData({ boxes, orgName: place?.orgName ?? '' })
    void this.load()
  },
  onUnload(): void {
    if (this.typing !== undefined) clearTimeout(this.typing)
  },
  async onPullDownRefresh(): Promise<void> {
    await this.load()
    wx.stopPullDownRefresh()
  },
  onReachBottom(): void {
    void this.loadMore()
  },

  onBox(event: WechatMiniprogram.TouchEvent): void {
    const box = event.currentTarget.dataset.box as Box
    if (box === this.data.box) return
    this.setData({ box, rows: [], status: 'loading', search: '' })
    void this.load()
  },

  /** Searches when the typing rests. */
  onSearch(event: WechatMiniprogram.Input): void {
    if (this.typing !== undefined) clearTimeout(this.typing)
    this.data.search = event.detail.value.trim()
    this.typing = setTimeout(() => void this.load(), 300)
  },

  input(from: number): InputOf<'notice.list'> {
    const { box, search } = this.data
    if (box === 'inbox') return { box, offset: from, search }
    if (box === 'done') return { box, before: null }
    return { box, orgId: this.orgId, before: from === 0 ? null : this.oldest }
  },

  async load(): Promise<void> {
    const { box, search } = this.data
    const kept = box === 'sent' ? `sent:${this.orgId}` : box
    const trouble = await follow(
      'notice.list',
      this.input(0),
      search === '' ? kept : null,
      ({ cards, more }, seen) => {
        // The person may have gone to another box, or typed on, meanwhile.
        if (box !== this.data.box || search !== this.data.search) return
        this.oldest = cards.at(-1)?.publishAt ?? null
        this.setData({
          status: 'ready',
          message: '',
          age: ageLine(seen),
          rows: this.rowsOf(cards),
          // The server pages what was done by the time of the answer, which a card does not carry.
          more: more && box !== 'done',
        })
      },
    )
    if (trouble !== null) this.setData({ ...trouble, canRetry: trouble.retry })
    else if (box === 'sent') await this.loadDrafts()
  },

  async loadDrafts(): Promise<void> {
    await follow('notice.drafts', { orgId: this.orgId }, `drafts:${this.orgId}`, ({ drafts }) => {
      const now = new Date()
      this.setData({
        drafts: drafts.map(({ draftId, title, at, by }) => ({
          id: draftId,
          title: title === '' ? '（没有标题）' : title,
          note: `${by} · ${ageWords(at, now)}`,
        })),
      })
    })
  },

  async loadMore(): Promise<void> {
    if (!this.data.more || this.data.busy) return
    const have = this.data.rows.length
    this.setData({ busy: true })
    try {
      const { cards, more } = await call('notice.list', this.input(have))
      this.oldest = cards.at(-1)?.publishAt ?? this.oldest
      const change: Record<string, unknown> = { busy: false, more }
      for (const [index, row] of this.rowsOf(cards).entries()) change[`rows[${have + index}]`] = row
      this.setData(change)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const trouble = troubleOf(error, true)
      this.setData({ ...trouble, canRetry: trouble.retry, busy: false })
    }
  },

  rowsOf(cards: AskCard[]): AskRow[] {
    const now = new Date()
    if (this.data.box === 'sent') return cards.map((card) => sentRow(card, now))
    const waiting = new Set(
      outbox.changes().flatMap(({ state, subject }) => (state === 'waiting' ? [subject] : [])),
    )
    return cards.map((card) => askRow(card, waiting, now))
  },

  onOpen(event: WechatMiniprogram.TouchEvent): void {
    void wx.navigateTo({ url: String(event.currentTarget.dataset.path) })
  },
  onDraft(event: WechatMiniprogram.TouchEvent): void {
    const draft = String(event.currentTarget.dataset.draft)
    void wx.navigateTo({ url: `/packages/notice/pages/edit/edit?draft=${draft}` })
  },
  onPublish(): void {
    void wx.navigateTo({ url: '/packages/notice/pages/edit/edit' })
  },
})
