import type { Ask } from '../../typings/ask'
import { ASK_KINDS } from './ask-kinds'
import { BEIJING, wallClock } from './calendar'

/** What reminders say and when they are due. Pure. */

const DAY_MS = 86_400_000
/** A `thing` field of a template holds 20 characters (developers.weixin.qq.com, “订阅消息”). */
const THING = 20

/** The fields of the reminder's template. */
export function reminderFields(
  ask: Pick<Ask, 'title' | 'orgName'>,
  line: string,
): Record<string, { value: string }> {
  return {
    thing1: { value: thing(ask.title) },
    thing2: { value: thing(ask.orgName) },
    thing3: { value: thing(line) },
  }
}

type Timed = Pick<Ask, 'kind' | 'mode' | 'deadline' | 'timeZone'>

/**
 * What a person is asked to do, and by when. The deadline of a meeting is its beginning. There is room for one clock:
 * the ask's own, or else the reader's, and where it is not Beijing's it says 当地.
 * @param readerZone of the reader's branch, IANA
 */
export function askLine(ask: Timed, readerZone: string = BEIJING): string {
  const { deadline, timeZone = readerZone } = ask
  if (deadline === null) return `请尽快${deedOf(ask)}`
  const { day, time } = shortTime(deadline, timeZone)
  const local = beijingBeside(deadline, timeZone) === '' ? '' : '当地'
  return `请于${day}${local}${time}${byOrAt(ask)}`
}

/** What a secretary is told of their branch. */
export function gapLine(missing: number): string {
  return `本支部还有${missing}人未完成，请提醒`
}

/** The card for a group: what is asked, and by when; Beijing's time stands beside that of a branch abroad. */
export function cardTitle(ask: Timed & Pick<Ask, 'title'>, readerZone: string = BEIJING): string {
  const { deadline, timeZone = readerZone } = ask
  const beside = deadline === null ? '' : beijingBeside(deadline, timeZone)
  return `【${ASK_KINDS[ask.kind].name}】${ask.title}（${askLine(ask, readerZone)}${beside}）`
}

function deedOf({ kind, mode }: Timed): string {
  return kind === 'notice'
    ? { read: '阅读', confirm: '确认', reply: '回复' }[mode]
    : ASK_KINDS[kind].verb
}

function byOrAt(ask: Timed): string {
  return `${ask.kind === 'meeting' ? '' : '前'}${deedOf(ask)}`
}

/** Before a deadline people are reminded a day ahead, or half-way when there is less than two days [P]. */
export function remindAt(publishAt: string, deadline: string): Date {
  const end = Date.parse(deadline)
  const span = Math.max(0, end - Date.parse(publishAt))
  return new Date(end - Math.min(DAY_MS, span / 2))
}

/** `，北京时间17:00`, with its day where that differs; empty where the zone's clock shows the same. */
function beijingBeside(instant: string, timeZone: string): string {
  const here = shortTime(instant, timeZone)
  const there = shortTime(instant, BEIJING)
  if (here.day === there.day && here.time === there.time) return ''
  return `，北京时间${here.day === there.day ? '' : there.day}${there.time}`
}

/** `11月25日` and `17:00` on the clock of a zone. */
function shortTime(instant: string, timeZone: string): { day: string; time: string } {
  const wall = new Date(wallClock(new Date(instant), timeZone))
  return {
    day: `${wall.getUTCMonth() + 1}月${wall.getUTCDate()}日`,
    time: wall.toISOString().slice(11, 16),
  }
}

/** Cut by characters, never through one, with a sign that something is missing. */
function thing(text: string): string {
  const characters = [...text.replace(/\s+/gu, ' ').trim()]
  return characters.length <= THING
    ? characters.join('')
    : `${characters.slice(0, THING - 1).join('')}…`
}
