import { action } from '../../kernel/action'
import { openFor } from '../../kernel/asks'
import { attendedNow } from '../../kernel/meetings'
import { nothing } from '../../kernel/schema'
import { byUrgency, cardOf } from '../../rules/ask'
import { currentPosts } from '../../rules/audience'
import type { JoinRequestRecord } from '../join-request'
import { JOIN_REQUESTS } from '../join-request'
import { meOf } from '../me'

/** Roles that answer join requests of their organisation; the access table decides, this only counts. */
const ANSWERS_REQUESTS = ['secretary', 'deputySecretary', 'organisationOfficer']
const REQUESTS_SHOWN = 100

/** The first screen: what is asked of me, most urgent first, then what waits in my branches. Two rounds. */
export const today = action('member.today', {
  input: nothing,
  async run({ session, db, now }) {
    const posts = currentPosts(session.posts, now).filter((post) =>
      ANSWERS_REQUESTS.includes(post.role),
    )
    const [{ asks, answers }, attended, requests] = await Promise.all([
      openFor(db, session, now),
      attendedNow(db, session.memberId, now),
      posts.length === 0
        ? []
        : db
            .collection<JoinRequestRecord>(JOIN_REQUESTS)
            .find(
              { orgId: db.is.in(posts.map((post) => post.orgId)), state: 'waiting' },
              { limit: REQUESTS_SHOWN, fields: ['orgId'] },
            ),
    ])
    const at = now.toISOString()
    // Checking in answers a meeting; the attendance is the record of it.
    const done = new Set(attended.map(({ meetingId }) => meetingId))
    const cards = asks
      .filter(({ kind, subjectId }) => kind !== 'meeting' || !done.has(subjectId))
      .map((ask) => cardOf(ask, answers))
      .filter((card) => card.state !== 'answered')
    return {
      me: meOf(session, now),
      asks: cards.sort(byUrgency(at)),
      at,
      branches: posts.map(({ orgId, orgName }) => ({
        orgId,
        orgName,
        joinRequests: requests.filter((request) => request.orgId === orgId).length,
      })),
    }
  },
})
