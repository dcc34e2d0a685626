import type { OutputOf } from '../../../../typings/contract'
import { fileNote } from '../../../services/attachments'
import type { Change } from '../../../services/outbox'
import { momentWords } from '../../../services/time'
import type { Tag } from '../../../services/words'
import {
  LEAVE_TAGS,
  MEETING_TAGS,
  numbersWords,
  reasonName,
  receiptWords,
  STATE_TAGS,
  whereWords,
} from './meeting-words'

type View = OutputOf<'meeting.view'>

/** What the page shows of a meeting, with what of the person's own is still on its way. */
export function meetingShown(view: View, pending: readonly Change[], now: Date) {
  const { meeting, receipt, leave, may, standing } = view
  const own = ownOf(view, pending, now)
  const isOpen = meeting.state === 'open' || meeting.state === 'planned'
  const hasCome = receipt !== null && receipt.state !== 'struck'
  const awayFor = leave?.state === 'asked' || leave?.state === 'agreed'
  return {
    title: meeting.title,
    kindName: meeting.kindName,
    from: meeting.orgName,
    state: MEETING_TAGS[meeting.state],
    facts: factsOf(view, now),
    agenda: meeting.agenda,
    files: meeting.materials.map((file) => ({
      name: file.name,
      note: fileNote(file),
      icon: file.kind,
    })),
    link: meeting.link,
    ...own,
    mayCheckIn: isOpen && !hasCome && own.mine?.word !== '待发送',
    mayAskLeave: isOpen && standing === 'expected' && !hasCome && !awayFor,
    mayWithdrawLeave: isOpen && awayFor,
    mayHost: may.includes('host') && meeting.state !== 'cancelled',
    mayEdit: may.includes('edit') && meeting.state === 'planned',
    mayMinutes: may.includes('readMinutes') && meeting.state === 'ended',
    mayCancel: may.includes('cancel') && isOpen,
    tellerOf: view.tellerOf.length,
  }
}

function factsOf({ meeting, voter, standing }: View, now: Date): { name: string; value: string }[] {
  const facts = [
    { name: '时间', value: momentWords(meeting.startsAt, now) },
    { name: '地点', value: whereWords(meeting) },
    { name: '主持', value: meeting.chair.name },
    { name: '记录', value: meeting.recorder.name },
  ]
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

function ownOf(
  { receipt, leave }: View,
  pending: readonly Change[],
  now: Date,
): { mine: Tag | null; mineNote: string; refused: string } {
  const refused = pending.find(({ state }) => state === 'refused')?.refusal ?? ''
  const waiting = pending.find(({ state }) => state === 'waiting')
  if (waiting !== undefined && receipt === null) {
    const isProof = waiting.action === 'meeting.uploadProof'
    const mineNote = isProof
      ? `${momentWords(waiting.at, now)} 已扫码。联网后自动发送，由主持人核实；72 小时内有效。`
      : '请假已记下，联网后自动发送。'
    return { mine: { word: '待发送', tone: 'waiting' }, mineNote, refused }
  }
  if (receipt !== null) {
    return { mine: STATE_TAGS[receipt.state], mineNote: receiptWords(receipt, now), refused }
  }
  if (leave === null || leave.state === 'withdrawn') return { mine: null, mineNote: '', refused }
  const why = [reasonName(leave.reason), leave.text].filter((part) => part !== '').join('：')
  return { mine: LEAVE_TAGS[leave.state], mineNote: why, refused }
}
