import type { HostView } from '../../../../typings/meeting'
import * as session from '../../../services/session'

/**
 * Rooms of the meetings this phone hosts, with the secret that makes their codes: everything the host's page needs in
 * a place without network. Kept beside the cache, which may drop what it holds, and no longer than codes are looked at.
 */

const INDEX = 'host-rooms'
const KEPT_MS = 72 * 3_600_000

interface Entry {
  meetingId: string
  owner: string
  /** Milliseconds since the epoch by this phone's clock. */
  until: number
}

/** Only the phone that is the host's has something to run a meeting with; on another nothing is kept. */
export function keepRoom(room: HostView): void {
  const meetingId = room.meeting._id
  const owner = session.me()?.memberId
  const others = entries().filter((entry) => entry.meetingId !== meetingId)
  if (owner === undefined || room.pass === null) {
    wx.removeStorageSync(keyOf(meetingId))
    wx.setStorageSync(INDEX, others)
    return
  }
  wx.setStorageSync(keyOf(meetingId), room)
  wx.setStorageSync(INDEX, [...others, { meetingId, owner, until: Date.now() + KEPT_MS }])
}

/** What was kept of a room; `null` on a phone that is not its host's. */
export function keptRoom(meetingId: string): HostView | null {
  if (!entries().some((entry) => entry.meetingId === meetingId)) return null
  const kept: unknown = wx.getStorageSync(keyOf(meetingId))
  return typeof kept === 'object' && kept !== null && 'pass' in kept ? (kept as HostView) : null
}

/** What is this person's and still good; the rest is removed. */
function entries(): Entry[] {
  const stored: unknown = wx.getStorageSync(INDEX)
  const all = Array.isArray(stored) ? (stored as Entry[]) : []
  const owner = session.me()?.memberId
  const good = all.filter((entry) => entry.owner === owner && entry.until > Date.now())
  if (good.length === all.length) return good
  for (const entry of all) if (!good.includes(entry)) wx.removeStorageSync(keyOf(entry.meetingId))
  wx.setStorageSync(INDEX, good)
  return good
}

function keyOf(meetingId: string): string {
  return `host-room:${meetingId}`
}
