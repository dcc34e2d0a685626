import type { Attendance, AttendanceState, Attendee, PersonName } from '../../typings/meeting'
import type { MeetingRoom } from '../../typings/meeting-room'
import type { Session } from '../../typings/organisation'
import type { Database } from '../kernel/db'
import { ATTENDANCE, attendanceId } from '../kernel/meetings'
import { LONGEST_MS } from '../rules/meeting/proof'

/** Somebody who is there: on the list, or not. */
export type Person = Pick<Attendee, 'memberId' | 'name' | 'orgId' | 'path'>

type Arrival = Pick<Attendance, 'state' | 'how' | 'remote' | 'at'> &
  Partial<
    Pick<
      Attendance,
      'placeHint' | 'placeHintAt' | 'recordedBy' | 'reason' | 'clockAhead' | 'corrections'
    >
  >

/** The caller as a person of a meeting; stamped with the branch on the list, else with their own. */
export function personOf(session: Session): Person {
  const { memberId, name, affiliation } = session
  return { memberId, name, orgId: affiliation.orgId, path: affiliation.path }
}

/** Who checks in without being on the list waits for the host; on it they are simply there. */
export function stateFor(room: MeetingRoom, memberId: string): 'present' | 'waiting' {
  return room.attendees.some((attendee) => attendee.memberId === memberId) ? 'present' : 'waiting'
}

/**
 * Writes an attendance exactly once: the first insert wins, a repeat gets what it wrote. Better evidence than a
 * proof or a wish (a scan of the running code, the host's own) settles what was still open.
 */
export async function admit(
  db: Database,
  room: MeetingRoom,
  person: Person,
  arrival: Arrival,
  now: Date,
): Promise<{ attendance: Attendance; fresh: boolean }> {
  const document = attendanceOf(room, person, arrival, now)
  const collection = db.collection<Attendance>(ATTENDANCE)
  const stored = await collection.insert(document)
  if (stored.state === 'inserted') return { attendance: document, fresh: true }
  const before = stored.existing
  if (arrival.state !== 'present' || !STILL_OPEN.includes(before.state))
    return { attendance: before, fresh: false }
  const { state, how, remote, recordedBy, reason } = arrival
  const changes: Partial<Attendance> = {
    state,
    how,
    remote,
    changedAt: now.toISOString(),
    ...(reason === undefined ? {} : { reason }),
  }
  const saved = await collection.updateWhere(
    { _id: before._id, state: before.state },
    recordedBy === undefined ? changes : { ...changes, recordedBy: db.is.set(recordedBy) },
  )
  const after = (await collection.get(before._id)) ?? before
  return { attendance: after, fresh: saved === 1 }
}

const STILL_OPEN: readonly AttendanceState[] = ['unverified', 'waiting']

function attendanceOf(room: MeetingRoom, person: Person, arrival: Arrival, now: Date): Attendance {
  const listed = room.attendees.find(({ memberId }) => memberId === person.memberId)
  const { memberId, name, orgId, path } = listed ?? person
  const at = now.toISOString()
  const opened = Date.parse(room.openedAt ?? at)
  return {
    _id: attendanceId(room._id, memberId),
    meetingId: room._id,
    memberId,
    name,
    orgId,
    path,
    meetingTitle: room.title,
    meetingKind: room.kind,
    meetingOrgName: room.orgName,
    startsAt: room.startsAt,
    timeZone: room.timeZone,
    role: listed?.role ?? 'observer',
    voter: listed?.voter ?? false,
    recordedAt: at,
    corrections: [],
    changedAt: at,
    closesAt: new Date(Math.max(opened, Date.parse(room.startsAt)) + LONGEST_MS).toISOString(),
    ...arrival,
  }
}

export function nameOf({ memberId, name }: Session): PersonName {
  return { memberId, name }
}
