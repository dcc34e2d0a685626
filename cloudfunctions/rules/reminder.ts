import type { Ask } from '../../typings/ask'
import { ASK_KINDS } from './ask-kinds'
import { BEIJING } from './calendar'

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

/** What a person is asked to do, and by when in Beijing time. The deadline of a meeting is its beginning. */
export function askLine(ask: Pick<Ask, 'kind' | 'mode' | 'deadline'>): string {
  const what =
    ask.kind === 'notice'
      ? { read: '阅读', confirm: '确认', reply: '回复' }[ask.mode]
      : ASK_KINDS[ask.kind].verb
  if (ask.deadline === null) return `请尽快${what}`
  return `请于${shortTime(ask.deadline)}${ask.kind === 'meeting' ? '' : '前'}${what}`
}

/** What a secretary is told of their branch. */
export function gapLine(missing: number): string {
  return `本支部还有${missing}人未完成，请提醒`
}

/** The card for a group: what is asked, and by when. */
export function cardTitle(ask: Pick<Ask, 'kind' | 'title' | 'mode' | 'deadline'>): string {
  return `【${ASK_KINDS[ask.kind].name}】${ask.title}（${askLine(ask)}）`
}

/** Before a deadline people are reminded a day ahead, or half-way when there is less than two days [P]. */
export function remindAt(publishAt: string, deadline: string): Date {
  const end = Date.parse(deadline)
  const span = Math.max(0, end - Date.parse(publishAt))
  return new Date(end - Math.min(DAY_MS, span / 2))
}

/** `11月25日17:00` in Beijing time. */
function shortTime(instant: string): string {
  const parts = new Intl.DateTimeFormat('zh-CN', {
    timeZone: BEIJING,
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant))
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('month')}月${part('day')}日${part('hour')}:${part('minute')}`
}

/** Cut by characters, never through one, with a sign that something is missing. */
function thing(text: string): string {
  const characters = [...text.replace(/\s+/gu, ' ').trim()]
  return characters.length <= THING
    ? characters.join('')
    : `${characters.slice(0, THING - 1).join('')}…`
}
