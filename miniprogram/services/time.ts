/** Times in words. Shown in the phone's own zone, with Beijing's beside a deadline where the two differ. Pure. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const BEIJING_OFFSET = -480
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

export type Urgency = 'overdue' | 'due' | 'plain'

/** `今天 18:00 前`, `周五 18:00 前`, `12月1日 18:00 前`; after it `已过 2 天`. */
export function deadlineWords(deadline: string, now: Date): string {
  const late = now.getTime() - Date.parse(deadline)
  return late >= 0 ? `已过${spanWords(late)}` : bothClocks(deadline, '前', now)
}

/** Of what begins at a moment and is not done by then: `今天 18:00 开始`; after it `已开始 5 分钟`. */
export function startWords(startsAt: string, now: Date): string {
  const since = now.getTime() - Date.parse(startsAt)
  return since >= 0 ? `已开始${spanWords(since)}` : bothClocks(startsAt, '开始', now)
}

function bothClocks(moment: string, what: string, now: Date): string {
  const at = new Date(moment)
  const beijing =
    at.getTimezoneOffset() === BEIJING_OFFSET
      ? ''
      : `（北京时间 ${clock(new Date(at.getTime() + (at.getTimezoneOffset() - BEIJING_OFFSET) * MINUTE))}）`
  return `${dayWords(at, now)} ${clock(at)} ${what}${beijing}`
}

/** Due is what ends within a day. */
export function urgencyOf(deadline: string | null, now: Date): Urgency {
  if (deadline === null) return 'plain'
  const left = Date.parse(deadline) - now.getTime()
  return left <= 0 ? 'overdue' : left <= DAY ? 'due' : 'plain'
}

/** `刚刚`, `3 分钟前`, `2 小时前`, `昨天 09:30`, `11月20日 09:30`. @param at instant or milliseconds */
export function ageWords(at: string | number, now: Date): string {
  const then = new Date(at)
  const age = now.getTime() - then.getTime()
  if (age < MINUTE) return '刚刚'
  if (age < HOUR) return `${Math.floor(age / MINUTE)} 分钟前`
  if (age < 6 * HOUR) return `${Math.floor(age / HOUR)} 小时前`
  return momentWords(then, now)
}

/** `今天 09:30`, `昨天 09:30`, `11月20日 09:30`, `2025年11月20日 09:30`. */
export function momentWords(at: string | number | Date, now: Date): string {
  const moment = new Date(at)
  return `${dayWords(moment, now)} ${clock(moment)}`
}

/** `今天`, `12月31日`, `2025年12月31日`. @param date `YYYY-MM-DD` */
export function dateWords(date: string, now: Date): string {
  return dayWords(new Date(instantOf(date, '00:00')), now)
}

/** `2026-11-23` as a date picker takes it, in the phone's zone. */
export function pickerDate(at: Date): string {
  return [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
}

/** `18:00` in the phone's zone. */
export function clock(at: Date): string {
  return `${two(at.getHours())}:${two(at.getMinutes())}`
}

/** The instant a date and a time of day mean in the phone's zone. */
export function instantOf(date: string, time: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return new Date(year, month - 1, day, hours, minutes).toISOString()
}

function dayWords(at: Date, now: Date): string {
  const days = Math.round((midnight(at) - midnight(now)) / DAY)
  if (days === 0) return '今天'
  if (days === 1) return '明天'
  if (days === 2) return '后天'
  if (days === -1) return '昨天'
  if (days > 2 && days < 7) return WEEKDAYS[at.getDay()] ?? ''
  const date = `${at.getMonth() + 1}月${at.getDate()}日`
  return at.getFullYear() === now.getFullYear() ? date : `${at.getFullYear()}年${date}`
}

function spanWords(span: number): string {
  if (span < HOUR) return ` ${Math.max(1, Math.floor(span / MINUTE))} 分钟`
  return span < DAY ? ` ${Math.floor(span / HOUR)} 小时` : ` ${Math.floor(span / DAY)} 天`
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
