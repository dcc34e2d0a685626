import type { Audience } from '../../typings/notice'
import type { Member, Organisation } from '../../typings/organisation'
import { refuse } from './action'
import type { Database } from './db'
import { MAX_NAMED } from './published'

/**
 * An organisation publishes to itself and below, to nobody else. Reads only what is not obviously its own:
 * the usual audience, everyone below the publisher, costs nothing.
 */
export async function checkAudience(
  db: Database,
  orgId: string,
  audience: Audience,
): Promise<void> {
  const named = [...new Set(audience.memberIds)]
  const orgIds = [...new Set(audience.orgIds)].filter((each) => each !== orgId)
  if (named.length === 0 && audience.orgIds.length === 0)
    refuse('badInput', { field: 'audience.orgIds' })
  if (named.length > MAX_NAMED) refuse('tooMany', { limit: MAX_NAMED })

  const [organisations, people] = await Promise.all([
    orgIds.length === 0 || named.length > 0
      ? []
      : db
          .collection<Organisation>('organisations')
          .find({ _id: db.is.in(orgIds) }, { limit: orgIds.length, fields: ['path'] }),
    named.length === 0
      ? []
      : db
          .collection<Member>('members')
          .find(
            { _id: db.is.in(named), state: 'active' },
            { limit: named.length, fields: ['affiliation', 'attachments'] },
          ),
  ])
  if (named.length > 0) {
    const mine = people.filter((person) =>
      [person.affiliation, ...person.attachments].some((place) => place.path.includes(orgId)),
    )
    if (mine.length !== named.length) refuse('forbidden')
    return
  }
  const below = organisations.filter((organisation) => organisation.path.includes(orgId))
  if (below.length !== orgIds.length) refuse('forbidden')
}
