/**
 * Meeting time: server time as the phone knows it. Each answer of the server gives a sample; between samples a
 * monotonic clock counts on, so setting the phone's clock changes nothing.
 */
export interface ClockSample {
  /** Monotonic milliseconds (`wx.getPerformance().now()`) when the call was sent and when its answer came. */
  sentAt: number
  receivedAt: number
  /** Server time in the answer, milliseconds since the epoch. */
  serverAt: number
}

export interface MeetingClock {
  /** Server time minus monotonic time, milliseconds. */
  offset: number
  /** The offset is off by at most so much: half the round trip. */
  error: number
}

/** A newer sample replaces a better one only when the better one is this old (milliseconds): clocks drift. */
const DRIFT_PER_MS = 0.0001

/** What one sample tells: the server wrote its time somewhere between the two ends of the call. */
export function clockOf({ sentAt, receivedAt, serverAt }: ClockSample): MeetingClock {
  const roundTrip = Math.max(0, receivedAt - sentAt)
  return { offset: serverAt - (sentAt + roundTrip / 2), error: roundTrip / 2 }
}

/**
 * Keeps the better of what was known and a new sample; `age` in milliseconds since the known one was taken. Two that
 * cannot both be right mean that the phone's clock was set meanwhile: then the new one is believed.
 */
export function improve(
  known: MeetingClock | null,
  sample: ClockSample,
  age: number,
): MeetingClock {
  const fresh = clockOf(sample)
  if (known === null) return fresh
  const slack = known.error + age * DRIFT_PER_MS
  const contradicts = Math.abs(fresh.offset - known.offset) > fresh.error + slack
  return contradicts || fresh.error <= slack ? fresh : known
}

/** Server time at a monotonic instant. */
export function meetingTime({ offset }: MeetingClock, monotonic: number): number {
  return monotonic + offset
}
