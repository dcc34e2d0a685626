import type { Member, Session } from '../../typings/organisation'
import type { Database } from '../kernel/db'
import { MEMBERS } from '../kernel/members'
import { SESSIONS, sessionOf } from '../kernel/session'
import { INVITES } from './invite'

/** `joinedAt` is when this claim was first made, whoever asks how often. */
export type Claim = { state: 'claimed'; session: Session; joinedAt: string } | { state: 'taken' }

/**
 * Links a WeChat to a member: one WeChat, one member, both ways.
 * The member is claimed by compare-and-set, then the session is inserted under the OPENID, made of the member as
 * they are after the claim: whoever changes them later sees the claim. A crash in between is repaired by trying
 * again; a WeChat that already is somebody else gives the claim back.
 */
export async function claim(
  db: Database,
  member: Member,
  openid: string,
  consentVersion: number,
  now: Date,
): Promise<Claim> {
  const members = db.collection<Member>(MEMBERS)
  const at = now.toISOString()
  if (member.openid !== openid) {
    const claimed = await members.updateWhere(
      { _id: member._id, state: 'active', openid: db.is.exists(false) },
      { openid, joinedAt: at },
    )
    if (claimed === 0) return { state: 'taken' }
  }
  const current = await members.get(member._id)
  if (current?.openid !== openid) return { state: 'taken' }
  const session = sessionOf(current, openid, { version: consentVersion, at })
  const inserted = await db.collection<Session>(SESSIONS).insert(session)
  const { joinedAt = at } = current
  if (inserted.state === 'inserted') return { state: 'claimed', session, joinedAt }
  if (inserted.existing.memberId === member._id)
    return { state: 'claimed', session: inserted.existing, joinedAt }
  await release(db, member._id, openid)
  return { state: 'taken' }
}

/**
 * Takes a person's WeChat from them. Their invites go too, and first: one that a crash left behind after they
 * joined with it would let its holder in again.
 */
export async function unlink(db: Database, memberId: string, openid: string): Promise<void> {
  await db.collection(INVITES).removeWhere({ memberId })
  await release(db, memberId, openid)
}

/**
 * Undoes a claim: the session goes first, so that the WeChat is out at its next call; and once more at the end,
 * because a change of the member that ran beside this may have written it anew.
 */
export async function release(db: Database, memberId: string, openid: string): Promise<void> {
  const sessions = db.collection<Session>(SESSIONS)
  await sessions.removeWhere({ _id: openid, memberId })
  await db
    .collection<Member>(MEMBERS)
    .updateWhere({ _id: memberId, openid }, { openid: db.is.remove(), joinedAt: db.is.remove() })
  await sessions.removeWhere({ _id: openid, memberId })
}
