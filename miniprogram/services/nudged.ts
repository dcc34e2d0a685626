import type { NudgeOutcome, NudgeResult } from '../../typings/ask'
import type { Tag } from './words'

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
  yourself: { word: '您本人', tone: 'plain' },
}
/** Nothing is left to do about these. */
const REACHED: readonly NudgeOutcome[] = ['sent', 'coolingDown', 'alreadyAnswered', 'yourself']
/** They were not reminded, and need not be listed. */
const SPARED: readonly NudgeOutcome[] = ['alreadyAnswered', 'yourself']

/**
 * Whom nothing reached comes first, because something is left to do there; then branches without a secretary.
 * @param chosen whether the person chose whom to remind: then also who needs no reminder is listed
 */
export function nudgedRows(result: NudgeResult, chosen: boolean): Nudged[] {
  const shown = result.outcomes.filter(({ outcome }) => chosen || !SPARED.includes(outcome))
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
  const rest = `${vacant}${outcomes.map(yourselfLine).join('')}`
  return `${peopleLine(outcomes, rest !== '')}${rest}`
}

function yourselfLine({ outcome, secretaryOf }: NudgeResult['outcomes'][number]): string {
  if (outcome !== 'yourself') return ''
  if (secretaryOf === undefined) return '您自己还没有完成。'
  const orgNames = secretaryOf.map(({ orgName }) => orgName).join('、')
  return `${orgNames}由您本人负责，请到那里的名单里提醒。`
}

function peopleLine(outcomes: NudgeResult['outcomes'], isRest: boolean): string {
  const open = outcomes.filter(({ outcome }) => !SPARED.includes(outcome))
  const told = open.filter(({ outcome }) => REACHED.includes(outcome)).length
  const left = open.length - told
  if (open.length === 0) return isRest ? '' : '都已经完成了，没有打扰任何人。'
  if (left === 0) return `${open.length} 人都已提醒。`
  if (told === 0) return `微信提醒不到这 ${left} 人，请打电话，或把卡片发到群里。`
  return `${open.length} 人中 ${told} 人已提醒；其余 ${left} 人微信提醒不到，请打电话，或把卡片发到群里。`
}
