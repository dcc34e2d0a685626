import type { Numbers } from '../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../typings/meeting-room'
import type { Database } from '../kernel/db'
import { derivedId } from '../kernel/ids'
import { startLectureHours } from '../kernel/lectures'
import { MEETINGS, recordsOf } from '../kernel/meetings'
import { numbersOf } from '../rules/meeting/numbers'

/** The numbers of a meeting as its records stand now. */
export async function countNow(db: Database, room: MeetingRoom): Promise<Numbers> {
  const { rows, leaves } = await recordsOf(db, room._id)
  return numbersOf(room.kind, room.attendees, rows, leaves)
}

/**
 * After the end the meeting keeps its numbers, and a lecture's hours are credited: who changes a record then brings both
 * up to date, whenever that is.
 */
export async function recountEnded(
  db: Database,
  meeting: StoredMeeting,
  room: MeetingRoom,
  now: Date,
): Promise<void> {
  if (room.state !== 'ended') return
  const { rows, leaves } = await recordsOf(db, room._id)
  const numbers = numbersOf(room.kind, room.attendees, rows, leaves)
  // A repeat finds the same records, and starts nothing again.
  const asTheyStand = derivedId(...rows.flatMap(({ _id, changedAt }) => [_id, changedAt]).sort())
  await Promise.all([
    db
      .collection<StoredMeeting>(MEETINGS)
      .updateWhere({ _id: room._id, state: 'ended' }, { numbers: db.is.set(numbers) }),
    startLectureHours(db, meeting, { records: asTheyStand }, now),
  ])
}
