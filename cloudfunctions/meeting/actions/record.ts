import * as v from 'valibot'
import type { Attendance, AttendanceRow } from '../../../typings/meeting'
import type { RecordOutcome } from '../../../typings/meeting-contract'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import type { Member, Session } from '../../../typings/organisation'
import { action, refuse } from '../../kernel/action'
import { checkTexts } from '../../kernel/content'
import type { Database } from '../../kernel/db'
import { ATTENDANCE, attendanceId } from '../../kernel/meetings'
import { MEMBERS } from '../../kernel/members'
import { id, instant, optionalText } from '../../kernel/schema'
import { LONGEST_MS } from '../../rules/meeting/proof'
import { admit, nameOf, type Person } from '../admit'
import { recountEnded } from '../numbers'
import { someIds } from '../schemas'
import { rowOf } from '../shown'
import { heldBy, meetingTarget, prefetchRoom } from '../stored'

const MOST_RECORDS = 100
const AT_A_TIME = 10

const line = v.pipe(
  v.strictObject({
    memberId: id,
    how: v.picklist(['hostScan', 'byHand']),
    at: instant,
    remote: v.boolean(),
    reason: optionalText(60),
  }),
  // Marked by hand it always says why.
  v.check(({ how, reason }) => how === 'hostScan' || reason !== ''),
)

/** A host's batch, from the phone or its outbox. Each line is written once, so the batch can come again. */
export const record = action('meeting.record', {
  input: v.strictObject({
    meetingId: id,
    records: v.pipe(v.array(line), v.minLength(1), v.maxLength(MOST_RECORDS)),
  }),
  target: meetingTarget,
  prefetch: prefetchRoom,
  subjects: heldBy,
  async run(context, { records }, { target: meeting, prefetched }) {
    const { session, db, wechat, openid, now } = context
    const room = runningRoom(prefetched)
    const reasons = [...new Set(records.map(({ reason }) => reason))].join('\n')
    await checkTexts(wechat, openid, meeting.title, [reasons])
    const people = await peopleOf(db, room, records)
    const rows: AttendanceRow[] = []
    const outcomes: { memberId: string; outcome: RecordOutcome }[] = []
    for (let start = 0; start < records.length; start += AT_A_TIME) {
      const some = records.slice(start, start + AT_A_TIME)
      await Promise.all(some.map((each) => write(each)))
    }
    await recountEnded(db, meeting, room, now)
    return { outcomes, rows }

    async function write({ memberId, how, at, remote, reason }: (typeof records)[number]) {
      const person = people.get(memberId)
      if (person === undefined) {
        outcomes.push({ memberId, outcome: 'unknown' })
        return
      }
      const arrival = {
        state: 'present' as const,
        how,
        remote: remote || room.mode === 'online',
        at: within(room, at, now),
        recordedBy: nameOf(session),
        ...(reason === '' ? {} : { reason }),
      }
      const { attendance, fresh } = await admit(db, room, person, arrival, now)
      outcomes.push({ memberId, outcome: fresh ? 'recorded' : 'already' })
      rows.push(rowOf(attendance))
    }
  },
})

/** Those on the list as they were frozen; others as the roster knows them, unless they left. */
async function peopleOf(
  db: Database,
  room: MeetingRoom,
  records: readonly { memberId: string }[],
): Promise<Map<string, Person>> {
  const people = new Map<string, Person>(room.attendees.map((each) => [each.memberId, each]))
  const others = records.map(({ memberId }) => memberId).filter((each) => !people.has(each))
  const ids = [...new Set(others)]
  if (ids.length === 0) return people
  const found = await db
    .collection<Member>(MEMBERS)
    .find({ _id: db.is.in(ids), state: 'active' }, { limit: ids.length })
  for (const { _id: memberId, name, affiliation } of found)
    people.set(memberId, { memberId, name, orgId: affiliation.orgId, path: affiliation.path })
  return people
}

/** 待核实: the host looked at them. */
export const answerProofs = action('meeting.answerProofs', {
  input: v.strictObject({ meetingId: id, memberIds: someIds, accept: v.boolean() }),
  target: meetingTarget,
  prefetch: prefetchRoom,
  subjects: heldBy,
  async run(context, input, known) {
    return { rows: await answer(context, 'unverified', input, known) }
  },
})

/** 待同意: people who are not on the list and want to listen. */
export const answerObservers = action('meeting.answerObservers', {
  input: v.strictObject({ meetingId: id, memberIds: someIds, accept: v.boolean() }),
  target: meetingTarget,
  prefetch: prefetchRoom,
  subjects: heldBy,
  async run(context, input, known) {
    return { rows: await answer(context, 'waiting', input, known) }
  },
})

/** Settles what waits, each document by itself; what somebody settled before stays as it is. */
async function answer(
  { session, db, now }: { session: Session; db: Database; now: Date },
  waiting: 'unverified' | 'waiting',
  { memberIds, accept }: { memberIds: readonly string[]; accept: boolean },
  { target: meeting, prefetched: room }: { target: StoredMeeting; prefetched: MeetingRoom | null },
): Promise<AttendanceRow[]> {
  if (room === null) return []
  if (room.state === 'cancelled') return refuse('meetingCancelled')
  const collection = db.collection<Attendance>(ATTENDANCE)
  const chosen =
    memberIds.length === 0
      ? {}
      : { _id: db.is.in(memberIds.map((each) => attendanceId(room._id, each))) }
  const filter = { ...chosen, meetingId: room._id }
  const most = 2 * room.attendees.length + 500
  const open = await collection.find(
    { ...filter, state: waiting },
    { limit: Math.min(most, 1000), fields: ['memberId'] },
  )
  const ids = open.map(({ _id }) => _id)
  if (ids.length > 0)
    await collection.updateWhere(
      { _id: db.is.in(ids), state: waiting },
      {
        state: accept ? 'present' : 'declined',
        recordedBy: db.is.set(nameOf(session)),
        changedAt: now.toISOString(),
      },
    )
  await recountEnded(db, meeting, room, now)
  const wanted = memberIds.length === 0 ? { _id: db.is.in(ids) } : filter
  if (memberIds.length === 0 && ids.length === 0) return []
  const after = await collection.find(wanted, { limit: 1000 })
  return after.map(rowOf)
}

/** A room people are recorded in: open, or ended. */
export function runningRoom(room: MeetingRoom | null): MeetingRoom {
  if (room?.state === 'cancelled') return refuse('meetingCancelled')
  if (room === null || room.openedAt === null) return refuse('meetingNotOpen')
  return room
}

/** The moment the host's phone says, kept within the meeting. */
function within({ openedAt, endedAt }: MeetingRoom, said: string, now: Date): string {
  const first = Date.parse(openedAt ?? said)
  const last = Math.min(now.getTime(), endedAt === null ? first + LONGEST_MS : Date.parse(endedAt))
  return new Date(Math.max(first, Math.min(Date.parse(said), last))).toISOString()
}
