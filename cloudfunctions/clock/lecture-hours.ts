import type { Attendance } from '../../typings/meeting'
import type { StoredMeeting } from '../../typings/meeting-room'
import { CREDITS, creditHours, type StoredCredit, yearOf } from '../kernel/credits'
import type { Database } from '../kernel/db'
import { derivedId } from '../kernel/ids'
import { type JobHandler, STEP_ITEMS } from '../kernel/jobs'
import { ATTENDANCE, MEETINGS } from '../kernel/meetings'
import { lectureHours } from '../rules/study/lecture'

/** Credits a lecture's hours to who is present, and takes back from who was corrected away. Safe to repeat. */
export const lectureHoursJob: JobHandler = async ({ input, cursor }, { db }) => {
  const over = { cursor, done: 0, failed: 0, finished: true }
  const meeting = await db.collection<StoredMeeting>(MEETINGS).get(String(input.meetingId))
  if (meeting?.state !== 'ended' || !meeting.openedAt || !meeting.endedAt) return over
  const after = typeof cursor === 'string' ? cursor : ''
  const rows = await db
    .collection<Attendance>(ATTENDANCE)
    .find(
      { meetingId: meeting._id, _id: db.is.gt(after) },
      { orderBy: [['_id', 'asc']], limit: STEP_ITEMS },
    )
  if (rows.length === 0) return over
  const hours = lectureHours(meeting.openedAt, meeting.endedAt)
  const credited = await creditedFor(db, meeting._id, rows)
  await Promise.all(rows.map((row) => settle(db, meeting, row, hours, credited.get(row.memberId))))
  return {
    cursor: rows.at(-1)?._id ?? after,
    done: rows.length,
    failed: 0,
    finished: rows.length < STEP_ITEMS,
  }
}

/** What each of these people has from this lecture by now; nobody who never had any. */
async function creditedFor(
  db: Database,
  meetingId: string,
  rows: readonly Attendance[],
): Promise<Map<string, number>> {
  const memberIds = rows.map(({ memberId }) => memberId)
  const entries = await db.collection<StoredCredit>(CREDITS).find(
    {
      memberId: db.is.in(memberIds),
      recordId: meetingId,
      source: db.is.in(['lecture', 'correction']),
    },
    { limit: 1000 },
  )
  const sums = new Map<string, number>()
  for (const { memberId, hours } of entries) sums.set(memberId, (sums.get(memberId) ?? 0) + hours)
  return sums
}

async function settle(
  db: Database,
  meeting: StoredMeeting,
  row: Attendance,
  hours: number,
  has: number | undefined,
): Promise<void> {
  const due = row.state === 'present' ? hours : 0
  const credit = {
    recordId: meeting._id,
    title: `${meeting.title}（${meeting.orgName}）`.slice(0, 60),
    memberId: row.memberId,
    place: { orgId: row.orgId, path: row.path },
    at: meeting.endedAt ?? row.at,
  }
  const told = toldOf(row)
  if (has === undefined) {
    const earned = { ...credit, source: 'lecture' as const, hours: due }
    if (due > 0) await creditHours(db, told === null ? earned : { ...earned, told })
    return
  }
  if (due === has) return
  const { place, ...fields } = credit
  await db.collection<StoredCredit>(CREDITS).insert({
    ...fields,
    ...place,
    // One for each state the corrections led to.
    _id: derivedId(
      'credit',
      'attendance',
      meeting._id,
      row.memberId,
      String(row.corrections.length),
    ),
    year: yearOf(new Date(meeting.endedAt ?? row.at)),
    source: 'correction',
    hours: due - has,
    ...(told ?? { reason: '到会记录更正' }),
  })
}

/** On whose word it is, where the person did not check in: of the last correction, else of the entry by hand. */
function toldOf({ how, recordedBy, reason, corrections }: Attendance) {
  const last = corrections.at(-1)
  if (last !== undefined) return { reason: last.reason, byName: last.by.name }
  if (how !== 'byHand' || recordedBy === undefined || reason === undefined) return null
  return { reason, byName: recordedBy.name }
}
