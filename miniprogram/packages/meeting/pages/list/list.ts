import type { DutyRow, DutyState, MeetingRow } from '../../../../../typings/meeting'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import { meetingPath } from '../../../../services/share'
import type { Tag } from '../../../../services/words'
import { MEETING_TAGS, meetingNote, numbersWords } from '../../services/meeting-words'

interface Row {
  id: string
  title: string
  note: string
  tag: Tag
}

interface Duty {
  id: string
  title: string
  note: string
  tag: Tag
  meetingId: string
}

const DUTY_TAGS: Readonly<Record<DutyState, Tag>> = {
  ahead: { word: '未到', tone: 'plain' },
  due: { word: '待办', tone: 'due' },
  done: { word: '已完成', tone: 'done' },
  overdue: { word: '已逾期', tone: 'overdue' },
  exempt: { word: '不要求', tone: 'plain' },
}

/** Meetings of one organisation, and what it owes this year: 三会一课 by dated rules. */
definePage({
  data: {
    ...SHELL,
    tab: 'meetings' as 'meetings' | 'duties',
    orgName: '',
    rows: [] as Row[],
    duties: [] as Duty[],
    figures: '',
    year: 0,
    mayPlan: false,
    more: false,
    busy: '',
    failed: '',
  },
  orgId: '',
  last: '',

  onLoad(query: { org?: string; name?: string; tab?: string }): void {
    this.orgId = query.org ?? ''
    this.setData({
      orgName: decoded(query).name ?? '',
      tab: query.tab === 'duties' ? 'duties' : 'meetings',
      year: new Date().getFullYear(),
    })
  },
  onShow(): void {
    void this.load()
  },
  async load(): Promise<void> {
    const { orgId } = this
    if (this.data.tab === 'duties') {
      const { year } = this.data
      const ask = ['meeting.calendar', { orgId, year }, `duties:${orgId}:${year}`] as const
      await present(this, ask, ({ rows, done, due, overdue, mayPlan }) => ({
        duties: rows.map(dutyOf),
        figures: `已完成 ${done}，待办 ${due}，已逾期 ${overdue}`,
        mayPlan,
      }))
      return
    }
    const ask = ['meeting.list', { orgId, before: null }, `meetings:${orgId}`] as const
    await present(this, ask, ({ rows, more, mayPlan }) => {
      this.last = rows.at(-1)?.startsAt ?? ''
      return { rows: rows.map(rowOf), more, mayPlan }
    })
  },
  async onReachBottom(): Promise<void> {
    if (this.data.tab !== 'meetings' || !this.data.more) return
    await act(this, 'more', async () => {
      const { rows, more } = await call('meeting.list', { orgId: this.orgId, before: this.last })
      this.last = rows.at(-1)?.startsAt ?? this.last
      return { rows: [...this.data.rows, ...rows.map(rowOf)], more }
    })
  },

  onTab(event: WechatMiniprogram.TouchEvent): void {
    draw(this, { tab: event.currentTarget.dataset.tab as 'meetings' | 'duties' })
    void this.load()
  },
  onYear(event: WechatMiniprogram.TouchEvent): void {
    draw(this, { year: this.data.year + Number(event.currentTarget.dataset.step) })
    void this.load()
  },
  onMeeting(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    if (id !== '') void wx.navigateTo({ url: meetingPath(id) })
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

function dutyOf({
  kind,
  kindName,
  period,
  held,
  planned,
  required,
  state,
  note,
  rule,
  source,
}: DutyRow): Duty {
  const done = held.map(({ title, on }) => `${on} ${title}`)
  const ahead = planned.map(({ on }) => `已安排 ${on}`)
  const count = required > 1 ? [`${held.length} / ${required} 次`] : []
  const parts = [...count, ...done, ...ahead, note, `${rule} ${source}`]
  return {
    id: `${kind}:${period}`,
    title: `${period} · ${kindName}`,
    note: parts.filter((each) => each !== '').join('；'),
    tag: DUTY_TAGS[state],
    meetingId: held.at(-1)?.meetingId ?? planned[0]?.meetingId ?? '',
  }
}
