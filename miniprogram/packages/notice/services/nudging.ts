import { COOL_DOWN_MS } from '../../../../cloudfunctions/rules/cool-down'
import type { NudgeOutcome } from '../../../../typings/ask'
import type { OutputOf } from '../../../../typings/contract'
import * as cache from '../../../services/cache'
import * as session from '../../../services/session'
import { clock } from '../../../services/time'
import type { Tag } from '../../../services/words'

/** What a nudge did, to whom. */
export interface Nudged {
  id: string
  name: string
  note: string
  tag: Tag
  /** No message reached this person: their secretary can call. */
  callable: boolean
}

const OUTCOMES: Record<NudgeOutcome, Tag> = {
  sent: { word: '已发微信消息', tone: 'done' },
  noQuota: { word: '没有订阅提醒', tone: 'due' },
  alreadyAnswered: { word: '已确认，没有打扰', tone: 'done' },
  coolingDown: { word: '半小时内提醒过', tone: 'plain' },
  notJoined: { word: '未加入', tone: 'overdue' },
  failed: { word: '没有发出', tone: 'overdue' },
  uncertain: { word: '不确定是否送达', tone: 'due' },
}

type Outcomes = OutputOf<'notice.nudge'>['outcomes']

/** @param chosen whether the person chose whom to remind: then also who needs no reminder is listed */
export function nudgedShown(outcomes: Outcomes, chosen: boolean): Nudged[] {
  return outcomes
    .filter(({ outcome }) => chosen || outcome !== 'alreadyAnswered')
    .map(({ memberId, name, outcome, maskedPhone }) => ({
      id: memberId,
      name,
      note: maskedPhone ?? '',
      tag: OUTCOMES[outcome],
      callable: maskedPhone !== undefined,
    }))
}

/** `3 人中 1 人已收到消息；其余 2 人请打电话，或把卡片发到群里。` */
export function nudgeLine(outcomes: Outcomes): string {
  const open = outcomes.filter(({ outcome }) => outcome !== 'alreadyAnswered')
  const told = open.filter(({ outcome }) => outcome === 'sent' || outcome === 'coolingDown').length
  const left = open.length - told
  if (open.length === 0) return '都已经确认了，没有打扰任何人。'
  if (left === 0) return `${open.length} 人都已提醒。`
  if (told === 0) return `微信提醒不到这 ${left} 人，请打电话，或把卡片发到群里。`
  return `${open.length} 人中 ${told} 人已提醒；其余 ${left} 人微信提醒不到，请打电话，或把卡片发到群里。`
}

type Times = Record<string, number>

/** Remembers on this phone whom the nudge reached, so that the list says when they can be reminded again. */
export function rememberNudge(noticeId: string, outcomes: Outcomes, now: Date): void {
  const owner = session.me()?.memberId
  if (owner === undefined) return
  const times: Times = { ...timesOf(noticeId) }
  for (const { memberId, outcome } of outcomes)
    if (outcome === 'sent') times[memberId] = now.getTime()
  cache.write(owner, `nudged:${noticeId}`, times)
}

/** `14:30 已提醒，15:00 后可再提醒` while the server would not remind this person again; else empty. */
export function coolDownWords(noticeId: string, memberId: string, now: Date): string {
  const at = timesOf(noticeId)[memberId]
  if (at === undefined || now.getTime() - at >= COOL_DOWN_MS) return ''
  return `${clock(new Date(at))} 已提醒，${clock(new Date(at + COOL_DOWN_MS))} 后可再提醒`
}

function timesOf(noticeId: string): Times {
  const owner = session.me()?.memberId
  if (owner === undefined) return {}
  return cache.read<Times>(owner, `nudged:${noticeId}`)?.data ?? {}
}
