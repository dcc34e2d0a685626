import dayjs from 'dayjs'

/** Dates and zones. Pure: the instant and the zone are arguments. */

/** The zone in which the company's headquarters keep their dates. */
export const BEIJING = 'Asia/Shanghai'

/** `YYYY-MM-DD` at an instant in an IANA zone. */
export function localDate(instant: Date, timeZone: string = BEIJING): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return parts.format(instant)
}

/** The day before a `YYYY-MM-DD`. */
export function dayBefore(day: string): string {
  return dayjs(day).subtract(1, 'day').format('YYYY-MM-DD')
}
