import type { HostView, MeetingCard } from '../../../../typings/meeting'
import { CallError } from '../../../services/call-error'
import { call } from '../../../services/cloud'
import * as outbox from '../../../services/outbox'
import { deviceId } from './device'
import { opened } from './host-room'
import { now, steady } from './meeting-clock'
import { keepRoom, keptRoom } from './prepared'
import { taken } from './room-calls'

/** A meeting that this phone opened. */
export interface Opening {
  room: HostView
  /** What a chat shows of it; `null` as long as the server has not heard of the opening. */
  card: MeetingCard | null
}

/**
 * Opens a meeting. Where nobody answers it begins with what was downloaded, and the outbox tells the server later.
 * @throws CallError refused, or without an answer and with nothing downloaded
 */
export async function openMeeting(meetingId: string): Promise<Opening> {
  const sentAt = steady()
  const input = { meetingId, deviceId: deviceId(), openedAt: null }
  try {
    const { card, ...room } = await call('meeting.open', input)
    return { room: taken(room, sentAt), card }
  } catch (error) {
    const prepared = keptRoom(meetingId)
    if (!(error instanceof CallError) || !error.unanswered || prepared === null) throw error
    const openedAt = new Date(now()).toISOString()
    const room = opened(prepared, { openedAt })
    keepRoom(room)
    void outbox.put('meeting.open', { ...input, openedAt }, `open:${meetingId}`)
    return { room, card: null }
  }
}

/** What the server said to the opening of this meeting when it heard of it; `null` for any other event. */
export function openingHeard(event: outbox.OutboxEvent, meetingId: string): Opening | null {
  const heard = outbox.answerTo(event, 'meeting.open')
  if (heard === null || heard.change.input.meetingId !== meetingId) return null
  const { card, ...room } = heard.answer
  return { room: taken(room, steady()), card }
}
