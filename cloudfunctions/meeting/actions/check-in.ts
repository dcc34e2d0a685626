import * as v from 'valibot'
import type { AttendanceHow, PlaceHint, Receipt } from '../../../typings/meeting'
import type { MeetingRoom } from '../../../typings/meeting-room'
import type { Session } from '../../../typings/organisation'
import { action, refuse } from '../../kernel/action'
import type { Database } from '../../kernel/db'
import { id, instant } from '../../kernel/schema'
import { countTry } from '../../kernel/tries'
import { judgeCode, judgeTyped, readCode, type ScannedCode } from '../../rules/meeting/code'
import { judgeProof } from '../../rules/meeting/proof'
import { admit, personOf, stateFor } from '../admit'
import { placeHint } from '../schemas'
import { closedBecause, receiptOf } from '../shown'
import { prefetchRoom, roomOf } from '../stored'

const scanned = v.pipe(v.string(), v.maxLength(300))
/** Six digits within three windows: five guesses hit once in 66,000 [P]. */
const GUESSES = { most: 5, windowMs: 10 * 60_000 }

/** The code names its meeting, so the room is read beside the session: three operations in two rounds. */
export const checkIn = action('meeting.checkIn', {
  input: v.strictObject({
    meetingId: v.nullable(id),
    code: scanned,
    remote: v.boolean(),
    placeHint,
  }),
  prefetch: async (db: Database, input) => {
    const code = readCode(input.code)
    return code === null ? null : { code, room: await roomOf(db, code.meetingId) }
  },
  async run({ session, db, now }, input, { prefetched }) {
    if (prefetched === null) return refuse('codeUnreadable')
    const { code, room: found } = prefetched
    if (input.meetingId !== null && input.meetingId !== code.meetingId)
      return refuse('wrongMeeting')
    const room = openRoom(found, now)
    const verdict = judgeCode(room.turns, code, now.getTime())
    if (verdict !== 'good') return refuse(verdict)
    return comeIn(db, room, session, { ...input, how: 'scan' }, now)
  },
})

/** Counted before it is checked: one operation more for the first try, however many phones guess at once. */
export const checkInTyped = action('meeting.checkInTyped', {
  input: v.strictObject({
    meetingId: id,
    digits: v.pipe(v.string(), v.regex(/^\d{6}$/)),
    remote: v.boolean(),
    placeHint,
  }),
  prefetch: prefetchRoom,
  async run({ session, db, now }, input, { prefetched }) {
    const room = openRoom(prefetched, now)
    await countTry(db, `typed:${room._id}:${session.memberId}`, now, GUESSES)
    const verdict = judgeTyped(room.turns, room._id, input.digits, now.getTime())
    if (verdict !== 'good') return refuse(verdict)
    return comeIn(db, room, session, { ...input, how: 'typed' }, now)
  },
})

/** Somebody whose code was good is there at this moment, or waits for the host. */
async function comeIn(
  db: Database,
  room: MeetingRoom,
  session: Session,
  {
    how,
    remote,
    placeHint: hint,
  }: { how: AttendanceHow; remote: boolean; placeHint: PlaceHint | null },
  now: Date,
): Promise<Receipt> {
  const arrival = {
    state: stateFor(room, session.memberId),
    how,
    remote: isRemote(room, remote),
    at: now.toISOString(),
    ...hinted(hint, now),
  }
  const { attendance } = await admit(db, room, personOf(session), arrival, now)
  return receiptOf(attendance)
}

/** What a phone without network scanned. It shows that the phone had the code, nothing more: the host decides. */
export const uploadProof = action('meeting.uploadProof', {
  input: v.strictObject({
    meetingId: id,
    code: scanned,
    scannedAt: instant,
    sentAt: instant,
    remote: v.boolean(),
    placeHint,
  }),
  prefetch: prefetchRoom,
  async run({ session, db, now }, input, { prefetched: room }) {
    const code = readCode(input.code)
    if (code === null) return refuse('codeUnreadable')
    if (code.meetingId !== input.meetingId) return refuse('wrongMeeting')
    if (room === null) return refuse('codeWrong')
    if (room.state === 'cancelled') return refuse('meetingCancelled')
    // The host's phone may still be without network itself.
    if (room.openedAt === null) return refuse('meetingNotOpen')
    const judged = judge(room, code, input, now)
    const { attendance } = await admit(
      db,
      room,
      personOf(session),
      {
        state: stateFor(room, session.memberId) === 'present' ? 'unverified' : 'waiting',
        how: 'proof',
        remote: isRemote(room, input.remote),
        at: new Date(judged.at).toISOString(),
        clockAhead: judged.clockAhead,
        ...hinted(input.placeHint, now),
      },
      now,
    )
    return receiptOf(attendance)
  },
})

function judge(
  room: MeetingRoom,
  code: ScannedCode,
  { scannedAt, sentAt }: { scannedAt: string; sentAt: string },
  now: Date,
) {
  if (room.turns.length === 0) return refuse('proofTooLate')
  const span = {
    openedAt: Date.parse(room.openedAt ?? ''),
    endedAt: room.endedAt === null ? null : Date.parse(room.endedAt),
  }
  const proof = { code, scannedAt: Date.parse(scannedAt), sentAt: Date.parse(sentAt) }
  const judged = judgeProof(room.turns, span, proof, now.getTime())
  return judged.verdict === 'good' ? judged : refuse(judged.verdict)
}

function openRoom(room: MeetingRoom | null, now: Date): MeetingRoom {
  if (room === null) return refuse('meetingNotOpen')
  const why = closedBecause(room, now)
  return why === null ? room : refuse(why)
}

function isRemote({ mode }: MeetingRoom, wanted: boolean): boolean {
  if (mode === 'onSite' && wanted) return refuse('onSiteOnly')
  return mode === 'online' || wanted
}

function hinted(
  hint: PlaceHint | null,
  now: Date,
): { placeHint?: PlaceHint; placeHintAt?: string } {
  return hint === null ? {} : { placeHint: hint, placeHintAt: now.toISOString() }
}
