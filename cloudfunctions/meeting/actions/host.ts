import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import type { Attendee } from '../../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import type { Organisation } from '../../../typings/organisation'
import { action, refuse } from '../../kernel/action'
import { ASKS } from '../../kernel/asks'
import { audit } from '../../kernel/audit'
import type { Database } from '../../kernel/db'
import { startLectureHours } from '../../kernel/lectures'
import { MEETINGS, ROOMS, recordsOf } from '../../kernel/meetings'
import { id, instant } from '../../kernel/schema'
import { LONGEST_MS } from '../../rules/meeting/proof'
import { cardOf } from '../card'
import { announce, asksFor } from '../meeting-ask'
import { countNow } from '../numbers'
import {
  hostView,
  markAt,
  newRoom,
  newTurn,
  noteHost,
  type RoomShown,
  secretsUntil,
  takeTurn,
  withTurn,
} from '../room'
import { listFor } from '../roster'
import { deviceId } from '../schemas'
import { leaveRowOf, rowOf } from '../shown'
import { heldBy, meetingTarget, prefetchRoom, roomOf } from '../stored'

const onPhone = v.strictObject({ meetingId: id, deviceId })
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
  async run({ session, db, now, refuse }, input, { target: planned, prefetched }) {
    if (planned.state === 'cancelled') return refuse('meetingCancelled')
    if (planned.state === 'ended') return refuse('meetingEnded')
    const room = await opened(prefetched)
    if (room.state === 'cancelled') return refuse('meetingCancelled')
    if (room.state === 'ended') return refuse('meetingEnded')
    const openedAt = room.openedAt ?? now.toISOString()
    const host = await noteHost(db, room)
    const meeting: StoredMeeting = {
      ...planned,
      state: 'open',
      openedAt,
      announced: true,
      ...(host === undefined ? {} : { host }),
    }
    const { state, announced } = meeting
    const saved = await db
      .collection<StoredMeeting>(MEETINGS)
      .updateWhere({ _id: planned._id, state: 'planned' }, { state, openedAt, announced })
    if (saved === 0) await checkStillOn(room)
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

    /** Called off while it was being opened: the room may have come after the cancelling closed it. */
    async function checkStillOn({ _id }: MeetingRoom): Promise<void> {
      const current = await db.collection<StoredMeeting>(MEETINGS).get(_id)
      if (current?.state !== 'cancelled') return
      await db
        .collection<MeetingRoom>(ROOMS)
        .updateWhere({ _id }, { state: 'cancelled', endedAt: now.toISOString() })
      return refuse('meetingCancelled')
    }

    async function opened(before: MeetingRoom | null): Promise<MeetingRoom> {
      if (before !== null && before.state !== 'prepared') return before
      const waited =
        input.openedAt !== null && now.getTime() - Date.parse(input.openedAt) > WAITED_MS
      // Opened without network: the list is the one the host had.
      const attendees =
        before !== null && waited ? before.attendees : await listNow(db, planned, now)
      const turn = before?.turns.at(-1) ?? newTurn(session, input.deviceId, now)
      const earliest = before === null ? now.getTime() : turn.from
      const at = clamp(input.openedAt, earliest, now)
      if (before === null) {
        const fresh = newRoom(planned, attendees, turn, { state: 'open', openedAt: at }, now)
        const stored = await db.collection<MeetingRoom>(ROOMS).insert(fresh)
        if (stored.state === 'inserted') return fresh
        return stored.existing.state === 'prepared' ? opened(stored.existing) : stored.existing
      }
      const { title, mode, kind, startsAt } = planned
      const changes = { title, mode, kind, startsAt, secretsUntil: secretsUntil(planned, now) }
      // On another phone than the one it was prepared on, whoever opens is the host.
      const { turns, version } = waited ? before : withTurn(before, session, input.deviceId, now)
      const whole = { attendees: db.is.set(attendees), turns: db.is.set(turns) }
      const saved = await db
        .collection<MeetingRoom>(ROOMS)
        .updateWhere(
          { _id: before._id, state: 'prepared', version: before.version },
          { ...changes, ...whole, state: 'open', openedAt: at, version: version + 1 },
        )
      const after = await roomOf(db, before._id)
      if (after === null) return refuse('notFound')
      if (saved === 1 || after.state !== 'prepared') return after
      // Prepared on another phone at this very moment.
      return refuse('changedMeanwhile')
    }
  },
})

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
      await db
        .collection<MeetingRoom>(ROOMS)
        .updateWhere(
          { _id: meeting._id, state: 'prepared' },
          { attendees: db.is.set(attendees), secretsUntil: fresh.secretsUntil },
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

/** @throws `notFound`, `tooMany` */
async function listNow(db: Database, meeting: StoredMeeting, now: Date): Promise<Attendee[]> {
  const organisation = await db.collection<Organisation>('organisations').get(meeting.orgId)
  return organisation === null ? refuse('notFound') : listFor(db, meeting, organisation, now)
}

/** The moment a phone says, kept within what can be; now when it says nothing. */
function clamp(said: string | null, earliest: number, latest: Date): string {
  const time = said === null ? latest.getTime() : Date.parse(said)
  return new Date(Math.max(earliest, Math.min(time, latest.getTime()))).toISOString()
}
