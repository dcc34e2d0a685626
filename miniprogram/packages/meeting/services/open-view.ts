import type { OutputOf } from '../../../../typings/contract'
import type { HostView } from '../../../../typings/meeting'
import { filesShown } from '../../../services/attachments'
import type { Change } from '../../../services/outbox'
import { NO_TAG, type Tag } from '../../../services/words'
import { branchMoment } from './branch-time'
import {
  type Fact,
  LEAVE_TAGS,
  MEETING_TAGS,
  numbersWords,
  planFacts,
  reasonName,
  receiptWords,
  STATE_TAGS,
} from './meeting-words'

type View = OutputOf<'meeting.view'>

/** What the page shows of a meeting. */
export interface MeetingShown {
  title: string
  kindName: string
  /** The branch that holds it. */
  from: string
  state: Tag
  facts: Fact[]
  /** Numbered. */
  agenda: Fact[]
  files: { name: string; note: string; icon: string }[]
  link: string
  /** What officers changed about this person's attendance, newest first. */
  corrections: string[]
  /** The person's own attendance or leave; `null` when there is none yet. */
  mine: Tag | null
  mineNote: string
  refusal: string
  refusedId: string
  /** Not on the list: may scan, and waits for the host. */
  isOutside: boolean
  isOnLine: boolean
  offlineNote: string
  asksPlace: boolean
  mayDownload: boolean
  mayCheckIn: boolean
  mayAskLeave: boolean
  mayWithdrawLeave: boolean
  /** May host, and the meeting is not over. */
  isHosting: boolean
  /** May see who came, now that it is over. */
  hasRoll: boolean
  mayEdit: boolean
  mayMinutes: boolean
  mayCancel: boolean
  /** There is something to do for the meeting besides attending it. */
  hasDuties: boolean
  /** In how many ballots the person counts. */
  tellerOf: number
}

export const NO_MEETING: Readonly<MeetingShown> = {
  title: '',
  kindName: '',
  from: '',
  state: NO_TAG,
  facts: [],
  agenda: [],
  files: [],
  link: '',
  corrections: [],
  mine: null,
  mineNote: '',
  refusal: '',
  refusedId: '',
  isOutside: false,
  isOnLine: false,
  offlineNote: '',
  asksPlace: false,
  mayDownload: false,
  mayCheckIn: false,
  mayAskLeave: false,
  mayWithdrawLeave: false,
  isHosting: false,
  hasRoll: false,
  mayEdit: false,
  mayMinutes: false,
  mayCancel: false,
  hasDuties: false,
  tellerOf: 0,
}

/**
 * The meeting as the person sees it, with what of the person's own is still on its way.
 * @param prepared the host's package, when this phone has it
 */
export function meetingShown(
  view: View,
  pending: readonly Change[],
  prepared: HostView | null,
  now: Date,
): MeetingShown {
  const { meeting, receipt, leave, may, standing } = view
  const own = ownOf(view, pending, now)
  const isOpen = meeting.state === 'open' || meeting.state === 'planned'
  const hasCome = receipt !== null && receipt.state !== 'struck'
  const offline = offlineNote(view, prepared, now)
  const isHosting = may.includes('host') && isOpen
  const hasRoll = may.includes('host') && meeting.state === 'ended'
  const mayDownload = may.includes('host') && meeting.state === 'planned'
  const mayEdit = may.includes('edit') && meeting.state === 'planned'
  const mayMinutes = may.includes('readMinutes') && meeting.state === 'ended'
  const mayCancel = may.includes('cancel') && isOpen
  const tellerOf = view.tellerOf.length
  // A proof or a leave of this person is on its way.
  const hasSaid = pending.some(({ state }) => state === 'waiting')
  const awayFor = leave?.state === 'asked' || leave?.state === 'agreed'
  return {
    title: meeting.title,
    kindName: meeting.kindName,
    from: meeting.orgName,
    state: MEETING_TAGS[meeting.state],
    facts: factsOf(view, now),
    agenda: meeting.agenda.map((value, index) => ({ name: String(index + 1), value })),
    files: filesShown(meeting.materials),
    link: meeting.link,
    corrections: (receipt?.corrections ?? []).map(
      ({ at, by, from, to, reason }) =>
        `${branchMoment(at, meeting.timeZone, now)} ${by} 由“${from}”更正为“${to}”：${reason}`,
    ),
    ...own,
    isOutside: false,
    isOnLine: meeting.mode !== 'onSite',
    asksPlace: meeting.fence !== null && isOpen && !hasCome,
    offlineNote: offline,
    mayDownload,
    mayCheckIn: isOpen && !hasCome && !isProofWaiting(pending),
    mayAskLeave: isOpen && standing === 'expected' && !hasCome && !awayFor && !hasSaid,
    mayWithdrawLeave: isOpen && awayFor,
    isHosting,
    hasRoll,
    mayEdit,
    mayMinutes,
    mayCancel,
    // Before the meeting its host has the button below; what stands above is the rest.
    hasDuties:
      mayDownload ||
      offline !== '' ||
      mayEdit ||
      mayMinutes ||
      mayCancel ||
      tellerOf > 0 ||
      hasRoll,
    tellerOf,
  }
}

function factsOf({ meeting, voter, standing }: View, now: Date): Fact[] {
  const facts = [
    ...planFacts(meeting, now),
    { name: '主持', value: meeting.chair.name },
    { name: '记录', value: meeting.recorder.name },
  ]
  if (meeting.mode !== 'onSite')
    facts.push({
      name: '线上参加',
      value: meeting.remoteCounts ? '计入实到' : '可以旁听，这类会议不计入实到',
    })
  if (standing !== 'outside')
    facts.push({
      name: '我的身份',
      value: standing === 'observer' ? '列席' : voter ? '应到，有表决权' : '应到',
    })
  if (meeting.numbers !== undefined)
    facts.push({ name: '人数', value: numbersWords(meeting.numbers) })
  if (meeting.cancelledReason !== undefined)
    facts.push({ name: '取消原因', value: meeting.cancelledReason })
  return facts
}

/** Whether this phone can run the meeting without network, and as of when; empty when it cannot. */
function offlineNote({ meeting }: View, prepared: HostView | null, now: Date): string {
  if (prepared === null || meeting.state === 'ended' || meeting.state === 'cancelled') return ''
  return `名单截至 ${branchMoment(prepared.at, meeting.timeZone, now)}，点一下更新`
}

function isProofWaiting(pending: readonly Change[]): boolean {
  return pending.some(
    ({ action, state }) => action === 'meeting.uploadProof' && state === 'waiting',
  )
}

function ownOf(
  { receipt, leave, meeting: { timeZone } }: View,
  pending: readonly Change[],
  now: Date,
): { mine: Tag | null; mineNote: string; refusal: string; refusedId: string } {
  const told = pending.find(({ state }) => state === 'refused')
  const refused = { refusal: told?.refusal ?? '', refusedId: told?.clientId ?? '' }
  const waiting = pending.find(({ state }) => state === 'waiting')
  if (waiting !== undefined && receipt === null) {
    const isProof = waiting.action === 'meeting.uploadProof'
    const mineNote = isProof
      ? `${branchMoment(waiting.at, timeZone, now)} 已扫码。联网后自动发送，由主持人核实；72 小时内有效。`
      : '请假已记下，联网后自动发送。'
    return { mine: { word: '待发送', tone: 'waiting' }, mineNote, ...refused }
  }
  if (receipt !== null) {
    return {
      mine: STATE_TAGS[receipt.state],
      mineNote: receiptWords(receipt, now),
      ...refused,
    }
  }
  if (leave === null || leave.state === 'withdrawn') return { mine: null, mineNote: '', ...refused }
  const why = [reasonName(leave.reason), leave.text].filter((part) => part !== '').join('：')
  return { mine: LEAVE_TAGS[leave.state], mineNote: why, ...refused }
}
