import type { NudgeChoice, NudgeOutcome, NudgeResult } from '../../typings/ask'
import type { InputOf } from '../../typings/contract'
import { CallError } from './call-error'
import { call } from './cloud'
import { newId } from './new-id'
import * as session from './session'
import type { Tag } from './words'

/** Reminding those who have not done what is asked, whatever it is: a notice, a weekly five … */
export type NudgeAction = 'notice.nudge' | 'study.nudge'

/**
 * Sends the nudges of one page, with one id per attempt, kept until it is answered: a second tap nudges nobody
 * twice. What it answers throws CallError.
 */
export function nudging<Action extends NudgeAction>(
  action: Action,
): (input: Omit<InputOf<Action>, 'clientId'>) => Promise<NudgeResult> {
  let clientId = ''
  return async (input) => {
    clientId ||= newId('nudge-')
    let answered = true
    try {
      return await call(action, { ...input, clientId } as InputOf<Action>)
    } catch (error) {
      answered = !(error instanceof CallError && error.unanswered)
      throw error
    } finally {
      if (answered) clientId = ''
    }
  }
}

/**
 * Whom a tap means where some are picked: above a branch organisations, elsewhere people of that very organisation.
 * Nobody picked is everybody missing.
 */
export function nudgeChoice(orgId: string, isAbove: boolean, picked: string[]): NudgeChoice {
  return isAbove ? { memberIds: [], orgIds: picked } : { memberIds: picked, orgIds: [orgId] }
}

/** Whether the people of an organisation are the caller's own, to be reminded one by one; else their secretary is. */
export function isOwn(orgId: string): boolean {
  return session.me()?.posts.some((post) => post.orgId === orgId) ?? false
}

/** What a nudge did, to whom. */
export interface Nudged {
  id: string
  name: string
  note: string
  tag: Tag
  /** Where they are secretary, for whom is called from above; else ''. */
  orgId: string
  /** No message reached this person: they can be called. */
  callable: boolean
}

const OUTCOMES: Record<NudgeOutcome, Tag> = {
  sent: { word: '已发微信消息', tone: 'done' },
  noQuota: { word: '没有订阅提醒', tone: 'due' },
  alreadyAnswered: { word: '已完成，没有打扰', tone: 'done' },
  coolingDown: { word: '半小时内提醒过', tone: 'plain' },
  notJoined: { word: '未加入', tone: 'overdue' },
  failed: { word: '没有发出', tone: 'overdue' },
  uncertain: { word: '不确定是否送达', tone: 'due' },
}
/** Nothing is left to do about these. */
const REACHED: readonly NudgeOutcome[] = ['sent', 'coolingDown', 'alreadyAnswered']

/**
 * Whom nothing reached comes first, because something is left to do there; then branches without a secretary.
 * @param chosen whether the person chose whom to remind: then also who needs no reminder is listed
 */
export function nudgedShown(result: NudgeResult, chosen: boolean): Nudged[] {
  const shown = result.outcomes.filter(({ outcome }) => chosen || outcome !== 'alreadyAnswered')
  const isReached = ({ outcome }: { outcome: NudgeOutcome }) => REACHED.includes(outcome)
  return [
    ...shown.filter((each) => !isReached(each)).map(nudgedOf),
    ...result.withoutSecretary.map(vacantOf),
    ...shown.filter(isReached).map(nudgedOf),
  ]
}

function nudgedOf(each: NudgeResult['outcomes'][number]): Nudged {
  const { memberId, name, secretaryOf = [], outcome, maskedPhone } = each
  const orgNames = secretaryOf.map(({ orgName }) => orgName).join('、')
  return {
    id: memberId,
    name,
    note: [orgNames, maskedPhone].filter(Boolean).join(' · '),
    tag: OUTCOMES[outcome],
    orgId: secretaryOf[0]?.orgId ?? '',
    callable: maskedPhone !== undefined,
  }
}

function vacantOf(orgName: string): Nudged {
  return {
    id: `vacant:${orgName}`,
    name: orgName,
    note: '请联系这个组织的上级',
    tag: { word: '没有书记', tone: 'overdue' },
    orgId: '',
    callable: false,
  }
}

/** `3 人中 1 人已提醒；其余 2 人微信提醒不到，请打电话，或把卡片发到群里。` */
export function nudgeLine({ outcomes, withoutSecretary }: NudgeResult): string {
  const vacant =
    withoutSecretary.length === 0 ? '' : `有 ${withoutSecretary.length} 个支部没有书记，没能提醒。`
  return `${peopleLine(outcomes, vacant !== '')}${vacant}`
}

function peopleLine(outcomes: NudgeResult['outcomes'], isRest: boolean): string {
  const open = outcomes.filter(({ outcome }) => outcome !== 'alreadyAnswered')
  const told = open.filter(({ outcome }) => REACHED.includes(outcome)).length
  const left = open.length - told
  if (open.length === 0) return isRest ? '' : '都已经完成了，没有打扰任何人。'
  if (left === 0) return `${open.length} 人都已提醒。`
  if (told === 0) return `微信提醒不到这 ${left} 人，请打电话，或把卡片发到群里。`
  return `${open.length} 人中 ${told} 人已提醒；其余 ${left} 人微信提醒不到，请打电话，或把卡片发到群里。`
}
