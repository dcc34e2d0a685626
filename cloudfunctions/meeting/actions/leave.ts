import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import type { Leave } from '../../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import type { Session } from '../../../typings/organisation'
import { action, refuse } from '../../kernel/action'
import { ASKS, recordAnswer } from '../../kernel/asks'
import { checkTexts } from '../../kernel/content'
import type { Database } from '../../kernel/db'
import { attendanceId, LEAVES } from '../../kernel/meetings'
import { id, optionalText } from '../../kernel/schema'
import { isAsked } from '../../rules/audience'
import { nameOf } from '../admit'
import { askIdOf } from '../meeting-ask'
import { recountEnded } from '../numbers'
import { leaveRowOf } from '../shown'
import { checkNotMinuted, heldBy, meetingTarget, prefetchRoom } from '../stored'

const MOST_ROUNDS = 10

/** Asks for leave. It never lowers what is expected; who is away is told from who is missing, that is all. */
export const askLeave = action('meeting.askLeave', {
  input: v.strictObject({
    meetingId: id,
    reason: v.picklist(['duty', 'illness', 'travel', 'family', 'other']),
    text: optionalText(100),
  }),
  target: meetingTarget,
  prefetch: prefetchRoom,
  async run({ session, db, wechat, openid, now }, input, { target: meeting, prefetched: room }) {
    if (input.reason === 'other' && input.text === '') return refuse('badInput', { field: 'text' })
    checkOpen(meeting)
    const place = placeOf(session, meeting, room)
    await checkTexts(wechat, openid, meeting.title, [input.text])
    const at = now.toISOString()
    const fresh: Leave = {
      _id: attendanceId(meeting._id, session.memberId),
      meetingId: meeting._id,
      memberId: session.memberId,
      name: session.name,
      orgId: place.orgId,
      path: place.path,
      reason: input.reason,
      text: input.text,
      state: 'asked',
      askedAt: at,
      history: [],
      changedAt: at,
    }
    const leave = await asked(db, fresh)
    await answerAsk(db, meeting, session, place, now)
    return { state: leave.state, askedAt: leave.askedAt }
  },
})

/** The first asking, or a new round after it was declined or taken back. What is open or agreed stays. */
async function asked(db: Database, fresh: Leave): Promise<Leave> {
  const leaves = db.collection<Leave>(LEAVES)
  const stored = await leaves.insert(fresh)
  if (stored.state === 'inserted') return fresh
  const before = stored.existing
  if (before.state === 'asked' || before.state === 'agreed') return before
  if (before.history.length >= MOST_ROUNDS) return refuse('tooMany', { limit: MOST_ROUNDS })
  const { reason, text, state, askedAt, changedAt } = fresh
  const changes = { reason, text, state, askedAt, changedAt }
  const saved = await leaves.updateWhere(
    { _id: before._id, state: before.state, changedAt: before.changedAt },
    changes,
  )
  return saved === 1 ? { ...before, ...changes } : ((await leaves.get(before._id)) ?? before)
}

/** Takes one's own leave back. */
export const withdrawLeave = action('meeting.withdrawLeave', {
  input: v.strictObject({ meetingId: id }),
  target: meetingTarget,
  prefetch: prefetchRoom,
  async run({ session, db, now }, _, { target: meeting, prefetched: room }) {
    checkOpen(meeting)
    const leave = await db
      .collection<Leave>(LEAVES)
      .get(attendanceId(meeting._id, session.memberId))
    if (leave === null) return refuse('notFound')
    if (leave.state === 'declined' || leave.state === 'withdrawn') return { state: leave.state }
    const state = 'withdrawn' as const
    await settle(db, leave, { state, by: nameOf(session), note: '' }, now)
    if (room !== null) await recountEnded(db, meeting, room, now)
    return { state }
  },
})

/** By an officer, never for oneself; answering again changes the answer and keeps the one before. */
export const answerLeave = action('meeting.answerLeave', {
  input: v.strictObject({
    meetingId: id,
    memberId: id,
    agree: v.boolean(),
    note: optionalText(100),
  }),
  target: meetingTarget,
  prefetch: prefetchRoom,
  subjects: heldBy,
  async run({ session, db, wechat, openid, now }, input, { target: meeting, prefetched: room }) {
    if (meeting.state === 'cancelled') return refuse('meetingCancelled')
    if (input.memberId === session.memberId) return refuse('ownLeave')
    const leave = await db.collection<Leave>(LEAVES).get(attendanceId(meeting._id, input.memberId))
    if (leave === null) return refuse('notFound')
    const state = input.agree ? 'agreed' : 'declined'
    if (leave.state !== state) {
      await checkNotMinuted(db, meeting)
      await checkTexts(wechat, openid, meeting.title, [input.note])
    }
    const after =
      leave.state === state
        ? leave
        : await settle(db, leave, { state, by: nameOf(session), note: input.note }, now)
    if (room !== null) await recountEnded(db, meeting, room, now)
    return { leave: leaveRowOf(after) }
  },
})

async function settle(
  db: Database,
  leave: Leave,
  { state, by, note }: { state: Leave['state']; by: Leave['history'][number]['by']; note: string },
  now: Date,
): Promise<Leave> {
  if (leave.state === 'withdrawn') return refuse('changedMeanwhile')
  if (leave.history.length >= 2 * MOST_ROUNDS) return refuse('tooMany', { limit: MOST_ROUNDS })
  const at = now.toISOString()
  const history = [...leave.history, { at, by, state, text: note }]
  const answer = state === 'withdrawn' ? {} : { answeredBy: by, answeredAt: at }
  const saved = await db.collection<Leave>(LEAVES).updateWhere(
    { _id: leave._id, state: leave.state, changedAt: leave.changedAt },
    {
      state,
      changedAt: at,
      history: db.is.set(history),
      ...(state === 'withdrawn' ? {} : { answeredBy: db.is.set(by), answeredAt: at }),
    },
  )
  if (saved === 0) return refuse('changedMeanwhile')
  return { ...leave, ...answer, state, changedAt: at, history }
}

function checkOpen({ state }: StoredMeeting): void {
  if (state === 'cancelled') refuse('meetingCancelled')
  if (state === 'ended') refuse('meetingEnded')
}

/** Where the caller belongs in this meeting: by the frozen list, else by who is asked. */
function placeOf(
  session: Session,
  meeting: StoredMeeting,
  room: MeetingRoom | null,
): { orgId: string; path: string[] } {
  const isFrozen = room !== null && room.state !== 'prepared'
  const listed = room?.attendees.find(({ memberId }) => memberId === session.memberId)
  if (listed !== undefined) return listed
  const guest = session.attachments.find(({ path }) => path.includes(meeting.orgId))
  if (!isFrozen && isAsked(session.audienceKeys, meeting.audienceKeys))
    return session.affiliation.path.includes(meeting.orgId)
      ? session.affiliation
      : (guest ?? session.affiliation)
  return refuse('notExpected')
}

/** Asking for leave answers what the meeting asks, so it leaves the person's Today. */
async function answerAsk(
  db: Database,
  meeting: StoredMeeting,
  session: Session,
  place: { orgId: string; path: string[] },
  now: Date,
): Promise<void> {
  const ask = await db.collection<Ask>(ASKS).get(askIdOf(meeting))
  if (ask === null) return
  await recordAnswer(db, ask, { memberId: session.memberId, place }, {}, { before: null, now })
}
