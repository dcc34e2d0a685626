import type { FollowUp, Minutes, MinutesFacts } from '../../typings/minutes'
import type { Instant } from '../../typings/organisation'
import { documentIn, type Subject } from '../kernel/action'
import type { Database } from '../kernel/db'
import {
  MEETINGS,
  type MeetingRoom,
  ROOMS,
  recordsOf,
  type StoredMeeting,
} from '../kernel/meetings'
import { factsOf } from '../rules/meeting/minutes'

export const MINUTES = 'minutes'
export const FOLLOW_UPS = 'followUps'

/** What somebody has to do, from the approval on. The subject of an ask; `_id` is the follow-up's. */
export interface StoredFollowUp {
  _id: string
  meetingId: string
  meetingTitle: string
  orgId: string
  orgName: string
  path: string[]
  memberId: string
  name: string
  text: string
  dueOn: FollowUp['dueOn']
  doneAt: Instant | null
  note: string
}

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
  /** Corrections of attendance, newest last. */
  corrections: { at: Instant; by: string; name: string; from: string; to: string; reason: string }[]
}

/** What the records say now. */
export async function sourcesOf(db: Database, meeting: StoredMeeting): Promise<Sources> {
  const [room, { rows, leaves, motions }] = await Promise.all([
    db.collection<MeetingRoom>(ROOMS).get(meeting._id),
    recordsOf(db, meeting._id),
  ])
  const attendees = room?.attendees ?? []
  const corrections = rows
    .flatMap(({ name, corrections: made }) =>
      made.map(({ at, by, from, to, reason }) => ({ at, by: by.name, name, from, to, reason })),
    )
    .sort((a, b) => (a.at < b.at ? -1 : 1))
  return { facts: factsOf({ meeting, attendees, rows, leaves, motions }), room, corrections }
}
