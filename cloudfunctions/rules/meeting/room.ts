import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'

/** What a room holds of its meeting from the start, so that a check-in need not read the meeting. */
export function roomFacts(meeting: StoredMeeting) {
  const { _id, orgId, path, orgName, kind, title, mode, startsAt, timeZone, version } = meeting
  return {
    _id,
    orgId,
    path,
    orgName,
    kind,
    title,
    mode,
    startsAt,
    timeZone,
    planVersion: version,
  } satisfies Partial<MeetingRoom>
}
