import type { Member, Session } from '../../typings/organisation'
import type { Database } from './db'

export const SESSIONS = 'sessions'

/** Everything a call needs to know about its caller, in the one document that is read on every call. */
export function sessionOf(member: Member, openid: string, before: Session | null): Session {
  return {
    _id: openid,
    memberId: member._id,
    name: member.name,
    stage: member.stage,
    state: member.state,
    affiliation: member.affiliation,
    attachments: member.attachments,
    posts: member.posts,
    audienceKeys: member.audienceKeys,
    ...(before?.consent === undefined ? {} : { consent: before.consent }),
    memberVersion: member.version,
  }
}

/**
 * Brings the session of a member's WeChat in line with the member. Called after every change of a member;
 * a change that takes rights away writes the session first, so that a crash between the two can only be too strict.
 */
export async function refreshSession(db: Database, member: Member): Promise<void> {
  if (member.openid === undefined) return
  const sessions = db.collection<Session>(SESSIONS)
  const before = await sessions.get(member.openid)
  if (before !== null && before.memberId === member._id && before.memberVersion >= member.version)
    return
  await sessions.put(sessionOf(member, member.openid, before))
}
