import type { Me } from '../../typings/member'
import type { Session } from '../../typings/organisation'
import { currentAttachments, currentPosts } from '../rules/audience'

/** The caller as their own phone keeps them: what is in force now, nothing internal. */
export function meOf(session: Session, now: Date): Me {
  return {
    memberId: session.memberId,
    name: session.name,
    stage: session.stage,
    affiliation: { orgId: session.affiliation.orgId, orgName: session.affiliation.orgName },
    attachments: currentAttachments(session.attachments, now),
    posts: currentPosts(session.posts, now),
    consentVersion: session.consent?.version ?? null,
  }
}
