import * as v from 'valibot'
import type { Count, Motion, Numbers, Tally } from '../../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import type { Session } from '../../../typings/organisation'
import { action, refuse } from '../../kernel/action'
import type { Database } from '../../kernel/db'
import { MOTIONS, recordsOf } from '../../kernel/meetings'
import { id, version } from '../../kernel/schema'
import { ballotNumbersOf } from '../../rules/meeting/numbers'
import { countProblem, hindrance, outcomesOf } from '../../rules/meeting/quorum'
import { nameOf } from '../admit'
import { change, motionOf } from '../motion'
import { countNow } from '../numbers'
import { tallies, votes } from '../schemas'
import { checkNotMinuted, heldBy, meetingTarget, prefetchRoom } from '../stored'
import { runningRoom } from './record'

/** A show of hands, counted by the host: decided at once, with the numbers of this moment. */
export const countHands = action('meeting.countHands', {
  input: v.strictObject({ meetingId: id, motionId: id, tallies }),
  target: meetingTarget,
  prefetch: prefetchMotionAndRoom,
  subjects: heldBy,
  async run({ session, db, now }, input, { target: meeting, prefetched }) {
    const room = runningRoom(prefetched.room)
    const motion = motionOf(meeting, prefetched.motion)
    if (motion.method !== 'showOfHands')
      return refuse('ruleBroken', { reason: '这项表决是无记名投票，由监票人、计票人计票' })
    const cast = Math.max(0, ...input.tallies.map(sumOf))
    const count: Count = {
      tallies: input.tallies,
      issued: cast,
      returned: cast,
      invalid: 0,
      written: [],
      enteredBy: nameOf(session),
      enteredAt: now.toISOString(),
    }
    if (motion.state === 'decided')
      return isSame(motion.count, count) ? { motion } : refuse('alreadyDecided')
    if (motion.state !== 'open') return refuse('changedMeanwhile')
    await checkNotMinuted(db, meeting)
    const numbers = await countNow(db, room)
    checkCount(meeting, motion, numbers, count)
    const outcomes = outcomesOf(motion, numbers, count)
    const decided = { state: 'decided' as const, count, numbers, outcomes }
    return { motion: await change(db, motion, decided, ['open']) }
  },
})

/** A teller enters what was counted on paper. It waits for the other. */
export const countBallots = action('meeting.countBallots', {
  input: v.strictObject({
    meetingId: id,
    motionId: id,
    issued: votes,
    returned: votes,
    invalid: votes,
    tallies,
    written: tallies,
  }),
  target: meetingTarget,
  prefetch: prefetchMotionAndRoom,
  async run({ session, db, now }, input, { target: meeting, prefetched }) {
    const room = runningRoom(prefetched.room)
    const motion = ballotOf(meeting, prefetched.motion, session.memberId)
    const { issued, returned, invalid, written } = input
    const count: Count = {
      tallies: input.tallies,
      issued,
      returned,
      invalid,
      written,
      enteredBy: nameOf(session),
      enteredAt: now.toISOString(),
    }
    const before = motion.count
    const isMine = before?.enteredBy.memberId === session.memberId
    if (motion.state === 'decided')
      return isSame(before, count) && (isMine || motion.confirmedBy?.memberId === session.memberId)
        ? { motion }
        : refuse('alreadyDecided')
    await checkNotMinuted(db, meeting)
    // What the other teller stands by, whether it was entered first or since.
    const others = isMine ? motion.otherCount : before
    if (others !== undefined && isSame(others, count))
      return { motion: await decide(db, motion, others, session) }
    if (isMine && isSame(before, count)) return { motion }
    // The numbers of the first count stay, so that late comers change nothing between two tellers.
    const { rows, leaves } = await recordsOf(db, room._id)
    const numbers = motion.numbers ?? ballotNumbersOf(room.attendees, rows, leaves)
    checkCount(meeting, motion, numbers, count)
    // Who corrects their own count leaves the other's beside it.
    const otherCount = isMine ? motion.otherCount : before
    const changes = {
      state: 'counted' as const,
      count,
      numbers,
      ...(otherCount === undefined ? {} : { otherCount }),
    }
    return { motion: await change(db, motion, changes, ['open', 'counted']) }
  },
})

/** The other teller agrees: decided. */
export const confirmBallots = action('meeting.confirmBallots', {
  input: v.strictObject({ meetingId: id, motionId: id, seenVersion: version }),
  target: meetingTarget,
  prefetch: prefetchMotionAndRoom,
  async run({ session, db }, input, { target: meeting, prefetched }) {
    runningRoom(prefetched.room)
    const motion = ballotOf(meeting, prefetched.motion, session.memberId)
    const { count } = motion
    if (motion.state === 'decided')
      return motion.confirmedBy?.memberId === session.memberId
        ? { motion }
        : refuse('alreadyDecided')
    await checkNotMinuted(db, meeting)
    if (count === undefined || motion.version !== input.seenVersion)
      return refuse('changedMeanwhile')
    if (count.enteredBy.memberId === session.memberId)
      return refuse('ruleBroken', { reason: '票数应当由另一位确认' })
    return { motion: await decide(db, motion, count, session) }
  },
})

/** The two tellers agree: on the count of the one, which the other confirms or entered as well. */
async function decide(
  db: Database,
  motion: Motion,
  count: Count,
  session: Session,
): Promise<Motion> {
  const { numbers } = motion
  if (numbers === undefined) return refuse('changedMeanwhile')
  const outcomes = outcomesOf(motion, numbers, count)
  const agreed = { state: 'decided' as const, count, confirmedBy: nameOf(session), outcomes }
  const { otherCount: _gone, ...decided } = await change(db, motion, agreed, ['counted'], {
    otherCount: db.is.remove(),
  })
  return decided
}

function prefetchMotionAndRoom(
  db: Database,
  { meetingId, motionId }: { meetingId: string; motionId: string },
): Promise<{ motion: Motion | null; room: MeetingRoom | null }> {
  return Promise.all([
    db.collection<Motion>(MOTIONS).get(motionId),
    prefetchRoom(db, { meetingId }),
  ]).then(([motion, room]) => ({ motion, room }))
}

function ballotOf(meeting: StoredMeeting, found: Motion | null, memberId: string): Motion {
  const motion = found?.meetingId === meeting._id ? found : null
  if (motion === null) return refuse('notTeller')
  if (!motion.tellers.some((teller) => teller.memberId === memberId)) return refuse('notTeller')
  return motion
}

function checkCount(meeting: StoredMeeting, motion: Motion, numbers: Numbers, count: Count): void {
  const reason = hindrance(meeting, motion.type, numbers) ?? countProblem(motion, numbers, count)
  if (reason !== null) refuse('ruleBroken', { reason })
}

function sumOf({ yes, no, abstain }: Tally): number {
  return yes + no + abstain
}

function isSame(before: Count | undefined, after: Count): boolean {
  const facts = ({ tallies: cast, issued, returned, invalid, written }: Count) =>
    JSON.stringify([
      cast.map((t) => [t.yes, t.no, t.abstain]),
      issued,
      returned,
      invalid,
      written.map((t) => [t.yes, t.no, t.abstain]),
    ])
  return before !== undefined && facts(before) === facts(after)
}
