import type { StoredMeeting } from '../../typings/meeting-room'
import { countsAs } from '../rules/meeting/kinds'
import { PROOF_HOURS } from '../rules/meeting/proof'
import type { Database } from './db'
import { startJob } from './jobs'

/** Long enough after the last proof may arrive for the host to have looked at it. */
const AFTER_PROOFS_MS = (PROOF_HOURS + 24) * 3_600_000

/** Why hours are settled: the lecture ended, or its records stand in another way since. */
type Occasion = 'end' | { records: string }

/**
 * Has the hours of a lecture credited to who attended: at its end, when no proofs can come any more, and after each
 * change of the records since. Each occasion starts once. Nothing for a sitting without a lecture.
 */
export async function startLectureHours(
  db: Database,
  meeting: Pick<StoredMeeting, '_id' | 'kind' | 'also' | 'orgId'>,
  occasion: Occasion,
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
  const start = (name: string, runAt: number) =>
    startJob(db, { ...job, _id: `lecture:${meeting._id}:${name}`, runAt }, now)
  if (occasion !== 'end') {
    await start(`records:${occasion.records}`, now.getTime())
    return
  }
  await start('end', now.getTime())
  await start('proofs', now.getTime() + AFTER_PROOFS_MS)
}
