import {
  dutyDetail,
  dutyKinds,
  owedRows,
} from '../../../../miniprogram/packages/meeting/services/duty-view'
import type { DutyRow } from '../../../../typings/meeting'

const NOW = new Date(2026, 10, 25)
const row = (change: Partial<DutyRow>): DutyRow => ({
  kind: 'committeeMeeting',
  kindName: '支部委员会会议',
  period: '11月',
  from: '2026-11-01',
  until: '2026-11-30',
  required: 1,
  held: [],
  planned: [],
  state: 'due',
  note: '一般每月召开一次',
  rule: 'MTG-2',
  source: '条例第十二条',
  ...change,
})
const held = { meetingId: 'm-1', title: '支委会', on: '2026-10-12' }

test('what is owed stands first by how late it is, and nothing else among it', () => {
  const rows = [
    row({}),
    row({ period: '9月', until: '2026-09-30', state: 'overdue' }),
    row({ period: '10月', until: '2026-10-31', state: 'done', held: [held] }),
    row({ period: '8月', until: '2026-08-31', state: 'overdue' }),
    row({ period: '12月', until: '2026-12-31', state: 'ahead' }),
  ]
  expect(owedRows(rows, NOW).map(({ title }) => title)).toEqual([
    '8月 · 支部委员会会议',
    '9月 · 支部委员会会议',
    '11月 · 支部委员会会议',
  ])
})

test('each kind is one card with a cell per period, which says how far it got', () => {
  const rows = [
    row({ period: '10月', state: 'done', held: [held] }),
    row({ required: 3, held: [held] }),
    row({ kind: 'talk', kindName: '谈心谈话', period: '全年', state: 'exempt' }),
  ]
  const kinds = dutyKinds(rows)
  // Where it is written, without the mark by which the rules know it.
  expect(kinds[0]?.note).toBe('一般每月召开一次 · 条例第十二条')
  expect(kinds.map(({ name, cells }) => [name, cells.map(({ tag }) => tag.word)])).toEqual([
    ['支部委员会会议', ['已开', '1/3 次']],
    ['谈心谈话', ['不要求']],
  ])
})

test('a cell opens what was held and what is planned; a title that is not for the reader is the kind', () => {
  const rows = [row({ held: [{ ...held, title: '' }], planned: [{ ...held, on: '2026-11-30' }] })]
  expect(dutyDetail(rows, 'committeeMeeting:11月', NOW)?.meetings).toEqual([
    { id: 'm-1', title: '支部委员会会议', note: '10月12日 已开' },
    { id: 'm-1', title: '支委会', note: '周一 已安排' },
  ])
  expect(dutyDetail(rows, 'nothing', NOW)).toBeNull()
})

test('of groups it is said which have not met, and one that met twice is not two', () => {
  const groups = row({ kind: 'groupMeeting', required: 3, held: [held, held, held] })
  const rows = [{ ...groups, missing: ['第二党小组', '第三党小组'] }]
  expect(owedRows(rows, NOW)[0]?.note).toContain('还没有开：第二党小组、第三党小组')
  expect(dutyKinds(rows)[0]?.cells[0]?.tag.word).toBe('1/3 次')
})

test('the fullest year of a branch with twenty groups is drawn in 32 KB', () => {
  const missing = Array.from({ length: 20 }, (_, index) => `隧道作业第${index + 1}党小组`)
  const monthly = (kind: DutyRow['kind'], kindName: string, change: Partial<DutyRow> = {}) =>
    Array.from({ length: 12 }, (_, month) =>
      row({ kind, kindName, period: `${month + 1}月`, state: 'overdue', ...change }),
    )
  const rows = [
    ...monthly('committeeMeeting', '支部委员会会议'),
    ...monthly('groupMeeting', '党小组会', { required: 20, missing }),
    ...monthly('themeDay', '主题党日', { planned: [held] }),
    ...monthly('generalMeeting', '支部党员大会'),
  ]
  const shown = { owed: owedRows(rows, NOW), kinds: dutyKinds(rows) }
  expect(new TextEncoder().encode(JSON.stringify(shown)).length).toBeLessThan(32 * 1024)
})
