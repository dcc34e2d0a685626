import dayjs from 'dayjs'

/** Dates and zones. Pure: the instant and the zone are arguments. */

/** The zone in which the company's headquarters keep their dates. */
export const BEIJING = 'Asia/Shanghai'

/** Making one takes longer than all its uses in a call. */
const FORMATS = new Map<string, Intl.DateTimeFormat>()

/** `YYYY-MM-DD` at an instant in an IANA zone. */
export function localDate(instant: Date, timeZone: string = BEIJING): string {
  let format = FORMATS.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    FORMATS.set(timeZone, format)
  }
  return format.format(instant)
}

/** The day before a `YYYY-MM-DD`. */
export function dayBefore(day: string): string {
  return dayjs(day).subtract(1, 'day').format('YYYY-MM-DD')
}

/** The last millisecond of a `YYYY-MM-DD` in an IANA zone. */
export function endOfDay(day: string, timeZone: string): Date {
  const noon = Date.parse(`${day}T12:00:00.000Z`)
  // What the zone's clock shows at noon UTC tells its offset on that day.
  const offset = wallClock(new Date(noon), timeZone) - noon
  return new Date(Date.parse(`${day}T23:59:59.999Z`) - offset)
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>()

/** What a zone's clock shows, as if it were UTC. Milliseconds since the epoch, whole seconds. */
export function wallClock(instant: Date, timeZone: string): number {
  let format = CLOCKS.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    CLOCKS.set(timeZone, format)
  }
  const parts = format.formatToParts(instant)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '00'
  const time = `${part('hour')}:${part('minute')}:${part('second')}`
  return Date.parse(`${part('year')}-${part('month')}-${part('day')}T${time}.000Z`)
}
