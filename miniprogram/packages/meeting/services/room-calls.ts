import type { OutputOf } from '../../../../typings/contract'
import type { HostView } from '../../../../typings/meeting'
import { call } from '../../../services/cloud'
import * as session from '../../../services/session'
import { deviceId } from './device'
import { withNews } from './host-room'
import { sample, steady } from './meeting-clock'
import { keepRoom } from './prepared'

/**
 * The ways a host's room comes to this phone. Every answer mends the meeting's clock and is kept, so that the page goes
 * on without network and through a killed app.
 */

/** The room of a meeting that is open or over. @throws CallError */
export function askRoom(meetingId: string): Promise<HostView> {
  return asked('meeting.host', meetingId)
}

/** Loads the host's package into this phone. Opens and announces nothing. @throws CallError */
export async function prepare(meetingId: string): Promise<HostView> {
  await session.known()
  return asked('meeting.prepare', meetingId)
}

/** Makes this phone the host's instead of another. @throws CallError */
export function takeOver(meetingId: string): Promise<HostView> {
  return asked('meeting.takeHost', meetingId)
}

async function asked(
  action: 'meeting.host' | 'meeting.prepare' | 'meeting.takeHost',
  meetingId: string,
): Promise<HostView> {
  const sentAt = steady()
  const room = await call(action, { meetingId, deviceId: deviceId() })
  return taken(room, sentAt)
}

/** A whole room the server answered with. @param sentAt `steady()` when it was asked for */
export function taken(room: HostView, sentAt: number): HostView {
  sample(sentAt, room.at)
  keepRoom(room)
  return room
}

/** What changed since the room was last heard of; everything when nothing is known of it. @throws CallError */
export async function askNews(
  meetingId: string,
  since: HostView['mark'] | null,
): Promise<OutputOf<'meeting.live'>> {
  const sentAt = steady()
  const news = await call('meeting.live', { meetingId, deviceId: deviceId(), since })
  sample(sentAt, news.at)
  return news
}

/**
 * The room with the news of a poll.
 * @returns `changed`: whether they were any. `isPart`: the meeting was opened or ended elsewhere, or this phone lost what
 * makes it the host's, so that the whole room has to be asked for
 */
export function informed(
  before: HostView,
  news: OutputOf<'meeting.live'>,
): { room: HostView; changed: boolean; isPart: boolean } {
  const { room, changed } = withNews(before, news)
  if (changed) keepRoom(room)
  const isAsBefore = news.state === before.meeting.state
  return { room, changed, isPart: !isAsBefore || (news.hosting && room.pass === null) }
}
