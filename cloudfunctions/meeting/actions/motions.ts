import * as v from 'valibot'
import type { Motion, Teller } from '../../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import type { Organisation } from '../../../typings/organisation'
import { action, refuse } from '../../kernel/action'
import { checkTexts } from '../../kernel/content'
import type { Database } from '../../kernel/db'
import { contentHash } from '../../kernel/ids'
import { MOTIONS, recordsOf } from '../../kernel/meetings'
import { id, line, optionalText } from '../../kernel/schema'
import { notItsMatter } from '../../rules/meeting/quorum'
import { change, motionOf } from '../motion'
import { heldBy, isMinuted, meetingTarget, prefetchRoom } from '../stored'
import { runningRoom } from './record'

const MOST_CANDIDATES = 30
/** Of a meeting, dropped ones too: half of what its minutes are drafted from, so that no vote is ever left out of them. */
const MOST_MOTIONS = 50

const named = v.strictObject({ meetingId: id, motionId: id })

/** Puts something to the vote. */
export const putMotion = action('meeting.putMotion', {
  input: v.strictObject({
    meetingId: id,
    motionId: id,
    type: v.picklist(['resolution', 'admission', 'election']),
    title: line(60),
    text: optionalText(1000),
    candidates: v.pipe(v.array(line(30)), v.maxLength(MOST_CANDIDATES)),
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
    if (isMinuted(meeting)) return refuse('locked')
    await checkMotion(db, meeting, input)
    const motions = db.collection<Motion>(MOTIONS)
    const [count, before] = await Promise.all([
      motions.count({ meetingId: meeting._id }),
      motions.get(input.motionId),
    ])
    if (before === null && count >= MOST_MOTIONS) return refuse('tooMany', { limit: MOST_MOTIONS })
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
    const stored = await motions.insert(motion)
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
  const elsewhere = notItsMatter(meeting, type)
  if (elsewhere !== null) broken(elsewhere)
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

/** Two different people who are there in person, as the ballots are, neither of them voted on. */
async function tellersOf(
  db: Database,
  room: MeetingRoom,
  input: { scrutineerId: string | null; counterId: string | null; candidates: readonly string[] },
): Promise<Teller[]> {
  const { rows } = await recordsOf(db, room._id)
  const here = new Map(
    rows
      .filter(({ state, remote }) => state === 'present' && !remote)
      .map((row) => [row.memberId, row.name]),
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
    if (isMinuted(meeting)) return refuse('locked')
    return { motion: await change(db, motion, { state: 'dropped' }, ['open', 'counted']) }
  },
})
