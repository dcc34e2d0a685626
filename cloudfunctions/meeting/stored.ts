import type { MeetingRoom, StoredMeeting } from '../../typings/meeting-room'
import { documentIn, refuse, type Subject } from '../kernel/action'
import type { Database } from '../kernel/db'
import { MEETINGS, ROOMS } from '../kernel/meetings'

/** The meeting an action is about. */
export const meetingTarget = documentIn<StoredMeeting>(MEETINGS)<{ meetingId: string }>(
  ({ meetingId }) => meetingId,
)

/** The organisation that holds it, as it was when it was planned. */
export const heldBy = (_: unknown, { target }: { target: StoredMeeting }): Subject[] => [target]

/**
 * Whether its minutes are approved, or about to be. They say what was decided and whose leave was agreed to, so neither
 * changes any more; attendance does, and is shown with them as a correction.
 */
export function isMinuted({ minutesState, settledAt }: StoredMeeting): boolean {
  return minutesState === 'approved' || settledAt !== undefined
}

/**
 * Refuses what the minutes would not say. Asked after the vote or the leave was read: an approval settles the meeting
 * first and then touches each of them, so who has read one before that finds it changed.
 * @throws `locked`
 */
export async function checkNotMinuted(db: Database, { _id }: StoredMeeting): Promise<void> {
  const meeting = await db.collection<StoredMeeting>(MEETINGS).get(_id)
  if (meeting === null || isMinuted(meeting)) refuse('locked')
}

/** Without secrets once they are past their time. */
type StoredRoom = Omit<MeetingRoom, 'turns'> & Partial<Pick<MeetingRoom, 'turns'>>

export async function roomOf(db: Database, meetingId: string): Promise<MeetingRoom | null> {
  const room = await db.collection<StoredRoom>(ROOMS).get(meetingId)
  return room === null ? null : { ...room, turns: room.turns ?? [] }
}

/** As a prefetch, beside the session. */
export const prefetchRoom = (db: Database, { meetingId }: { meetingId: string }) =>
  roomOf(db, meetingId)
