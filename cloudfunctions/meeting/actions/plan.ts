import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import type { Attendance, MeetingCard, MeetingPlan } from '../../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import type { Organisation } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { ASKS } from '../../kernel/asks'
import { audit } from '../../kernel/audit'
import { checkTexts } from '../../kernel/content'
import { contentHash } from '../../kernel/ids'
import { ATTENDANCE, MEETINGS, ROOMS } from '../../kernel/meetings'
import { id, text, version } from '../../kernel/schema'
import { audienceKeysForMeeting } from '../../rules/meeting/attendees'
import { KINDS } from '../../rules/meeting/kinds'
import { cardOf } from '../card'
import { announce, asksFor } from '../meeting-ask'
import { checkPlan } from '../plan-check'
import { listFor } from '../roster'
import { plan as planSchema } from '../schemas'
import { heldBy, meetingTarget, prefetchRoom } from '../stored'

/** What a plan says to everybody, in one piece for the text check. */
function wordsOf({ title, place, link, agenda, materials }: MeetingPlan): string[] {
  const names = materials.map(({ name }) => name)
  return [[title, place, link, ...agenda, ...names].filter((line) => line !== '').join('\n')]
}

/**
 * Plans a meeting and, at the same tap, asks everybody who is expected. The id is the phone's, so a second tap or a
 * retry after a crash writes the same documents again; another plan under the same id is refused.
 */
export const plan = action('meeting.plan', {
  input: v.strictObject({ meetingId: id, orgId: id, plan: planSchema, announce: v.boolean() }),
  target: documentIn<Organisation>('organisations')(({ orgId }) => orgId),
  subjects: (_, { target }) => [{ orgId: target._id, path: target.path }],
  async run({ session, db, wechat, openid, now, refuse }, input, { target: organisation }) {
    const { meetingId, plan: written } = input
    const { chair, recorder } = await checkPlan(db, written, organisation, now)
    const [list] = await Promise.all([
      listFor(db, written, organisation, now),
      checkTexts(wechat, openid, written.title, wordsOf(written)),
    ])
    const document: StoredMeeting = {
      ...written,
      _id: meetingId,
      orgId: organisation._id,
      orgName: organisation.name,
      path: organisation.path,
      level: organisation.level,
      timeZone: organisation.timeZone,
      chair,
      recorder,
      audienceKeys: audienceKeysForMeeting(written, organisation, list),
      announced: input.announce,
      askVersion: 1,
      state: 'planned',
      minutesState: 'none',
      createdBy: { memberId: session.memberId, name: session.name },
      createdAt: now.toISOString(),
      version: 1,
      inputHash: contentHash({ by: session.memberId, input }),
    }
    const stored = await db.collection<StoredMeeting>(MEETINGS).insert(document)
    const meeting = stored.state === 'inserted' ? document : stored.existing
    if (meeting.inputHash !== document.inputHash) return refuse('idReused')
    await Promise.all([
      meeting.announced && meeting.state !== 'cancelled' ? announce(db, meeting, now) : undefined,
      audit(db, {
        actor: session,
        action: 'meeting.plan',
        about: meeting,
        subjectId: meetingId,
        summary: `安排${KINDS[written.kind].name}《${written.title}》`,
        now,
        once: [meetingId],
      }),
    ])
    return { meetingId, version: meeting.version, card: cardIf(meeting, now) }
  },
})

/** Changes a plan before the meeting opens. Who was told and reads another time or place is asked again. */
export const edit = action('meeting.edit', {
  input: v.strictObject({
    meetingId: id,
    seenVersion: version,
    plan: planSchema,
    announce: v.boolean(),
  }),
  target: meetingTarget,
  prefetch: prefetchRoom,
  subjects: heldBy,
  async run(context, input, { target: meeting, prefetched: room }) {
    const { session, db, wechat, openid, now, refuse } = context
    const { plan: written, seenVersion } = input
    const editHash = contentHash({ by: session.memberId, input })
    if (meeting.version === seenVersion + 1 && meeting.editHash === editHash) return finish(meeting)
    if (meeting.state === 'cancelled') return refuse('meetingCancelled')
    // The list is frozen with the room, a moment before the meeting says that it is open.
    const isFrozen = room !== null && room.state !== 'prepared'
    if (meeting.state !== 'planned' || isFrozen) return refuse('alreadyOpen')
    if (meeting.version !== seenVersion) return refuse('changedMeanwhile')
    const organisation = await db.collection<Organisation>('organisations').get(meeting.orgId)
    if (organisation === null) return refuse('notFound')
    const { chair, recorder } = await checkPlan(db, written, organisation, now)
    const [list] = await Promise.all([
      listFor(db, written, organisation, now),
      checkTexts(wechat, openid, written.title, wordsOf(written)),
    ])
    const moved = written.startsAt !== meeting.startsAt || written.place !== meeting.place
    const changed: StoredMeeting = {
      ...meeting,
      ...written,
      chair,
      recorder,
      audienceKeys: audienceKeysForMeeting(written, organisation, list),
      announced: meeting.announced || input.announce,
      askVersion: meeting.askVersion + (meeting.announced && moved ? 1 : 0),
      version: seenVersion + 1,
      editHash,
    }
    const { _id, ...fields } = changed
    const saved = await db
      .collection<StoredMeeting>(MEETINGS)
      .updateWhere({ _id, version: seenVersion, state: 'planned' }, whole(fields))
    if (saved === 0) return refuse('changedMeanwhile')
    return finish(changed)

    /** Arrays and objects are whole values, never merged. */
    function whole(values: Record<string, unknown>): Record<string, unknown> {
      return Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === 'object' ? db.is.set(value) : value,
        ]),
      )
    }

    async function finish(current: StoredMeeting) {
      await Promise.all([
        current.announced ? announce(db, current, now) : undefined,
        audit(db, {
          actor: session,
          action: 'meeting.edit',
          about: current,
          subjectId: current._id,
          summary: `修改会议《${current.title}》的安排`,
          now,
          once: [current._id, String(current.version)],
        }),
      ])
      return { version: current.version, card: cardIf(current, now) }
    }
  },
})

/** Calls a meeting off, also while it is open. What is in outboxes about it is refused when it arrives. */
export const cancel = action('meeting.cancel', {
  input: v.strictObject({ meetingId: id, reason: text(100) }),
  target: meetingTarget,
  subjects: heldBy,
  async run(context, { meetingId, reason }, { target: meeting }) {
    const { session, db, wechat, openid, now, refuse } = context
    if (meeting.state === 'ended') return refuse('meetingEnded')
    await checkTexts(wechat, openid, meeting.title, [reason])
    const at = now.toISOString()
    const saved = await db
      .collection<StoredMeeting>(MEETINGS)
      .updateWhere(
        { _id: meetingId, state: db.is.in(['planned', 'open']) },
        { state: 'cancelled', cancelledReason: reason },
      )
    if (saved === 0 && meeting.state !== 'cancelled') return refuse('meetingEnded')
    await Promise.all([
      db
        .collection<MeetingRoom>(ROOMS)
        .updateWhere({ _id: meetingId }, { state: 'cancelled', endedAt: at }),
      db.collection<Ask>(ASKS).updateWhere(asksFor(meeting), { state: 'withdrawn', changedAt: at }),
      db.collection<Attendance>(ATTENDANCE).updateWhere({ meetingId }, { cancelled: true }),
      audit(db, {
        actor: session,
        action: 'meeting.cancel',
        about: meeting,
        subjectId: meetingId,
        summary: `取消会议《${meeting.title}》：${reason}`,
        now,
        once: [meetingId],
      }),
    ])
    return { at }
  },
})

function cardIf(meeting: StoredMeeting, now: Date): MeetingCard | null {
  return meeting.announced ? cardOf(meeting, now) : null
}
