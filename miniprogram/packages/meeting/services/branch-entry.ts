import { clock, momentWords, pickerDate } from '../../../services/time'
import { onWall } from './branch-time'

/**
 * Times typed for a meeting, on the clock of its branch: who plans from Beijing for a site in Lagos writes the hour at
 * which people sit down there. A phone whose engine knows no zones takes its own. Pure.
 */

const BEIJING = 'Asia/Shanghai'
const MINUTE_MS = 60_000

/** An instant as the pickers of date and time show it. */
export function entryOf(at: string, timeZone: string): { date: string; time: string } {
  const wall = onWall(new Date(at), timeZone)
  return { date: pickerDate(wall), time: clock(wall) }
}

/** The instant at which the clocks of the branch show a date (`YYYY-MM-DD`) and a time of day (`HH:MM`). */
export function instantIn(date: string, time: string, timeZone: string): string {
  const wanted = Date.parse(`${date}T${time}:00.000Z`)
  // Near a change of clocks the offset found first may be the other side's, so it is looked up again.
  const guess = wanted - offsetAt(wanted, timeZone)
  return new Date(wanted - offsetAt(guess, timeZone)).toISOString()
}

/**
 * What the same moment is on other clocks, where they differ: `北京时间明天 02:30，您的手机显示今天 20:30`; empty where
 * branch, phone and Beijing agree. Days are counted from the branch's today.
 */
export function otherClocks(at: string, timeZone: string, now: Date): string {
  const today = onWall(now, timeZone)
  const moment = new Date(at)
  const here = momentWords(onWall(moment, timeZone), today)
  const beijing = momentWords(onWall(moment, BEIJING), today)
  const phone = momentWords(moment, today)
  return [
    beijing === here ? '' : `北京时间${beijing}`,
    phone === here || phone === beijing ? '' : `您的手机显示${phone}`,
  ]
    .filter((part) => part !== '')
    .join('，')
}

/** How far the branch's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const moment = new Date(at)
  const wall = onWall(moment, timeZone)
  const asUtc = Date.UTC(
    wall.getFullYear(),
    wall.getMonth(),
    wall.getDate(),
    wall.getHours(),
    wall.getMinutes(),
  )
  return asUtc - Math.floor(at / MINUTE_MS) * MINUTE_MS
}
