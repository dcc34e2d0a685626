import * as v from 'valibot'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import { action } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { MEETINGS, ROOMS } from '../../kernel/meetings'
import { id, instant } from '../../kernel/schema'
import { cardOf } from '../card'
import { clamp } from '../clamp'
import { announce } from '../meeting-ask'
import { earlierTurn, hostView, newRoom, newTurn, noteHost, secretsUntil, withTurn } from '../room'
import { listNow } from '../roster'
import { deviceId } from '../schemas'
import { heldBy, meetingTarget, prefetchRoom, roomOf } from '../stored'

/** A tap that arrives later than this was waiting in an outbox. */
const WAITED_MS = 2 * 60_000

/**
 * Opens a meeting: freezes the list, makes the caller's phone the host's, tells everybody who was not told. The room is
 * one insert under the meeting's id, so the list is frozen once; every later step can be repeated.
 */
export const open = action('meeting.open', {
  input: v.strictObject({ meetingId: id, deviceId, openedAt: v.nullable(instant) }),
  target: meetingTarget,
  prefetch: prefetchRoom,
  subjects: heldBy,
  async run({ session, db, now, refuse }, input, { target, prefetched }) {
    const { meeting: begun, room } = await begin(target, prefetched)
    const host = await noteHost(db, room)
    const meeting = { ...begun, ...(host === undefined ? {} : { host }) }
    const [shown] = await Promise.all([
      hostView(db, meeting, room, { session, deviceId: input.deviceId }, now),
      announce(db, meeting, now),
      audit(db, {
        actor: session,
        action: 'meeting.open',
        about: meeting,
        subjectId: meeting._id,
        summary: `开始会议《${meeting.title}》，应到${room.attendees.filter((each) => each.role === 'expected').length}人`,
        now,
        once: [meeting._id],
      }),
    ])
    return { ...shown, card: cardOf(meeting, now) }

    /** The room first, then the meeting says so; with the plan as it stands then, should it be changed just now. */
    async function begin(
      planned: StoredMeeting,
      before: MeetingRoom | null,
    ): Promise<{ meeting: StoredMeeting; room: MeetingRoom }> {
      checkNotOver(planned)
      const room = await opened(planned, before)
      checkNotOver(room)
      const openedAt = room.openedAt ?? now.toISOString()
      const opening = { state: 'open' as const, openedAt, announced: true }
      const meetings = db.collection<StoredMeeting>(MEETINGS)
      const { _id, version } = planned
      const saved = await meetings.updateWhere({ _id, state: 'planned', version }, opening)
      if (saved === 1) return { meeting: { ...planned, ...opening }, room }
      const current = await meetings.get(_id)
      if (current === null) return refuse('notFound')
      if (current.state === 'planned') return begin(current, room)
      // Called off while it was being opened: the room may have come after the cancelling closed it.
      if (current.state === 'cancelled')
        await db
          .collection<MeetingRoom>(ROOMS)
          .updateWhere({ _id }, { state: 'cancelled', endedAt: now.toISOString() })
      checkNotOver(current)
      return { meeting: { ...current, ...opening }, room }
    }

    function checkNotOver({
      state,
    }: {
      state: StoredMeeting['state'] | MeetingRoom['state']
    }): void {
      if (state === 'cancelled') refuse('meetingCancelled')
      if (state === 'ended') refuse('meetingEnded')
    }

    async function opened(
      planned: StoredMeeting,
      before: MeetingRoom | null,
    ): Promise<MeetingRoom> {
      const rooms = db.collection<MeetingRoom>(ROOMS)
      const { title, mode, kind, startsAt, version: planVersion } = planned
      const facts = { title, mode, kind, startsAt, planVersion }
      if (before === null) {
        const turn = newTurn(session, input.deviceId, now)
        const at = clamp(input.openedAt, now.getTime(), now)
        const attendees = await listNow(db, planned, now)
        const fresh = newRoom(planned, attendees, turn, { state: 'open', openedAt: at }, now)
        const stored = await rooms.insert(fresh)
        if (stored.state === 'inserted') return fresh
        return opened(planned, stored.existing)
      }
      const isOfThisPlan = before.planVersion === planVersion
      if (before.state !== 'prepared') {
        // Opened for a plan that was changed at that moment; nobody was shown its code yet.
        if (before.state !== 'open' || planned.state !== 'planned' || isOfThisPlan) return before
        const attendees = db.is.set(await listNow(db, planned, now))
        const { _id, version } = before
        const again = { ...facts, attendees, version: version + 1 }
        await rooms.updateWhere({ _id, state: 'open', version }, again)
        return opened(planned, await roomOf(db, _id))
      }
      const waited =
        input.openedAt !== null && now.getTime() - Date.parse(input.openedAt) > WAITED_MS
      const mine = earlierTurn(before, session, input.deviceId)
      // Opened without network: the list is the one the host had, unless the plan is another by now.
      const attendees = waited && isOfThisPlan ? before.attendees : await listNow(db, planned, now)
      const turn = (waited ? mine : undefined) ?? before.turns.at(-1)
      const at = clamp(input.openedAt, turn?.from ?? now.getTime(), now)
      // Whoever opens is the host, on another phone than the last one it was prepared on, too: from the moment it opened.
      const { turns, version } =
        waited && mine === undefined
          ? before
          : withTurn(before, session, input.deviceId, waited ? new Date(at) : now)
      const whole = { attendees: db.is.set(attendees), turns: db.is.set(turns) }
      const changes = { ...facts, ...whole, secretsUntil: secretsUntil(planned, now) }
      const saved = await rooms.updateWhere(
        { _id: before._id, state: 'prepared', version: before.version },
        { ...changes, state: 'open', openedAt: at, version: version + 1 },
      )
      const after = await roomOf(db, before._id)
      if (after === null) return refuse('notFound')
      if (saved === 1 || after.state !== 'prepared') return after
      // Prepared on another phone at this very moment.
      return refuse('changedMeanwhile')
    }
  },
})
