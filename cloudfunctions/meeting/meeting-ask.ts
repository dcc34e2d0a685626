import type { Ask } from '../../typings/ask'
import { ASKS } from '../kernel/asks'
import type { Database } from '../kernel/db'
import type { StoredMeeting } from '../kernel/meetings'
import { LONGEST_MS } from '../rules/meeting/proof'

/** The ask a meeting stands for: on the Today of everybody who is expected, until it is over. */
export function askOf(meeting: StoredMeeting, now: Date): Ask {
  const closes = new Date(Date.parse(meeting.startsAt) + LONGEST_MS).toISOString()
  return {
    _id: meeting._id,
    kind: 'meeting',
    subjectId: meeting._id,
    version: meeting.askVersion,
    title: meeting.title,
    orgId: meeting.orgId,
    orgName: meeting.orgName,
    path: meeting.path,
    audienceKeys: meeting.audienceKeys,
    mode: 'confirm',
    publishAt: now.toISOString(),
    deadline: meeting.startsAt,
    closesAt: meeting.endedAt ?? closes,
    state: meeting.state === 'cancelled' ? 'withdrawn' : 'open',
    pinned: false,
    changedAt: now.toISOString(),
  }
}

/** Asks everybody, or brings the ask in line with the meeting, which is the fact. Safe to repeat. */
export async function announce(db: Database, meeting: StoredMeeting, now: Date): Promise<void> {
  const asks = db.collection<Ask>(ASKS)
  const ask = askOf(meeting, now)
  if ((await asks.insert(ask)).state === 'inserted') return
  const { title, version, audienceKeys, deadline, closesAt, changedAt } = ask
  const changes = { title, version, deadline, closesAt, changedAt }
  // A withdrawal in between is never undone.
  await asks.updateWhere(
    { _id: ask._id, state: 'open' },
    { ...changes, audienceKeys: db.is.set(audienceKeys) },
  )
}
