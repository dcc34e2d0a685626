import type { Attachment, LocalDate, Organisation } from '../../typings/organisation'
import { localDate } from './calendar'

/**
 * Stays with another branch than one's own, for activities; the affiliation never changes (TRF-7 … TRF-9:
 * 《中国共产党党员教育管理工作条例》2019, 中组部关于流动党员管理工作的意见). A person has any number of dated stays,
 * with one branch never two at once. Which of them a call means is said by branch and first day.
 */
export type StayKey = Pick<Attachment, 'orgId' | 'from'>

/** Why a stay cannot be entered or taken back, for people. */
export interface StayFinding {
  rule: 'hostClosed' | 'stayOverlaps' | 'stayBegun'
  text: string
}

export const isStay =
  ({ orgId, from }: StayKey) =>
  (each: StayKey): boolean =>
    each.orgId === orgId && each.from === from

/**
 * Whether a stay can be entered, or its last day changed. A closed branch takes nobody new and keeps nobody longer,
 * but a stay there can always be ended earlier.
 */
export function stayRule(
  stays: readonly Attachment[],
  stay: StayKey & { until?: LocalDate },
  host: Pick<Organisation, 'state'>,
): StayFinding | null {
  const held = stays.find(isStay(stay))
  const isShorter =
    held !== undefined && stay.until !== undefined && stay.until <= (held.until ?? stay.until)
  if (isShorter) return null
  if (host.state === 'closed')
    return {
      rule: 'hostClosed',
      text:
        held === undefined
          ? '这个组织已经撤销，不能再到那里参加活动'
          : '这个组织已经撤销，不能延长',
    }
  const other = stays.find(
    (each) => each.orgId === stay.orgId && each.from !== stay.from && overlaps(each, stay),
  )
  if (other === undefined) return null
  return { rule: 'stayOverlaps', text: `与已登记的${daysOf(other)}重叠，请先修改那一段` }
}

/** Whether a stay has begun: its first day has come where the branch is. */
export function hasBegun(stay: Pick<Attachment, 'from' | 'timeZone'>, now: Date): boolean {
  return stay.from <= localDate(now, stay.timeZone)
}

/**
 * Whether no day of a stay is over, so that it can be taken back as if it had never been entered: also on its first
 * day, when the mistake is noticed. After that it is ended, because things may have been recorded in it.
 */
export function mayTakeBack(stay: Pick<Attachment, 'from' | 'timeZone'>, now: Date): boolean {
  return stay.from >= localDate(now, stay.timeZone)
}

export function takeBackRule(
  stay: Pick<Attachment, 'from' | 'timeZone'>,
  now: Date,
): StayFinding | null {
  if (mayTakeBack(stay, now)) return null
  return { rule: 'stayBegun', text: '已经开始的不能取消，请登记结束日期' }
}

/** `2026-01-01起`, `2026-01-01至2026-03-31`. */
export function daysOf({ from, until }: { from: LocalDate; until?: LocalDate }): string {
  return until === undefined ? `${from}起` : `${from}至${until}`
}

function overlaps(
  a: { from: LocalDate; until?: LocalDate },
  b: { from: LocalDate; until?: LocalDate },
): boolean {
  return (
    (b.until === undefined || a.from <= b.until) && (a.until === undefined || b.from <= a.until)
  )
}
