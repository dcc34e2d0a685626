import type { Me } from '../../typings/member'
import type { Session } from '../../typings/organisation'
import { currentAttachments, currentPosts } from '../rules/audience'
import { localDate } from '../rules/calendar'

/** The caller as their own phone keeps them: what is in force today, nothing internal. */
export function meOf(session: Session, now: Date): Me {
  const today = localDate(now)
  return {
    memberId: session.memberId,
    name: session.name,
    stage: session.stage,
    affiliation: { orgId: session.affiliation.orgId, orgName: session.affiliation.orgName },
    attachments: currentAttachments(session.attachments, today),
    posts: currentPosts(session.posts, today),
    consentVersion: session.consent?.version ?? null,
  }
}
