import type { Ask } from '../../typings/ask'
import type { StoredMeeting } from '../../typings/meeting-room'
import { ASKS } from '../kernel/asks'
import type { Database, Filter } from '../kernel/db'
import { reservedAskId } from '../rules/ask'
import { LONGEST_MS } from '../rules/meeting/proof'

/** The ask a meeting stands for: on the Today of everybody who is expected, until it is over. */
export function askOf(meeting: StoredMeeting, now: Date): Ask {
  const closes = new Date(Date.parse(meeting.startsAt) + LONGEST_MS).toISOString()
  return {
    _id: askIdOf(meeting),
    kind: 'meeting',
    subjectId: meeting._id,
    version: meeting.askVersion,
    title: meeting.title,
    orgId: meeting.orgId,
    orgName: meeting.orgName,
    path: meeting.path,
    audienceKeys: meeting.audienceKeys,
    mode: 'confirm',
    timeZone: meeting.timeZone,
    publishAt: now.toISOString(),
    deadline: meeting.startsAt,
    closesAt: meeting.endedAt ?? closes,
    state: meeting.state === 'cancelled' ? 'withdrawn' : 'open',
    pinned: false,
    changedAt: now.toISOString(),
  }
}

export function askIdOf({ _id }: Pick<StoredMeeting, '_id'>): string {
  return reservedAskId('meeting', _id)
}

export function asksFor(meeting: Pick<StoredMeeting, '_id'>): Filter {
  return { _id: askIdOf(meeting) }
}

/** Asks everybody, or brings the ask in line with the meeting, which is the fact. Safe to repeat. */
export async function announce(db: Database, meeting: StoredMeeting, now: Date): Promise<void> {
  const asks = db.collection<Ask>(ASKS)
  const ask = askOf(meeting, now)
  const stored = await asks.insert(ask)
  if (stored.state === 'inserted') return
  const { title, version, audienceKeys, deadline, closesAt, changedAt } = ask
  const changes = { title, version, deadline, closesAt, changedAt }
  // A withdrawal in between is never undone.
  await asks.updateWhere(
    { ...asksFor(meeting), state: 'open' },
    { ...changes, audienceKeys: db.is.set(audienceKeys) },
  )
}
