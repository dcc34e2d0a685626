import type { Motion } from '../../typings/meeting'
import type { StoredMeeting } from '../../typings/meeting-room'
import { refuse } from '../kernel/action'
import type { Database } from '../kernel/db'
import { MOTIONS } from '../kernel/meetings'

/** Of this meeting, or there is none. @throws `notFound` */
export function motionOf(meeting: StoredMeeting, motion: Motion | null): Motion {
  return motion?.meetingId === meeting._id ? motion : refuse('notFound')
}

/** Compare and set on the version; objects are whole values. `commands` beside them as they are. */
export async function change(
  db: Database,
  motion: Motion,
  changes: Partial<Motion>,
  from: readonly Motion['state'][],
  commands: Partial<Record<keyof Motion, unknown>> = {},
): Promise<Motion> {
  const version = motion.version + 1
  const fields = Object.fromEntries(
    Object.entries(changes).map(([name, value]) => [
      name,
      typeof value === 'object' ? db.is.set(value) : value,
    ]),
  )
  const saved = await db
    .collection<Motion>(MOTIONS)
    .updateWhere(
      { _id: motion._id, version: motion.version, state: db.is.in(from) },
      { ...fields, ...commands, version },
    )
  return saved === 1 ? { ...motion, ...changes, version } : refuse('changedMeanwhile')
}
