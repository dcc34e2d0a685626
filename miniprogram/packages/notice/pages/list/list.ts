import type { AskCard } from '../../../../../typings/ask'
import type { InputOf } from '../../../../../typings/contract'
import type { PageMark } from '../../../../../typings/page'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { draw, withTail } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { grouped } from '../../../../services/grouped'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import { type SearchBox, searchBox } from '../../../../services/search-box'
import * as session from '../../../../services/session'
import { ageWords } from '../../../../services/time'
import { type AskRow, askRow, sentRow } from '../../../../services/words'
import { leadingPlace, publishingPlace } from '../../services/publishing'

type Box = 'inbox' | 'done' | 'sent'

interface DraftRow {
  id: string
  title: string
  note: string
}

/** Notices: what I am asked, what I answered, and for those who publish what was sent, with the drafts. */
definePage({
  data: {
    ...SHELL,
    box: 'inbox' as Box,
    boxes: [] as { box: Box; name: string }[],
    search: '',
    groups: [] as AskRow[][],
    drafts: [] as DraftRow[],
    more: false,
    busy: '',
    failed: '',
    /** The organisation in whose name the person publishes; '' when they don't. */
    orgName: '',
    mayBindGroups: false,
  },
  orgId: '',
  rows: [] as AskRow[],
  /** What the rows are an answer to; rows of another box or search are no tail of these. */
  shown: '',
  /** Where `done` and `sent` go on. */
  next: null as PageMark | null,
  field: null as SearchBox | null,
  unwatch: [] as (() => void)[],

  onLoad(): void {
    this.field = searchBox(async (search) => {
      this.setData({ search })
      await this.load()
      return null
    })
    this.unwatch = [
      outbox.watch((event) => {
        if (event.kind === 'sent') void this.load()
      }),
      session.watch(() => this.showBoxes()),
    ]
    void session.known()
  },
  onShow(): void {
    this.showBoxes()
    void this.load()
  },
  onUnload(): void {
    for (const undo of this.unwatch) undo()
    this.field?.stop()
  },
  onReachBottom(): void {
    void this.loadMore()
  },

  /** Who publishes has a box for it. */
  showBoxes(): void {
    const place = publishingPlace()
    this.orgId = place?.orgId ?? ''
    const boxes: { box: Box; name: string }[] = [
      { box: 'inbox', name: '要我办的' },
      { box: 'done', name: '看过的' },
    ]
    if (place !== null) boxes.push({ box: 'sent', name: '已发' })
    draw(this, { boxes, orgName: place?.orgName ?? '', mayBindGroups: leadingPlace() !== null })
  },

  onBox(event: WechatMiniprogram.TouchEvent): void {
    const box = event.currentTarget.dataset.box as Box
    if (box === this.data.box) return
    this.field?.stop()
    this.rows = []
    draw(this, { box, groups: [], more: false, status: 'loading', search: '' })
    void this.load()
  },

  onSearch(event: WechatMiniprogram.Input): void {
    this.field?.type(event.detail.value)
  },

  input(offset: number): InputOf<'notice.list'> {
    const { box, search } = this.data
    if (box === 'inbox') return { box, offset, search }
    const before = offset === 0 ? null : this.next
    return box === 'done' ? { box, before } : { box, orgId: this.orgId, before }
  },

  async load(): Promise<void> {
    const { box, search } = this.data
    const kept = box === 'sent' ? `sent:${this.orgId}` : box
    const name = search === '' ? kept : null
    const ask = ['notice.list', this.input(0), name] as const
    const trouble = await present(this, ask, ({ cards, more, next }) => {
      // The person may have gone to another box, or typed on, meanwhile.
      if (box !== this.data.box || search !== this.data.search) return null
      const before = this.shown === `${box}:${search}` ? this.rows : []
      this.shown = `${box}:${search}`
      const rows = withTail(before, this.rowsOf(cards), more)
      const groups = grouped(before.length === 0 ? [] : this.data.groups, rows)
      this.rows = rows
      if (rows.length <= cards.length) this.next = next
      return { groups, more: rows.length > cards.length ? this.data.more : more }
    })
    if (trouble === null && box === 'sent') await this.loadDrafts()
  },

  async loadDrafts(): Promise<void> {
    const ask = ['notice.drafts', { orgId: this.orgId }, `drafts:${this.orgId}`] as const
    await present(this, ask, ({ drafts }) => {
      const now = new Date()
      return {
        // The list above says how old it is.
        age: this.data.age,
        drafts: drafts.map(({ draftId, title, at, by }) => ({
          id: draftId,
          title: title === '' ? '（没有标题）' : title,
          note: `${by} · ${ageWords(at, now)}`,
        })),
      }
    })
  },

  async loadMore(): Promise<void> {
    if (!this.data.more) return
    const { box, search } = this.data
    const { rows } = this
    await act(this, 'more', async () => {
      const { cards, more, next } = await call('notice.list', this.input(rows.length))
      if (box !== this.data.box || search !== this.data.search) return {}
      this.next = next
      const known = new Set(rows.map(({ id }) => id))
      const added = this.rowsOf(cards).filter(({ id }) => !known.has(id))
      this.rows = [...rows, ...added]
      return { groups: grouped(this.data.groups, this.rows), more }
    })
  },

  rowsOf(cards: AskCard[]): AskRow[] {
    const now = new Date()
    if (this.data.box === 'sent') return cards.map((card) => sentRow(card, now))
    const waiting = outbox.waiting()
    return cards.map((card) => askRow(card, waiting, now))
  },

  onOpen(event: WechatMiniprogram.TouchEvent): void {
    void wx.navigateTo({ url: String(event.currentTarget.dataset.path) })
  },
  onDraft(event: WechatMiniprogram.TouchEvent): void {
    const draft = String(event.currentTarget.dataset.draft)
    void wx.navigateTo({ url: `/packages/notice/pages/edit/edit?draft=${draft}` })
  },
  onGroups(): void {
    void wx.navigateTo({ url: '/packages/notice/pages/groups/groups' })
  },
  onPublish(): void {
    void wx.navigateTo({ url: '/packages/notice/pages/edit/edit' })
  },
})
