import type { Numbers } from '../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../typings/meeting-room'
import type { Database } from '../kernel/db'
import { MEETINGS, recordsOf } from '../kernel/meetings'
import { numbersOf } from '../rules/meeting/numbers'

/** The numbers of a meeting as its records stand now. */
export async function countNow(db: Database, room: MeetingRoom): Promise<Numbers> {
  const { rows, leaves } = await recordsOf(db, room._id)
  return numbersOf(room.kind, room.attendees, rows, leaves)
}

/** After the end the meeting keeps its numbers; who changes a record then brings them up to date. */
export async function recountEnded(db: Database, room: MeetingRoom): Promise<void> {
  if (room.state !== 'ended') return
  const numbers = await countNow(db, room)
  await db
    .collection<StoredMeeting>(MEETINGS)
    .updateWhere({ _id: room._id, state: 'ended' }, { numbers: db.is.set(numbers) })
}
