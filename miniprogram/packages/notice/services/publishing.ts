import type { PostRole } from '../../../../typings/organisation'
import * as session from '../../../services/session'

/** Posts that publish for their organisation. The server decides; this only keeps dead buttons off the page. */
const PUBLISHES: readonly PostRole[] = ['secretary', 'deputySecretary', 'editor']
/** Posts that bind groups to it. */
const LEADS: readonly PostRole[] = ['secretary', 'deputySecretary']

interface Place {
  orgId: string
  orgName: string
}

/** Where the person publishes: the organisation they act for when it is one of them, else the first, else `null`. */
export function publishingPlace(): Place | null {
  return placeWith(PUBLISHES)
}

/** The organisation whose groups the person binds, or `null`. */
export function leadingPlace(): Place | null {
  return placeWith(LEADS)
}

function placeWith(roles: readonly PostRole[]): Place | null {
  const posts = session.me()?.posts.filter((post) => roles.includes(post.role)) ?? []
  const acting = session.actingFor()?.orgId
  const post = posts.find(({ orgId }) => orgId === acting) ?? posts[0]
  return post === undefined ? null : { orgId: post.orgId, orgName: post.orgName }
}
