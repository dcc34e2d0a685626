import type { MeetingRoom, StoredMeeting } from '../../typings/meeting-room'
import { documentIn, type Subject } from '../kernel/action'
import type { Database } from '../kernel/db'
import { MEETINGS, ROOMS } from '../kernel/meetings'

/** The meeting an action is about. */
export const meetingTarget = documentIn<StoredMeeting>(MEETINGS)<{ meetingId: string }>(
  ({ meetingId }) => meetingId,
)

/** The organisation that holds it, as it was when it was planned. */
export const heldBy = (_: unknown, { target }: { target: StoredMeeting }): Subject[] => [target]

/**
 * Whether its minutes are approved. They say what was decided and whose leave was agreed to, so neither changes any more;
 * attendance does, and is shown with them as a correction.
 */
export function isMinuted({ minutesState }: StoredMeeting): boolean {
  return minutesState === 'approved'
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
