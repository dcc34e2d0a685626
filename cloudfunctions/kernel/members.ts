import type { Member, Session } from '../../typings/organisation'
import { audienceKeysOf } from '../rules/audience'
import { localDate } from '../rules/calendar'
import type { Database } from './db'
import { SESSIONS, sessionOf } from './session'

/** The only way a member changes: member and session stay in step, whatever crashes in between. */
export const MEMBERS = 'members'

type Change = Partial<Omit<Member, '_id' | 'version' | 'audienceKeys'>>

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
  const merged: Member = { ...before, ...change, version: before.version + 1 }
  const here = hasLeft(merged, day) ? { ...merged, state: 'left' as const, posts: [] } : merged
  const after: Member = { ...here, audienceKeys: audienceKeysOf(here, day) }
  await tighten(db, before, after)
  const { _id, ...fields } = after
  const saved = await db
    .collection<Member>(MEMBERS)
    .updateWhere({ _id, version: before.version }, replaceNested(db, fields))
  if (saved === 0) {
    const current = await db.collection<Member>(MEMBERS).get(_id)
    if (current !== null) await refreshSession(db, current)
    return null
  }
  await refreshSession(db, after)
  return after
}

/** Brings the session of a member's WeChat in line with the member. Safe to repeat; never goes back in time. */
export async function refreshSession(db: Database, member: Member): Promise<void> {
  const { openid } = member
  if (openid === undefined) return
  const sessions = db.collection<Session>(SESSIONS)
  const { _id, consent: _consent, ...fields } = sessionOf(member, openid, null)
  const refreshed = await sessions.updateWhere(
    { _id, memberId: member._id, memberVersion: db.is.lte(member.version) },
    replaceNested(db, fields),
  )
  if (refreshed === 0) await sessions.insert(sessionOf(member, openid, null))
}

/** Whether somebody is out on a day: entered as gone, or to go on a day that has come. */
export function hasLeft({ state, leftOn }: Pick<Member, 'state' | 'leftOn'>, day: string): boolean {
  return state === 'left' || (leftOn !== undefined && leftOn <= day)
}

/** Takes from the session what the member is about to lose, keeping what it still has. */
async function tighten(db: Database, before: Member, after: Member): Promise<void> {
  if (before.openid === undefined) return
  const keeps = new Set(after.posts.map((post) => JSON.stringify(post)))
  const kept = before.posts.filter((post) => keeps.has(JSON.stringify(post)))
  const losesPosts = kept.length < before.posts.length
  if (!losesPosts && after.state === before.state) return
  const keys = new Set(after.audienceKeys)
  await db.collection<Session>(SESSIONS).updateWhere(
    { _id: before.openid, memberId: before._id },
    {
      state: after.state,
      posts: db.is.set(kept),
      audienceKeys: db.is.set(before.audienceKeys.filter((key) => keys.has(key))),
    },
  )
}

/** An update merges nested objects; arrays and objects here are whole values. */
function replaceNested(db: Database, fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name,
        typeof value === 'object' && value !== null ? db.is.set(value) : value,
      ]),
  )
}
