import { clock, momentWords } from '../../../services/time'

/**
 * Times of a meeting, in the zone of its branch, whatever zone the phone is in: everybody at a site reads the clock on
 * its wall. A phone whose engine knows no zones shows its own. Pure.
 */

const BEIJING = 'Asia/Shanghai'
const MINUTE_MS = 60_000

/** Making one takes longer than all its uses on a page. */
const FORMATS = new Map<string, Intl.DateTimeFormat | null>()

/** `今天 14:03` in an IANA zone. */
export function branchMoment(at: string | number, timeZone: string, now: Date): string {
  return momentWords(onWall(new Date(at), timeZone), onWall(now, timeZone))
}

/**
 * The same with Beijing's time beside it where the two differ: `今天 14:00（北京时间 19:00）`; with its day where that
 * differs. On a phone elsewhere Beijing's own time is called so: `今天 19:00（北京时间）`.
 */
export function branchTime(at: string | number, timeZone: string, now: Date): string {
  const moment = new Date(at)
  const here = onWall(moment, timeZone)
  const beijing = onWall(moment, BEIJING)
  const words = branchMoment(at, timeZone, now)
  if (here.getTime() === beijing.getTime()) {
    const aheadOfPhone = Math.abs(here.getTime() - moment.getTime())
    return aheadOfPhone < MINUTE_MS ? words : `${words}（北京时间）`
  }
  const isSameDay = here.toDateString() === beijing.toDateString()
  const there = isSameDay ? clock(beijing) : momentWords(beijing, onWall(now, timeZone))
  return `${words}（北京时间 ${there}）`
}

/** A date whose hours and day, read in the phone's zone, are those on the clocks of another zone. */
export function onWall(instant: Date, timeZone: string): Date {
  const format = formatOf(timeZone)
  if (format === null) return instant
  const shown = new Map(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0
  return new Date(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = FORMATS.get(timeZone)
  if (known !== undefined) return known
  const made = makeFormat(timeZone)
  FORMATS.set(timeZone, made)
  return made
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  if (typeof Intl === 'undefined') return null
  try {
    return new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    // An engine without the zone's data.
    return null
  }
}
