import type { DutyRow, MeetingRow } from '../../../../../typings/meeting'
import type { PageMark } from '../../../../../typings/page'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { draw, withTail } from '../../../../services/draw'
import { present, SHELL, type Trouble } from '../../../../services/follow'
import { grouped } from '../../../../services/grouped'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import { MY_MEETINGS, meetingPath } from '../../../../services/share'
import type { Tag } from '../../../../services/words'
import {
  type DutyDetail,
  type DutyKind,
  dutyDetail,
  dutyKinds,
  type OwedRow,
  owedRows,
} from '../../services/duty-view'
import { MEETING_TAGS, meetingNote, numbersWords } from '../../services/meeting-words'

interface Row {
  id: string
  title: string
  note: string
  tag: Tag
}

interface View {
  tab: 'meetings' | 'duties'
  year: number
}

/** Years the server has rules for. */
const FIRST_YEAR = 2018
const LAST_YEAR = 2100

/** Meetings of one organisation, and what it owes this year: 三会一课 by dated rules. */
definePage({
  data: {
    ...SHELL,
    tab: 'meetings' as 'meetings' | 'duties',
    orgName: '',
    groups: [] as Row[][],
    more: false,
    year: 0,
    figures: [] as { name: string; value: number; tone: string }[],
    owed: [] as OwedRow[],
    /** Only what is most urgent, unless asked for. */
    allOwed: false,
    kinds: [] as DutyKind[],
    detail: null as DutyDetail | null,
    opened: '',
    mayPlan: false,
    busy: '',
    failed: '',
  },
  orgId: '',
  /** Where the list goes on. */
  next: null as PageMark | null,
  rows: [] as Row[],
  duties: [] as DutyRow[],
  /** What could be shown last. */
  had: null as View | null,

  onLoad(query: { org?: string; name?: string; tab?: string }): void {
    this.orgId = query.org ?? ''
    this.rows = []
    this.had = null
    this.setData({
      orgName: decoded(query).name ?? '',
      tab: query.tab === 'duties' ? 'duties' : 'meetings',
      year: new Date().getFullYear(),
    })
  },
  onShow(): void {
    void this.load()
  },
  load(): Promise<Trouble | null> {
    return this.data.tab === 'duties' ? this.loadDuties() : this.loadMeetings()
  },
  loadMeetings(): Promise<Trouble | null> {
    const { orgId } = this
    const ask = ['meeting.list', { orgId, before: null }, `meetings:${orgId}`] as const
    return present(this, ask, ({ rows, next, mayPlan }) => {
      if (this.data.tab !== 'meetings') return null
      this.had = { tab: 'meetings', year: this.data.year }
      const first = rows.map(rowOf)
      this.rows = withTail(this.rows, first, next !== null)
      if (this.rows.length === first.length) this.next = next
      return { ...this.list(), more: this.next !== null, mayPlan }
    })
  },
  loadDuties(): Promise<Trouble | null> {
    const { orgId } = this
    const { year } = this.data
    const ask = ['meeting.calendar', { orgId, year }, `duties:${orgId}:${year}`] as const
    return present(
      this,
      ask,
      ({ rows, done, due, overdue, mayPlan }) => {
        if (this.data.tab !== 'duties' || this.data.year !== year) return null
        const now = new Date()
        this.duties = rows
        this.had = { tab: 'duties', year }
        return {
          figures: [
            { name: '已完成', value: done, tone: 'done' },
            { name: '待办', value: due, tone: 'due' },
            { name: '已逾期', value: overdue, tone: 'overdue' },
          ],
          owed: owedRows(rows, now),
          kinds: dutyKinds(rows),
          detail: dutyDetail(rows, this.data.opened, now),
          mayPlan,
        }
      },
      { status: 'loading' },
    )
  },
  async onReachBottom(): Promise<void> {
    const before = this.next
    if (this.data.tab !== 'meetings' || before === null) return
    await act(this, 'more', async () => {
      const { rows, next } = await call('meeting.list', { orgId: this.orgId, before })
      this.next = next
      this.rows = [...this.rows, ...rows.map(rowOf)]
      return { ...this.list(), more: next !== null }
    })
  },
  list() {
    return { groups: grouped(this.data.groups, this.rows) }
  },

  onTab(event: WechatMiniprogram.TouchEvent): void {
    void this.turn({ tab: event.currentTarget.dataset.tab as 'meetings' | 'duties' })
  },
  onYear(event: WechatMiniprogram.TouchEvent): void {
    const year = this.data.year + Number(event.currentTarget.dataset.step)
    if (year < FIRST_YEAR || year > LAST_YEAR) return
    void this.turn({ year })
  },
  /** Shows another tab or year. Where it cannot be had what was there comes back, with the reason. */
  async turn(to: Partial<View>): Promise<void> {
    draw(this, { ...to, detail: null, opened: '', failed: '' })
    const { tab, year } = this.data
    const trouble = await this.load()
    const isStillThere = tab === this.data.tab && year === this.data.year
    if (trouble === null || this.had === null || this.data.status !== 'error' || !isStillThere)
      return
    draw(this, this.had)
    await this.load()
    // Where what came back is old the page says so, and why.
    if (this.data.message === '') draw(this, { failed: trouble.message })
  },
  onOwed(): void {
    draw(this, { allOwed: !this.data.allOwed })
  },
  onCell(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    const opened = this.data.opened === id ? '' : id
    draw(this, { opened, detail: dutyDetail(this.duties, opened, new Date()) })
  },
  onMeeting(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    if (id !== '') void wx.navigateTo({ url: meetingPath(id) })
  },
  onMine(): void {
    void wx.navigateTo({ url: MY_MEETINGS })
  },
  onPlan(): void {
    void wx.navigateTo({ url: `/packages/meeting/pages/plan/plan?org=${this.orgId}` })
  },
})

function rowOf(row: MeetingRow): Row {
  const note = meetingNote(row, new Date())
  return {
    id: row.meetingId,
    title: row.title,
    note: row.numbers === null ? note : `${note} · ${numbersWords(row.numbers)}`,
    tag:
      row.state === 'ended' && row.minutesState !== 'approved'
        ? { word: '记录未定稿', tone: 'due' }
        : MEETING_TAGS[row.state],
  }
}
