import type { HostView } from '../../../../typings/meeting'
import * as cache from '../../../services/cache'
import { call } from '../../../services/cloud'
import * as session from '../../../services/session'
import { sample, steady } from './meeting-clock'
import * as passes from './pass'

/** Where the host's room is kept, before and while a meeting is held. */
export function hostKey(meetingId: string): string {
  return `host:${meetingId}`
}

/** Loads everything the host's page needs into this phone. Opens and announces nothing. @throws CallError */
export async function prepare(meetingId: string, deviceId: string): Promise<void> {
  const sentAt = steady()
  const room = await call('meeting.prepare', { meetingId, deviceId })
  sample(sentAt, room.at)
  if (room.pass !== null) passes.keep(room.pass)
  keepRoom(meetingId, room)
}

export function keepRoom(meetingId: string, room: HostView): void {
  const owner = session.me()?.memberId
  if (owner !== undefined) cache.write(owner, hostKey(meetingId), room)
}

/** What was kept of a room; `null` on a phone that never had it. */
export function keptRoom(meetingId: string): HostView | null {
  const owner = session.me()?.memberId
  if (owner === undefined) return null
  return cache.read<HostView>(owner, hostKey(meetingId))?.data ?? null
}
