import type { AttendanceCorrection } from '../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../typings/meeting-room'
import type { Amendment, Minutes, MinutesFacts } from '../../typings/minutes'
import { documentIn, type Subject } from '../kernel/action'
import type { Database } from '../kernel/db'
import { MEETINGS, ROOMS, recordsOf } from '../kernel/meetings'
import { factsOf } from '../rules/meeting/minutes'
import { ATTENDANCE_WORDS } from '../rules/meeting/numbers'

export const MINUTES = 'minutes'
export const FOLLOW_UPS = 'followUps'

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
  /** Corrections of attendance, each with the person's name, oldest first. */
  corrections: (AttendanceCorrection & { name: string })[]
}

/**
 * Everything that was changed after the minutes were locked, oldest first: what was amended, and corrections of
 * attendance made since.
 */
export function amendmentsOf(
  minutes: Minutes | null,
  corrections: Sources['corrections'],
): Amendment[] {
  if (minutes?.approvedAt === undefined) return []
  const { approvedAt, amendments } = minutes
  const late = corrections.filter(({ at }) => at > approvedAt).map(asAmendment)
  return [...amendments, ...late].sort((a, b) => (a.at < b.at ? -1 : 1))
}

function asAmendment(correction: Sources['corrections'][number]): Amendment {
  const { correctionId, at, by, name, from, to, reason } = correction
  return {
    amendmentId: correctionId,
    at,
    by,
    reason,
    field: 'attendance',
    speaker: '',
    before: `${name}：${ATTENDANCE_WORDS[from]}`,
    after: `${name}：${ATTENDANCE_WORDS[to]}`,
  }
}

/** What the records say now. */
export async function sourcesOf(db: Database, meeting: StoredMeeting): Promise<Sources> {
  const [room, { rows, leaves, motions }] = await Promise.all([
    db.collection<MeetingRoom>(ROOMS).get(meeting._id),
    recordsOf(db, meeting._id),
  ])
  const attendees = room?.attendees ?? []
  const corrections = rows
    .flatMap(({ name, corrections: made }) => made.map((each) => ({ ...each, name })))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
  return { facts: factsOf({ meeting, attendees, rows, leaves, motions }), room, corrections }
}
