import type { MissingRow, PersonState, ProgressRow } from '../../../../typings/ask'
import { LEVEL_NAMES, type Tag } from '../../../services/words'

/** People and organisations of a notice as 落实情况 shows them. */

const STATES: Record<PersonState, Tag> = {
  notJoined: { word: '未加入', tone: 'overdue' },
  unread: { word: '未读', tone: 'new' },
  read: { word: '已读未确认', tone: 'due' },
  recorded: { word: '书记代记', tone: 'done' },
  confirmed: { word: '已确认', tone: 'done' },
}
const DONE: readonly PersonState[] = ['recorded', 'confirmed']

export interface Person {
  id: string
  name: string
  note: string
  tag: Tag
  missing: boolean
  chosen: boolean
  callable: boolean
}

export interface Child {
  id: string
  name: string
  note: string
  level: ProgressRow['level']
  expected: number
  confirmed: number
}

/** @param waiting whether a record about this person still waits to be sent. @param cooling from nudging */
export function personOf(
  row: MissingRow,
  { waiting, cooling, chosen }: { waiting: boolean; cooling: string; chosen: boolean },
): Person {
  const missing = !waiting && !DONE.includes(row.state)
  const said = row.reply ?? row.recordedReason
  return {
    id: row.memberId,
    name: row.name,
    note: said ?? [cooling || row.maskedPhone].filter(Boolean).join(''),
    tag: waiting ? { word: '待发送', tone: 'waiting' } : STATES[row.state],
    missing,
    chosen: chosen && missing,
    callable: row.maskedPhone !== undefined,
  }
}

export function childOf({ orgId, orgName, level, expected, read, confirmed }: ProgressRow): Child {
  const missing = expected - confirmed
  const note = missing === 0 ? '全部确认' : `还差 ${missing} 人，其中 ${expected - read} 人未读`
  return {
    id: orgId,
    name: orgName,
    note: `${LEVEL_NAMES[level]} · ${note}`,
    level,
    expected,
    confirmed,
  }
}
