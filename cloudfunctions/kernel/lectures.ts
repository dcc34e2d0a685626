import type { StoredMeeting } from '../../typings/meeting-room'
import { countsAs } from '../rules/meeting/kinds'
import { PROOF_HOURS } from '../rules/meeting/proof'
import type { Database } from './db'
import { startJob } from './jobs'

/** Long enough after the last proof may arrive for the host to have looked at it. */
const AFTER_PROOFS_MS = (PROOF_HOURS + 24) * 3_600_000

/**
 * Has the hours of a lecture credited to who attended: at its end, when no proofs can come any more, and after each
 * correction. `why` names the occasion, so each starts once. Nothing for a sitting without a lecture.
 */
export async function startLectureHours(
  db: Database,
  meeting: Pick<StoredMeeting, '_id' | 'kind' | 'also' | 'orgId'>,
  why: string,
  now: Date,
): Promise<void> {
  if (!countsAs(meeting).includes('partyLecture')) return
  const job = {
    kind: 'lectureHours',
    input: { meetingId: meeting._id },
    total: 0,
    orgId: meeting.orgId,
    startedBy: 'clock',
  }
  await startJob(db, { ...job, _id: `lecture:${meeting._id}:${why}` }, now)
  if (why !== 'end') return
  const runAt = now.getTime() + AFTER_PROOFS_MS
  await startJob(db, { ...job, _id: `lecture:${meeting._id}:proofs`, runAt }, now)
}
