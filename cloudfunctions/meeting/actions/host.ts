import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import { action } from '../../kernel/action'
import { ASKS } from '../../kernel/asks'
import { audit } from '../../kernel/audit'
import { startLectureHours } from '../../kernel/lectures'
import { MEETINGS, ROOMS, recordsOf } from '../../kernel/meetings'
import { id, instant } from '../../kernel/schema'
import { LONGEST_MS } from '../../rules/meeting/proof'
import { clamp } from '../clamp'
import { asksFor } from '../meeting-ask'
import { countNow } from '../numbers'
import { hostView, markAt, newRoom, newTurn, noteHost, type RoomShown, takeTurn } from '../room'
import { listNow } from '../roster'
import { deviceId } from '../schemas'
import { leaveRowOf, rowOf } from '../shown'
import { heldBy, meetingTarget, prefetchRoom, roomOf } from '../stored'

const onPhone = v.strictObject({ meetingId: id, deviceId })

/** Loads the host's package for a place without network: today's list and a secret, nothing opened or told. */
export const prepare = action('meeting.prepare', {
  input: onPhone,
  target: meetingTarget,
  prefetch: prefetchRoom,
  subjects: heldBy,
  async run({ session, db, now, refuse }, input, { target: meeting, prefetched }) {
    if (meeting.state === 'cancelled') return refuse('meetingCancelled')
    if (meeting.state === 'ended') return refuse('meetingEnded')
    const caller = { session, deviceId: input.deviceId }
    if (prefetched !== null && prefetched.state !== 'prepared')
      return hostView(db, meeting, prefetched, caller, now)
    const attendees = await listNow(db, meeting, now)
    const room = await prepared()
    await noteHost(db, room)
    return hostView(db, meeting, room, caller, now)

    async function prepared(): Promise<MeetingRoom> {
      const turn = newTurn(session, input.deviceId, now)
      const fresh = newRoom(meeting, attendees, turn, { state: 'prepared', openedAt: null }, now)
      const stored = await db.collection<MeetingRoom>(ROOMS).insert(fresh)
      if (stored.state === 'inserted') return fresh
      await db.collection<MeetingRoom>(ROOMS).updateWhere(
        { _id: meeting._id, state: 'prepared' },
        {
          attendees: db.is.set(attendees),
          planVersion: fresh.planVersion,
          secretsUntil: fresh.secretsUntil,
        },
      )
      const again = (await roomOf(db, meeting._id)) ?? stored.existing
      return takeTurn(db, again, session, input.deviceId, now)
    }
  },
})

/** The host's screen, on any officer's phone; before anybody opened or prepared the meeting with today's list. */
export const host = action('meeting.host', {
  input: onPhone,
  target: meetingTarget,
  prefetch: prefetchRoom,
  subjects: heldBy,
  async run({ session, db, now, refuse }, input, { target: meeting, prefetched: room }) {
    return hostView(
      db,
      meeting,
      room ?? (await beforehand()),
      { session, deviceId: input.deviceId },
      now,
    )

    async function beforehand(): Promise<RoomShown> {
      if (meeting.state === 'cancelled') return refuse('meetingCancelled')
      if (meeting.state !== 'planned') return refuse('meetingNotOpen')
      const attendees = await listNow(db, meeting, now)
      return { attendees, turns: [], state: 'prepared' }
    }
  },
})

/** Goes on hosting on this phone. */
export const takeHost = action('meeting.takeHost', {
  input: onPhone,
  target: meetingTarget,
  prefetch: prefetchRoom,
  subjects: heldBy,
  async run({ session, db, now, refuse }, input, { target: meeting, prefetched: room }) {
    if (room === null) return refuse('meetingNotOpen')
    if (room.state === 'cancelled') return refuse('meetingCancelled')
    if (room.state === 'ended') return refuse('meetingEnded')
    const taken = await takeTurn(db, room, session, input.deviceId, now)
    await Promise.all([
      noteHost(db, taken),
      audit(db, {
        actor: session,
        action: 'meeting.takeHost',
        about: meeting,
        subjectId: meeting._id,
        summary: `接手主持会议《${meeting.title}》`,
        now,
        once: [meeting._id, String(taken.turns.length)],
      }),
    ])
    return hostView(db, meeting, taken, { session, deviceId: input.deviceId }, now)
  },
})

/** What changed since a mark. One round. */
export const live = action('meeting.live', {
  input: v.strictObject({ meetingId: id, deviceId, since: v.nullable(instant) }),
  target: meetingTarget,
  prefetch: (db, { meetingId, since }) => recordsOf(db, meetingId, since),
  subjects: heldBy,
  async run({ session, now }, input, { target: meeting, prefetched: { rows, leaves, motions } }) {
    const { host: holder, state } = meeting
    const hosting = holder?.deviceId === input.deviceId && holder.memberId === session.memberId
    return {
      rows: rows.map(rowOf),
      leaves: leaves.map(leaveRowOf),
      motions,
      state,
      hosting,
      heldBy: hosting ? null : (holder?.name ?? null),
      mark: markAt(now),
      at: now.toISOString(),
    }
  },
})

/** Ends a meeting: the door closes first, then the numbers are taken, then it leaves everybody's Today. */
export const end = action('meeting.end', {
  input: v.strictObject({ meetingId: id, endedAt: v.nullable(instant) }),
  target: meetingTarget,
  prefetch: prefetchRoom,
  subjects: heldBy,
  async run({ session, db, now, refuse }, input, { target: meeting, prefetched: room }) {
    if (meeting.state === 'cancelled') return refuse('meetingCancelled')
    if (room?.openedAt == null) return refuse('meetingNotOpen')
    const opened = Date.parse(room.openedAt)
    const at =
      room.endedAt ??
      clamp(input.endedAt, opened, new Date(Math.min(now.getTime(), opened + LONGEST_MS)))
    await db
      .collection<MeetingRoom>(ROOMS)
      .updateWhere({ _id: room._id, state: 'open' }, { state: 'ended', endedAt: at })
    const numbers = await countNow(db, room)
    const saved = await db
      .collection<StoredMeeting>(MEETINGS)
      .updateWhere(
        { _id: meeting._id, state: db.is.in(['planned', 'open']) },
        { state: 'ended', openedAt: room.openedAt, endedAt: at, numbers: db.is.set(numbers) },
      )
    if (saved === 0 && meeting.state !== 'ended') {
      const current = await db.collection<StoredMeeting>(MEETINGS).get(meeting._id)
      if (current?.state === 'cancelled') return refuse('meetingCancelled')
    }
    const { expectedAll, presentAll } = numbers
    await Promise.all([
      db
        .collection<Ask>(ASKS)
        .updateWhere(asksFor(meeting), { closesAt: at, changedAt: now.toISOString() }),
      audit(db, {
        actor: session,
        action: 'meeting.end',
        about: meeting,
        subjectId: meeting._id,
        summary: `结束会议《${meeting.title}》，应到${expectedAll}人，实到${presentAll}人`,
        now,
        once: [meeting._id],
      }),
      startLectureHours(db, meeting, 'end', now),
    ])
    return { endedAt: at, numbers }
  },
})
