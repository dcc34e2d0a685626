import type { Attendee, Meeting, MeetingKind, MeetingMode } from './meeting'
import type { Instant } from './organisation'

/** Meetings as the database holds them; what leaves the server is in `meeting.ts`. */

/** A meeting as stored: with the hashes by which a repeated tap is told from another one. */
export interface StoredMeeting extends Meeting {
  inputHash: string
  /** Of the last edit. */
  editHash?: string
  /**
   * When the approval of its minutes began: from then on nothing is decided and no leave is answered, so that the minutes
   * hold all of it.
   */
  settledAt?: Instant
}

/** One phone's turn as host: it holds `secret` (128 bits, hex) from one instant until another took over. */
export interface Turn {
  secret: string
  /** Milliseconds since the epoch. */
  from: number
  until: number | null
}

/** With whose phone it is. */
export interface HostTurn extends Turn {
  deviceId: string
  memberId: string
  name: string
}

/**
 * Everything a check-in needs, in the one document that is read with the session: the frozen list, the secrets, whether
 * the door is open. `_id` is the meeting's, so the list can be frozen only once.
 */
export interface MeetingRoom {
  _id: string
  orgId: string
  path: string[]
  orgName: string
  kind: MeetingKind
  title: string
  mode: MeetingMode
  startsAt: Instant
  /** Of the organisation on the day it was planned. */
  timeZone: string
  /** `prepared`: the host's phone has its package, the meeting is not open. */
  state: 'prepared' | 'open' | 'ended' | 'cancelled'
  openedAt: Instant | null
  endedAt: Instant | null
  attendees: Attendee[]
  /** The version of the plan the list was made for. */
  planVersion: number
  /** Oldest first; removed when proofs can no longer come. */
  turns: HostTurn[]
  /** From then on the secrets are removed, and this with them. */
  secretsUntil?: Instant
  at: Instant
  version: number
}
