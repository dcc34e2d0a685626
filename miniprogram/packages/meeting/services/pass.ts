import type { HostPass } from '../../../../typings/meeting'

/** Secrets of the meetings this phone hosts, kept for a place without network and no longer than they are good for. */

const KEY = 'host-passes'
/** Codes of a meeting are looked at so long after it. */
const KEPT_MS = 72 * 3_600_000

interface Kept {
  pass: HostPass
  until: number
}

export function keep(pass: HostPass): void {
  const others = all().filter((each) => each.pass.meetingId !== pass.meetingId)
  wx.setStorageSync(KEY, [...others, { pass, until: Date.now() + KEPT_MS }])
}

export function passOf(meetingId: string): HostPass | null {
  return all().find(({ pass }) => pass.meetingId === meetingId)?.pass ?? null
}

/** Another phone took over. */
export function drop(meetingId: string): void {
  wx.setStorageSync(
    KEY,
    all().filter(({ pass }) => pass.meetingId !== meetingId),
  )
}

function all(): Kept[] {
  const kept: unknown = wx.getStorageSync(KEY)
  if (!Array.isArray(kept)) return []
  return (kept as Kept[]).filter(({ until }) => until > Date.now())
}
