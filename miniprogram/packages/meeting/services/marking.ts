import type { HostView } from '../../../../typings/meeting'
import { call } from '../../../services/cloud'
import { newId } from '../../../services/new-id'
import * as outbox from '../../../services/outbox'
import type { Entry } from '../components/attendance-sheet/attendance-sheet'
import type { News } from './host-room'
import { now } from './meeting-clock'
import { peopleOf, type SectionKey } from './roll-sections'

/**
 * What a host says about people. While the meeting is open it goes through the outbox, because the place may have no
 * network; leave and corrections wait for the server, which may refuse them.
 */

type Meeting = HostView['meeting']
type AnswerAction = 'meeting.answerProofs' | 'meeting.answerObservers'

/** The server takes so many people in one answer to proofs or observers. */
const MOST_AT_ONCE = 200

/** Who is here, and how the host knows. */
export interface Mark {
  memberId: string
  how: 'hostScan' | 'byHand'
  remote?: boolean
  /** Of an entry by hand. */
  reason?: string
}

/** Somebody is here: the host saw their code, or enters them by hand with the reason. */
export async function record(meeting: Meeting, mark: Mark): Promise<void> {
  const { memberId, how, reason = '' } = mark
  const at = new Date(now()).toISOString()
  const records = [{ memberId, how, at, remote: isRemote(meeting, mark), reason }]
  const subject = `record:${meeting._id}:${memberId}`
  await outbox.put('meeting.record', { meetingId: meeting._id, records }, subject)
}

/** Answers people who scanned without network, or who are not on the list. */
export async function answer(
  action: AnswerAction,
  meetingId: string,
  memberIds: string[],
  accept: boolean,
): Promise<void> {
  const [first] = memberIds
  if (first === undefined) return
  const subject = `answer:${meetingId}:${first}:${memberIds.length}`
  await outbox.put(action, { meetingId, memberIds, accept }, subject)
}

/** Takes everybody on one of the lists that wait: those the host has seen, not whoever comes until it is sent. */
export async function acceptAll(room: HostView, key: SectionKey): Promise<void> {
  const action = key === 'waiting' ? 'meeting.answerObservers' : 'meeting.answerProofs'
  await answer(action, room.meeting._id, peopleOf(room)[key].slice(0, MOST_AT_ONCE), true)
}

/** Grants leave or refuses it. @throws CallError */
export async function answerLeave(
  meetingId: string,
  memberId: string,
  agree: boolean,
): Promise<News> {
  const { leave } = await call('meeting.answerLeave', { meetingId, memberId, agree, note: '' })
  return { leaves: [leave] }
}

/** Changes an attendance after the meeting. @throws CallError */
export async function correct(meeting: Meeting, entry: Entry): Promise<News> {
  const { memberId, to, reason } = entry
  const correctionId = newId('c-')
  const remote = isRemote(meeting, entry)
  const input = { meetingId: meeting._id, memberId, correctionId, to, remote, reason }
  const { row } = await call('meeting.correct', input)
  return { rows: [row] }
}

/** What the server said to something recorded or answered of this meeting; `null` for any other event. */
export function markingHeard(event: outbox.OutboxEvent, meetingId: string): News | null {
  const heard =
    outbox.answerTo(event, 'meeting.record') ??
    outbox.answerTo(event, 'meeting.answerProofs') ??
    outbox.answerTo(event, 'meeting.answerObservers')
  return heard !== null && heard.change.input.meetingId === meetingId ? heard.answer : null
}

/** Where everybody is on line, so is whoever is entered. */
function isRemote({ mode }: Meeting, { remote = false }: { remote?: boolean }): boolean {
  return remote || mode === 'online'
}
