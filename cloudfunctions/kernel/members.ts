import type { Member, Session } from '../../typings/organisation'
import { audienceKeysOf } from '../rules/audience'
import { localDate } from '../rules/calendar'
import type { Database } from './db'
import { SESSIONS, sessionOf } from './session'

/** The only way a member changes: member and session stay in step, whatever crashes in between. */
export const MEMBERS = 'members'

/** `leftOn: null` takes back a day of leaving. */
type Change = Partial<
  Omit<Member, '_id' | 'version' | 'audienceKeys' | 'openid' | 'joinedAt' | 'leftOn'>
> & {
  leftOn?: Member['leftOn'] | null
}

/**
 * Changes a member as it was seen (`before.version`), recomputes what follows from it and refreshes the session.
 * Where rights may be lost the session is tightened first, so that a crash in between can only be too strict.
 * Returns the member afterwards, or `null` when somebody else changed it meanwhile.
 */
export async function changeMember(
  db: Database,
  before: Member,
  change: Change,
  now: Date,
): Promise<Member | null> {
  const day = localDate(now)
  const { leftOn = before.leftOn, ...rest } = change
  const { leftOn: _was, ...staying } = before
  const merged: Member = {
    ...staying,
    ...rest,
    ...(leftOn == null ? {} : { leftOn }),
    version: before.version + 1,
  }
  const here = hasLeft(merged, day) ? { ...merged, state: 'left' as const, posts: [] } : merged
  const after: Member = { ...here, audienceKeys: audienceKeysOf(here, now) }
  await tighten(db, before, after)
  // The WeChat is claimed and released elsewhere; a change must not write back the one that it saw.
  const { _id, openid: _openid, joinedAt: _joinedAt, ...fields } = after
  const saved = await db
    .collection<Member>(MEMBERS)
    .updateWhere({ _id, version: before.version }, stored(db, fields))
  // Somebody who had not joined when they were read may have joined meanwhile: their session is refreshed too.
  const current =
    saved === 0 || after.openid === undefined
      ? await db.collection<Member>(MEMBERS).get(_id)
      : after
  if (current !== null) await refreshSession(db, current)
  return saved === 0 ? null : after
}

/**
 * Brings the session of a member's WeChat in line with the member. Safe to repeat; never goes back in time, and
 * never lets a WeChat back in that was unlinked meanwhile.
 */
export async function refreshSession(db: Database, member: Member): Promise<void> {
  const { openid } = member
  if (openid === undefined) return
  const sessions = db.collection<Session>(SESSIONS)
  const { _id, consent: _consent, ...fields } = sessionOf(member, openid, null)
  const refreshed = await sessions.updateWhere(
    { _id, memberId: member._id, memberVersion: db.is.lte(member.version) },
    stored(db, fields),
  )
  if (refreshed > 0) return
  const inserted = await sessions.insert(sessionOf(member, openid, null))
  if (inserted.state === 'exists') return
  const current = await db.collection<Member>(MEMBERS).get(member._id)
  if (current?.openid !== openid) await sessions.removeWhere({ _id: openid, memberId: member._id })
}

/** Whether somebody is out on a day: entered as gone, or to go on a day that has come. */
export function hasLeft({ state, leftOn }: Pick<Member, 'state' | 'leftOn'>, day: string): boolean {
  return state === 'left' || (leftOn !== undefined && leftOn <= day)
}

/** Takes from the session what the member is about to lose, keeping what it still has. */
async function tighten(db: Database, before: Member, after: Member): Promise<void> {
  if (before.openid === undefined) return
  const posts = keptOf(before.posts, after.posts)
  const attachments = keptOf(before.attachments, after.attachments)
  const losesNothing =
    posts.length === before.posts.length && attachments.length === before.attachments.length
  if (losesNothing && after.state === before.state) return
  const keys = new Set(after.audienceKeys)
  await db.collection<Session>(SESSIONS).updateWhere(
    { _id: before.openid, memberId: before._id },
    {
      state: after.state,
      posts: db.is.set(posts),
      attachments: db.is.set(attachments),
      audienceKeys: db.is.set(before.audienceKeys.filter((key) => keys.has(key))),
    },
  )
}

/** Those that stay exactly as they were. */
function keptOf<Dated>(before: readonly Dated[], after: readonly Dated[]): Dated[] {
  const keeps = new Set(after.map((each) => JSON.stringify(each)))
  return before.filter((each) => keeps.has(JSON.stringify(each)))
}

/** An update merges nested objects; arrays and objects here are whole values. A day of leaving may be gone. */
function stored(db: Database, fields: Record<string, unknown>): Record<string, unknown> {
  const values = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? db.is.set(value) : value,
    ])
  return { leftOn: db.is.remove(), ...Object.fromEntries(values) }
}
