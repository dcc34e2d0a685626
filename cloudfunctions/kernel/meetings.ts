import type {
  Attendance,
  Attendee,
  Leave,
  Meeting,
  MeetingKind,
  MeetingMode,
  Motion,
} from '../../typings/meeting'
import type { Instant } from '../../typings/organisation'
import type { Turn } from '../rules/meeting/code'
import type { Database } from './db'

/** Meetings as several functions read them: what is held, who was there, what was decided. */
export const MEETINGS = 'meetings'
export const ROOMS = 'meetingRooms'
export const ATTENDANCE = 'attendance'
export const LEAVES = 'leaves'
export const MOTIONS = 'motions'

/** A meeting as stored: with the hashes by which a repeated tap is told from another one. */
export interface StoredMeeting extends Meeting {
  inputHash: string
  /** Of the last edit. */
  editHash?: string
}

/** One phone's turn as host. */
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
  /** Oldest first; emptied when proofs can no longer come. */
  turns: HostTurn[]
  /** From then on the secrets are removed, and this with them. */
  secretsUntil?: Instant
  at: Instant
  version: number
}

/** More than a full list and as many listeners again. */
const MOST_ROWS = 1000
const MOST_MOTIONS = 100

export function attendanceId(meetingId: string, memberId: string): string {
  return `${meetingId}:${memberId}`
}

/** Everything recorded about who was there, side by side; with a mark only what changed since. */
export async function recordsOf(
  db: Database,
  meetingId: string,
  since: Instant | null = null,
): Promise<{ rows: Attendance[]; leaves: Leave[]; motions: Motion[] }> {
  const filter = since === null ? { meetingId } : { meetingId, changedAt: db.is.gt(since) }
  const [rows, leaves, motions] = await Promise.all([
    db.collection<Attendance>(ATTENDANCE).find(filter, { limit: MOST_ROWS }),
    db.collection<Leave>(LEAVES).find(filter, { limit: MOST_ROWS }),
    db
      .collection<Motion>(MOTIONS)
      .find({ meetingId }, { orderBy: [['createdAt', 'asc']], limit: MOST_MOTIONS }),
  ])
  return { rows, leaves, motions }
}

/** What a person checked in to, or sent a proof of, that is still on. */
export function attendedNow(db: Database, memberId: string, now: Date): Promise<Attendance[]> {
  return db
    .collection<Attendance>(ATTENDANCE)
    .find(
      { memberId, closesAt: db.is.gt(now.toISOString()) },
      { limit: 50, fields: ['meetingId', 'state'] },
    )
}
