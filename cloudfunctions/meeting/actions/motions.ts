import * as v from 'valibot'
import type {
  Count,
  Motion,
  Numbers,
  Outcome,
  PersonName,
  Tally,
  Teller,
} from '../../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import type { Organisation } from '../../../typings/organisation'
import { action, refuse } from '../../kernel/action'
import { checkTexts } from '../../kernel/content'
import type { Database } from '../../kernel/db'
import { contentHash } from '../../kernel/ids'
import { MOTIONS, recordsOf } from '../../kernel/meetings'
import { id, optionalText, text, version } from '../../kernel/schema'
import { ballotNumbersOf } from '../../rules/meeting/numbers'
import { countProblem, hindrance, outcomesOf } from '../../rules/meeting/quorum'
import { nameOf } from '../admit'
import { countNow } from '../numbers'
import { tallies, votes } from '../schemas'
import { heldBy, meetingTarget, prefetchRoom } from '../stored'
import { runningRoom } from './record'

const MOST_CANDIDATES = 30

const named = v.strictObject({ meetingId: id, motionId: id })

/** Puts something to the vote. */
export const putMotion = action('meeting.putMotion', {
  input: v.strictObject({
    meetingId: id,
    motionId: id,
    type: v.picklist(['resolution', 'admission', 'election']),
    title: text(60),
    text: optionalText(1000),
    candidates: v.pipe(v.array(text(30)), v.maxLength(MOST_CANDIDATES)),
    seats: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_CANDIDATES)),
    method: v.picklist(['showOfHands', 'secretBallot']),
    scrutineerId: v.nullable(id),
    counterId: v.nullable(id),
  }),
  target: meetingTarget,
  prefetch: prefetchRoom,
  subjects: heldBy,
  async run({ db, wechat, openid, now }, input, { target: meeting, prefetched }) {
    const room = runningRoom(prefetched)
    await checkMotion(db, meeting, input)
    const tellers = input.method === 'secretBallot' ? await tellersOf(db, room, input) : []
    await checkTexts(wechat, openid, input.title, [
      [input.title, input.text, ...input.candidates].filter((each) => each !== '').join('\n'),
    ])
    const { type, title, candidates, seats, method } = input
    const motion: Motion = {
      _id: input.motionId,
      meetingId: meeting._id,
      orgId: meeting.orgId,
      path: meeting.path,
      type,
      title,
      text: input.text,
      candidates,
      seats,
      method,
      tellers,
      state: 'open',
      outcomes: [],
      createdAt: now.toISOString(),
      version: 1,
    }
    const stored = await db.collection<Motion>(MOTIONS).insert(motion)
    if (stored.state === 'inserted') return { motion }
    const { existing } = stored
    return isSameMotion(existing, motion) ? { motion: existing } : refuse('idReused')
  },
})

/** Whether a motion under the same id asks the same: who repeats a tap gets what it made, whatever became of it. */
function isSameMotion(before: Motion, after: Motion): boolean {
  const asked = ({ meetingId, type, title, text, candidates, seats, method, tellers }: Motion) =>
    contentHash({ meetingId, type, title, text, candidates, seats, method, tellers })
  return asked(before) === asked(after)
}

async function checkMotion(
  db: Database,
  meeting: StoredMeeting,
  {
    type,
    method,
    candidates,
    seats,
    scrutineerId,
    counterId,
  }: {
    type: Motion['type']
    method: Motion['method']
    candidates: readonly string[]
    seats: number
    scrutineerId: string | null
    counterId: string | null
  },
): Promise<void> {
  const broken = (reason: string) => refuse('ruleBroken', { reason })
  if (type === 'resolution') {
    if (candidates.length > 0 || seats > 0) refuse('badInput', { field: 'candidates' })
  } else {
    if (method !== 'secretBallot') broken('接收、转正和选举应当无记名投票')
    if (candidates.length === 0) refuse('badInput', { field: 'candidates' })
    if (new Set(candidates).size < candidates.length) refuse('badInput', { field: 'candidates' })
    if (type === 'election' ? seats === 0 || seats > candidates.length : seats > 0)
      refuse('badInput', { field: 'seats' })
    const organisation = await db.collection<Organisation>('organisations').get(meeting.orgId)
    if (organisation?.kind === 'temporary') broken('临时党支部一般不发展党员、不选举')
  }
  const isBallot = method === 'secretBallot'
  if (isBallot !== (scrutineerId !== null) || isBallot !== (counterId !== null))
    refuse('badInput', { field: 'scrutineerId' })
}

/** Two different people who are there, neither of them voted on. */
async function tellersOf(
  db: Database,
  room: MeetingRoom,
  input: { scrutineerId: string | null; counterId: string | null; candidates: readonly string[] },
): Promise<Teller[]> {
  const { rows } = await recordsOf(db, room._id)
  const here = new Map(
    rows.filter(({ state }) => state === 'present').map((row) => [row.memberId, row.name]),
  )
  const teller = (memberId: string | null, role: Teller['role']): Teller => {
    const name = memberId === null ? undefined : here.get(memberId)
    if (memberId === null || name === undefined)
      return refuse('ruleBroken', { reason: '监票人、计票人应当在场' })
    if (input.candidates.includes(name))
      return refuse('ruleBroken', { reason: '候选人不能担任监票人、计票人' })
    return { memberId, name, role }
  }
  const tellers = [teller(input.scrutineerId, 'scrutineer'), teller(input.counterId, 'counter')]
  if (input.scrutineerId === input.counterId)
    return refuse('ruleBroken', { reason: '监票人、计票人应当是两个人' })
  return tellers
}

/** Takes back what is not decided; it stays in the record. */
export const dropMotion = action('meeting.dropMotion', {
  input: named,
  target: meetingTarget,
  prefetch: (db, { motionId }) => db.collection<Motion>(MOTIONS).get(motionId),
  subjects: heldBy,
  async run({ db }, _, { target: meeting, prefetched }) {
    const motion = motionOf(meeting, prefetched)
    if (motion.state === 'dropped') return { motion }
    if (motion.state === 'decided') return refuse('alreadyDecided')
    return { motion: await change(db, motion, { state: 'dropped' }, ['open', 'counted']) }
  },
})

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
    if (isSame(before, count)) return { motion: isMine ? motion : await agree(motion) }
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

    /** Two tellers who entered the same numbers have both confirmed them. */
    function agree(counted: Motion): Promise<Motion> {
      if (counted.count === undefined || counted.numbers === undefined)
        return refuse('changedMeanwhile')
      const outcomes = outcomesOf(counted, counted.numbers, counted.count)
      return decide(db, counted, nameOf(session), outcomes)
    }
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
    const { count, numbers } = motion
    if (motion.state === 'decided')
      return motion.confirmedBy?.memberId === session.memberId
        ? { motion }
        : refuse('alreadyDecided')
    if (count === undefined || numbers === undefined || motion.version !== input.seenVersion)
      return refuse('changedMeanwhile')
    if (count.enteredBy.memberId === session.memberId)
      return refuse('ruleBroken', { reason: '票数应当由另一位确认' })
    return {
      motion: await decide(db, motion, nameOf(session), outcomesOf(motion, numbers, count)),
    }
  },
})

/** The two tellers agree. */
function decide(
  db: Database,
  motion: Motion,
  confirmedBy: PersonName,
  outcomes: Outcome[],
): Promise<Motion> {
  return change(db, motion, { state: 'decided', confirmedBy, outcomes }, ['counted'])
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

function motionOf(meeting: StoredMeeting, motion: Motion | null): Motion {
  return motion?.meetingId === meeting._id ? motion : refuse('notFound')
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

/** Compare and set on the version; objects are whole values. */
async function change(
  db: Database,
  motion: Motion,
  changes: Partial<Motion>,
  from: readonly Motion['state'][],
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
      { ...fields, version },
    )
  return saved === 1 ? { ...motion, ...changes, version } : refuse('changedMeanwhile')
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
