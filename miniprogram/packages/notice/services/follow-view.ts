import { COOL_DOWN_MS } from '../../../../cloudfunctions/rules/cool-down'
import type { MissingRow, NudgeResult, PersonState, ProgressCount } from '../../../../typings/ask'
import { clock } from '../../../services/time'
import type { Tag } from '../../../services/words'

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
}

/** @param waiting whether a record about this person still waits to be sent */
export function personOf(
  row: MissingRow,
  { waiting, chosen }: { waiting: boolean; chosen: boolean },
  now: Date,
): Person {
  const missing = !waiting && !DONE.includes(row.state)
  const note =
    row.reply ?? row.recordedReason ?? ((missing && coolDownWords(row, now)) || row.maskedPhone)
  return {
    id: row.memberId,
    name: row.name,
    note: note ?? '',
    tag: waiting ? { word: '待发送', tone: 'waiting' } : STATES[row.state],
    missing,
    chosen: chosen && missing,
  }
}

/** `14:30 已提醒，15:00 后可再提醒` while the server would not remind this person again, whoever did; else empty. */
function coolDownWords({ remindedAt }: MissingRow, now: Date): string {
  if (remindedAt === undefined) return ''
  const at = Date.parse(remindedAt)
  if (now.getTime() - at >= COOL_DOWN_MS) return ''
  return `${clock(new Date(at))} 已提醒，${clock(new Date(at + COOL_DOWN_MS))} 后可再提醒`
}

/** The names as they are after a nudge, without asking again. */
export function afterNudge(
  rows: readonly MissingRow[],
  { outcomes }: Pick<NudgeResult, 'outcomes'>,
  now: Date,
): MissingRow[] {
  const sent = new Set(
    outcomes.filter(({ outcome }) => outcome === 'sent').map(({ memberId }) => memberId),
  )
  return rows.map((row) =>
    sent.has(row.memberId) ? { ...row, remindedAt: now.toISOString() } : row,
  )
}

/** What is missing in an organisation below, or of those who belong to one itself. */
export function gapWords({ expected, read, confirmed }: ProgressCount): string {
  const missing = expected - confirmed
  return missing === 0 ? '全部确认' : `还差 ${missing} 人，其中 ${expected - read} 人未读`
}
