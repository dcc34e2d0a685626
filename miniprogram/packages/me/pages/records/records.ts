import { ASK_KINDS, askPage } from '../../../../../cloudfunctions/rules/ask-kinds'
import type { MyRecord } from '../../../../../typings/member'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { ageLine, follow, type Standing, troubleOf } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { momentWords } from '../../../../services/time'
import type { Tag } from '../../../../services/words'

/** Rows the server answers at once; fewer means there are no more. */
const PAGE = 50

const STATES: Record<Exclude<MyRecord['state'], 'confirmed'>, Tag> = {
  read: { word: '已读', tone: 'plain' },
  replied: { word: '已回复', tone: 'done' },
  recorded: { word: '书记代记', tone: 'plain' },
}

interface Row {
  key: string
  title: string
  note: string
  tag: Tag
  /** Empty where no page shows it. */
  path: string
}

/** My records across every branch I belonged to, newest first. */
definePage({
  data: {
    status: 'loading' as Standing,
    message: '',
    canRetry: true,
    age: '',
    rows: [] as Row[],
    more: false,
    busy: false,
  },
  oldest: undefined as string | undefined,

  onLoad(): void {
    void this.load()
  },
  async onPullDownRefresh(): Promise<void> {
    await this.load()
    wx.stopPullDownRefresh()
  },
  onReachBottom(): void {
    void this.loadMore()
  },

  async load(): Promise<void> {
    const trouble = await follow('member.myRecords', {}, 'records', ({ records }, seen) => {
      this.oldest = records.at(-1)?.at
      this.setData({
        status: 'ready',
        message: '',
        age: ageLine(seen),
        rows: rowsOf(records, 0),
        more: records.length === PAGE,
      })
    })
    if (trouble !== null) this.setData({ ...trouble, canRetry: trouble.retry })
  },

  onRecord(event: WechatMiniprogram.TouchEvent): void {
    const path = String(event.currentTarget.dataset.path)
    if (path !== '') void wx.navigateTo({ url: path })
  },

  async loadMore(): Promise<void> {
    const { oldest } = this
    if (!this.data.more || this.data.busy || oldest === undefined) return
    this.setData({ busy: true })
    try {
      const { records } = await call('member.myRecords', { before: oldest })
      this.oldest = records.at(-1)?.at ?? oldest
      const have = this.data.rows.length
      const added = rowsOf(records, have)
      const change: Record<string, unknown> = { busy: false, more: records.length === PAGE }
      for (const [index, row] of added.entries()) change[`rows[${have + index}]`] = row
      this.setData(change)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const trouble = troubleOf(error, true)
      this.setData({ ...trouble, canRetry: trouble.retry, busy: false })
    }
  },
})

function rowsOf(records: MyRecord[], start: number): Row[] {
  const now = new Date()
  return records.map((record, index) => ({
    key: String(start + index),
    title: record.title,
    note: [ASK_KINDS[record.kind]?.name, record.orgName, momentWords(record.at, now)]
      .filter((part) => part !== undefined && part !== '')
      .join(' · '),
    tag: tagOf(record),
    path: pathOf(record),
  }))
}

/** What counts as done is called by another word in each kind: 已确认, 已签到, 已交卷. */
function tagOf({ kind, state }: MyRecord): Tag {
  if (state !== 'confirmed') return STATES[state]
  return { word: ASK_KINDS[kind]?.done ?? '已完成', tone: 'done' }
}

function pathOf({ kind, subjectId }: MyRecord): string {
  const page = ASK_KINDS[kind]?.page ?? null
  return page === null || subjectId === null ? '' : `/${askPage({ kind, subjectId })}`
}
