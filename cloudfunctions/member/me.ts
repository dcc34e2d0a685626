import type { ActionName } from '../../typings/contract'
import type { Me } from '../../typings/member'
import type { Session } from '../../typings/organisation'
import { may } from '../kernel/access/may'
import { ACCESS } from '../kernel/access/table'
import { currentAttachments, currentPosts } from '../rules/audience'

/** The caller as their own phone keeps them: what is in force now, nothing internal. */
export function meOf(session: Session, now: Date): Me {
  const posts = currentPosts(session.posts, now)
  // Two posts in one organisation are one place.
  const places = [...new Map(posts.map((post) => [post.orgId, post])).values()]
  const placesFor = (action: ActionName) =>
    places
      .filter((place) => may(ACCESS[action], session, [place], now))
      .map(({ orgId, orgName }) => ({ orgId, orgName }))
  return {
    memberId: session.memberId,
    name: session.name,
    stage: session.stage,
    affiliation: { orgId: session.affiliation.orgId, orgName: session.affiliation.orgName },
    attachments: currentAttachments(session.attachments, now),
    posts,
    may: { publish: placesFor('notice.publish'), bindGroups: placesFor('notice.bindGroup') },
    consentVersion: session.consent?.version ?? null,
  }
}
