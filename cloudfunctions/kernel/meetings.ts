import type { Attendance, Leave, Motion } from '../../typings/meeting'
import type { Instant } from '../../typings/organisation'
import type { Database } from './db'

/** Meetings as several functions read them: what is held, who was there, what was decided. */
export const MEETINGS = 'meetings'
export const ROOMS = 'meetingRooms'
export const ATTENDANCE = 'attendance'
export const LEAVES = 'leaves'
export const MOTIONS = 'motions'
export const FOLLOW_UPS = 'followUps'

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
