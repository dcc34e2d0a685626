import type { Attendance } from '../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../typings/meeting-room'
import type { Minutes, MinutesFacts } from '../../typings/minutes'
import { documentIn, type Subject } from '../kernel/action'
import type { Database } from '../kernel/db'
import { MEETINGS, ROOMS, recordsOf } from '../kernel/meetings'
import { factsOf } from '../rules/meeting/minutes'

export const MINUTES = 'minutes'

export const meetingTarget = documentIn<StoredMeeting>(MEETINGS)<{ meetingId: string }>(
  ({ meetingId }) => meetingId,
)

export const heldBy = (_: unknown, { target }: { target: StoredMeeting }): Subject[] => [target]

function minutesOf(db: Database, meetingId: string): Promise<Minutes | null> {
  return db.collection<Minutes>(MINUTES).get(meetingId)
}

/** As a prefetch, beside the session. */
export const prefetchMinutes = (db: Database, { meetingId }: { meetingId: string }) =>
  minutesOf(db, meetingId)

export interface Sources {
  facts: MinutesFacts
  room: MeetingRoom | null
  rows: Attendance[]
}

/** What the records say now. */
export async function sourcesOf(db: Database, meeting: StoredMeeting): Promise<Sources> {
  const [room, { rows, leaves, motions }] = await Promise.all([
    db.collection<MeetingRoom>(ROOMS).get(meeting._id),
    recordsOf(db, meeting._id),
  ])
  const attendees = room?.attendees ?? []
  return { facts: factsOf({ meeting, attendees, rows, leaves, motions }), room, rows }
}
