import {
  improve,
  type MeetingClock,
  meetingTime,
} from '../../../../cloudfunctions/rules/meeting/clock'

/**
 * Meeting time on this phone. A mini-program has no clock that cannot be set, so this one watches the phone's clock
 * with a timer: when it moved otherwise than the timer went while the app was in front, somebody set it, and the
 * difference is taken out. Time in the background cannot be watched; the next answer of the server mends it, and
 * without network the phone's clock is believed.
 */

const TICK_MS = 500
/** A timer may be late by so much without anybody having set the clock. */
const LATE_MS = 3000

/** What somebody took away from, or added to, the phone's clock while it was watched; milliseconds. */
let set = 0
let last = Date.now()
let watching: ReturnType<typeof setInterval> | undefined
let clock: MeetingClock | null = null
let sampledAt = 0

/** Counts on whatever is done to the phone's clock, while somebody watches. Milliseconds from no fixed beginning. */
export function steady(): number {
  if (watching !== undefined) tick()
  return Date.now() - set
}

/** Watches the phone's clock from now on; `again`: the app was in the background meanwhile. */
export function watch(again = false): void {
  if (again || watching === undefined) last = Date.now()
  watching ??= setInterval(tick, TICK_MS)
}

export function unwatch(): void {
  if (watching !== undefined) clearInterval(watching)
  watching = undefined
}

/**
 * Looks away while WeChat's camera is open: timers may stand still behind it, which is not somebody setting the clock.
 * Returns what looks again.
 */
export function lookAway(): () => void {
  const wasWatching = watching !== undefined
  unwatch()
  return () => {
    if (wasWatching) watch(true)
  }
}

function tick(): void {
  const now = Date.now()
  const passed = now - last
  last = now
  if (passed >= 0 && passed <= TICK_MS + LATE_MS) return
  set += passed - TICK_MS
  keep()
}

/** Takes the server's time from an answer. @param sentAt `steady()` when the call was sent */
export function sample(sentAt: number, serverAt: string): void {
  const receivedAt = steady()
  const heard = { sentAt, receivedAt, serverAt: Date.parse(serverAt) }
  const better = improve(clock, heard, receivedAt - sampledAt)
  if (better === clock) return
  clock = better
  sampledAt = receivedAt
  keep()
}

const KEY = 'meeting-clock'

/** Kept against the phone's own clock, which is all that a later start of the app has. */
function keep(): void {
  if (clock !== null && Number.isFinite(clock.error)) wx.setStorageSync(KEY, clock.offset - set)
}

/** Server time as this phone knows it, milliseconds since the epoch. */
export function now(): number {
  if (clock === null) {
    // Nothing was heard since the start: what was known last time still holds, the phone's clock goes on.
    const kept: unknown = wx.getStorageSync(KEY)
    const offset = typeof kept === 'number' ? kept + set : set
    clock = { offset, error: Number.POSITIVE_INFINITY }
  }
  return meetingTime(clock, steady())
}
