import type { Member, Session } from '../../typings/organisation'

export const SESSIONS = 'sessions'

/** Everything a call needs to know about its caller, in the one document that is read on every call. */
export function sessionOf(
  member: Member,
  openid: string,
  consent: Session['consent'] | null,
): Session {
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
    ...(consent == null ? {} : { consent }),
    memberVersion: member.version,
  }
}
