import { randomBytes } from 'node:crypto'
import type { Attendee, HostView } from '../../typings/meeting'
import type { HostTurn, MeetingRoom, StoredMeeting } from '../../typings/meeting-room'
import type { Session } from '../../typings/organisation'
import { refuse } from '../kernel/action'
import type { Database } from '../kernel/db'
import { MEETINGS, ROOMS, recordsOf } from '../kernel/meetings'
import { LONGEST_MS, PROOF_HOURS } from '../rules/meeting/proof'
import { roomFacts } from '../rules/meeting/room'
import { leaveRowOf, rowOf, viewOf } from './shown'
import { roomOf } from './stored'

const SECRET_BYTES = 16
const MOST_TURNS = 20
const HOUR_MS = 3_600_000
/** Proofs may come so long after the longest meeting; secrets are kept a day more. */
const SECRETS_MS = LONGEST_MS + (PROOF_HOURS + 24) * HOUR_MS

/** A mark is set back by this much: another call's write may still be on its way. */
const MARK_SLACK_MS = 20_000

export function newTurn(session: Session, deviceId: string, now: Date): HostTurn {
  return {
    secret: randomBytes(SECRET_BYTES).toString('hex'),
    from: now.getTime(),
    until: null,
    deviceId,
    memberId: session.memberId,
    name: session.name,
  }
}

export function newRoom(
  meeting: StoredMeeting,
  attendees: Attendee[],
  turn: HostTurn,
  opening: { state: 'prepared'; openedAt: null } | { state: 'open'; openedAt: string },
  now: Date,
): MeetingRoom {
  return {
    ...roomFacts(meeting),
    ...opening,
    endedAt: null,
    attendees,
    turns: [turn],
    secretsUntil: secretsUntil(meeting, now),
    at: now.toISOString(),
    version: 1,
  }
}

/** Counted from the later of the planned start and now. */
export function secretsUntil(meeting: Pick<StoredMeeting, 'startsAt'>, now: Date): string {
  const from = Math.max(Date.parse(meeting.startsAt), now.getTime())
  return new Date(from + SECRETS_MS).toISOString()
}

function currentTurn(room: Pick<MeetingRoom, 'turns'>): HostTurn | null {
  return room.turns.at(-1) ?? null
}

/**
 * Makes a phone the host's. The turn before ends now: what it showed stays good, what it goes on to show does not.
 * @throws `tooMany`, `changedMeanwhile`
 */
export async function takeTurn(
  db: Database,
  room: MeetingRoom,
  session: Session,
  deviceId: string,
  now: Date,
): Promise<MeetingRoom> {
  const taken = withTurn(room, session, deviceId, now)
  if (taken === room) return room
  const { turns, version } = taken
  const saved = await db
    .collection<MeetingRoom>(ROOMS)
    .updateWhere({ _id: room._id, version: room.version }, { turns: db.is.set(turns), version })
  if (saved === 1) return taken
  // Written by an earlier try of this very call, or by somebody faster.
  const after = await roomOf(db, room._id)
  if (after !== null && currentTurn(after)?.deviceId === deviceId) return after
  return refuse('changedMeanwhile')
}

/**
 * The room as it is when this phone has its turn; the very same room when it has it already. A phone that had one before
 * goes on with its own secret: without network it knows no other. Who only prepares keeps nobody from opening.
 * @throws `tooMany`
 */
export function withTurn(
  room: MeetingRoom,
  session: Session,
  deviceId: string,
  now: Date,
): MeetingRoom {
  const current = currentTurn(room)
  if (current?.deviceId === deviceId && current.memberId === session.memberId) return room
  const before = room.state === 'prepared' ? room.turns.slice(1 - MOST_TURNS) : room.turns
  if (before.length >= MOST_TURNS) return refuse('tooMany', { limit: MOST_TURNS })
  // Turns follow one another whatever the servers' clocks say: the later one is told by when it began.
  const from = new Date(Math.max(now.getTime(), (current?.from ?? 0) + 1))
  const ended = before.map((turn) =>
    turn.until === null ? { ...turn, until: from.getTime() } : turn,
  )
  const fresh = newTurn(session, deviceId, from)
  const known = earlierTurn(room, session, deviceId)
  const turns = [...ended, known === undefined ? fresh : { ...fresh, secret: known.secret }]
  return { ...room, turns, version: room.version + 1 }
}

/** The last turn this person's phone had. */
export function earlierTurn(
  { turns }: MeetingRoom,
  { memberId }: Session,
  deviceId: string,
): HostTurn | undefined {
  return turns.findLast((turn) => turn.deviceId === deviceId && turn.memberId === memberId)
}

/**
 * Tells the meeting whose phone is the host's, so that the live screen need not read the room. Of two phones that take
 * over at once the later turn stays, in whatever order this is written.
 */
export async function noteHost(db: Database, room: MeetingRoom): Promise<StoredMeeting['host']> {
  const turn = currentTurn(room)
  if (turn === null) return undefined
  const { deviceId, memberId, name, from } = turn
  const host = { deviceId, memberId, name, since: new Date(from).toISOString() }
  const isOlder = db.is.or(db.is.exists(false), db.is.lte(host.since))
  await db
    .collection<StoredMeeting>(MEETINGS)
    .updateWhere({ _id: room._id, 'host.since': isOlder }, { host: db.is.set(host) })
  return host
}

/** What the host's screen shows of a room: also of one that is not there yet. */
export type RoomShown = Pick<MeetingRoom, 'attendees' | 'turns' | 'state'>

/** Everything the host's screen shows; the secret only for the phone whose turn it is. */
export async function hostView(
  db: Database,
  meeting: StoredMeeting,
  room: RoomShown,
  caller: { session: Session; deviceId: string },
  now: Date,
): Promise<HostView> {
  const { rows, leaves, motions } = await recordsOf(db, meeting._id)
  const turn = currentTurn(room)
  const isMine =
    turn !== null &&
    turn.deviceId === caller.deviceId &&
    turn.memberId === caller.session.memberId &&
    (room.state === 'open' || room.state === 'prepared')
  return {
    meeting: viewOf(meeting, now),
    attendees: room.attendees,
    rows: rows.map(rowOf),
    leaves: leaves.map(leaveRowOf),
    motions,
    pass: isMine
      ? {
          meetingId: meeting._id,
          secret: turn.secret,
          serverAt: now.toISOString(),
          since: new Date(turn.from).toISOString(),
        }
      : null,
    heldBy: isMine ? null : (turn?.name ?? null),
    mark: markAt(now),
    at: now.toISOString(),
  }
}

export function markAt(now: Date): string {
  return new Date(now.getTime() - MARK_SLACK_MS).toISOString()
}
