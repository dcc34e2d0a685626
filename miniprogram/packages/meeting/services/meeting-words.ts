import type {
  AttendanceRow,
  AttendanceState,
  LeaveReason,
  LeaveState,
  MeetingRow,
  MeetingState,
  MeetingView,
  Numbers,
  PlaceHint,
  Receipt,
} from '../../../../typings/meeting'
import type { Tag } from '../../../services/words'
import { branchMoment, branchTime } from './branch-time'

/** What meetings answer in codes, in words. Pure. */

/** One thing that is known of a meeting: `时间`, `今天 14:00`. */
export interface Fact {
  name: string
  value: string
}

export const MEETING_TAGS: Readonly<Record<MeetingState, Tag>> = {
  planned: { word: '未开始', tone: 'plain' },
  open: { word: '进行中', tone: 'due' },
  ended: { word: '已结束', tone: 'done' },
  cancelled: { word: '已取消', tone: 'plain' },
}

const HOW: Readonly<Record<AttendanceRow['how'], string>> = {
  scan: '扫码',
  typed: '输入签到码',
  proof: '离线扫码',
  hostScan: '主持人扫码',
  byHand: '主持人登记',
}

const NEARNESS: Readonly<Record<PlaceHint, string>> = {
  inside: '在会场',
  near: '在附近',
  far: '不在附近',
  refused: '未提供位置',
}

export const STATE_TAGS: Readonly<Record<AttendanceState, Tag>> = {
  present: { word: '已签到', tone: 'done' },
  unverified: { word: '待核实', tone: 'waiting' },
  waiting: { word: '待同意列席', tone: 'waiting' },
  declined: { word: '未同意列席', tone: 'overdue' },
  struck: { word: '已更正为未到', tone: 'overdue' },
}

export const LEAVE_REASONS: readonly { reason: LeaveReason; name: string }[] = [
  { reason: 'duty', name: '值班' },
  { reason: 'illness', name: '生病' },
  { reason: 'travel', name: '出差' },
  { reason: 'family', name: '家事' },
  { reason: 'other', name: '其他' },
]

export const LEAVE_TAGS: Readonly<Record<LeaveState, Tag>> = {
  asked: { word: '请假待答复', tone: 'waiting' },
  agreed: { word: '已准假', tone: 'plain' },
  declined: { word: '未准假', tone: 'overdue' },
  withdrawn: { word: '已撤回', tone: 'plain' },
}

export function reasonName(reason: LeaveReason): string {
  return LEAVE_REASONS.find((each) => each.reason === reason)?.name ?? ''
}

/** `今天 14:03 扫码 · 线上 · 在会场 · 手机时钟快 3 分钟`, `今天 14:03 主持人登记（李敏） · 没有带手机`. */
export function attendanceNote(row: AttendanceRow, timeZone: string, now: Date): string {
  return [
    `${branchMoment(row.at, timeZone, now)} ${howWords(row)}`,
    row.remote ? '线上' : '',
    row.placeHint === undefined ? '' : NEARNESS[row.placeHint],
    aheadWords(row.clockAhead),
    row.reason ?? '',
    row.corrected ? '有更正' : '',
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

/** With who recorded it, or let it count. */
function howWords({ how, state, recordedBy }: AttendanceRow): string {
  if (recordedBy === undefined) return HOW[how]
  const isByHost = how === 'hostScan' || how === 'byHand'
  if (isByHost || state !== 'present') return `${HOW[how]}（${recordedBy}）`
  return `${HOW[how]}（${recordedBy}${how === 'proof' ? '认可' : '同意'}）`
}

/** What a person gets for checking in: `11月25日 14:03 扫码`. */
export function receiptWords({ at, how, remote, timeZone }: Receipt, now: Date): string {
  return `${branchMoment(at, timeZone, now)} ${HOW[how]}${remote ? '（线上）' : ''}`
}

export function numbersWords(numbers: Numbers): string {
  const { expectedAll, presentAll, observers } = numbers
  return `应到 ${expectedAll}，实到 ${presentAll}${observers > 0 ? `，列席 ${observers}` : ''}`
}

export function whereWords({ mode, place }: Pick<MeetingView, 'mode' | 'place'>): string {
  if (mode === 'online') return '线上'
  return mode === 'both' ? `${place}（可线上参加）` : place
}

/** When and where, as they were planned. */
export function planFacts(
  meeting: Pick<MeetingView, 'startsAt' | 'timeZone' | 'mode' | 'place'>,
  now: Date,
): Fact[] {
  return [
    { name: '时间', value: branchTime(meeting.startsAt, meeting.timeZone, now) },
    { name: '地点', value: whereWords(meeting) },
  ]
}

/** `支部党员大会 · 今天 14:00 · 项目部会议室`. */
export function meetingNote(row: MeetingRow, now: Date): string {
  return [row.kindName, branchTime(row.startsAt, row.timeZone, now), whereWords(row)].join(' · ')
}

function aheadWords(seconds: number | undefined): string {
  if (seconds === undefined || Math.abs(seconds) < 60) return ''
  const minutes = Math.round(Math.abs(seconds) / 60)
  return `手机时钟${seconds > 0 ? '快' : '慢'} ${minutes} 分钟`
}
