import type { Member, Organisation } from '../../typings/organisation'
import { currentAttachments, isAsked, orgKey } from '../rules/audience'
import { BRANCH_LIMIT } from './asks'
import type { Along, Database, Filter, GotWith } from './db'
import { inForce } from './in-force'
import { MEMBERS } from './members'

/** An organisation, as far as it decides whose names stand in its own list. */
export type Place = Pick<Organisation, '_id' | 'level'>

/** A branch or a group: everybody in it is followed up there. */
export function isBranch({ level }: Place): boolean {
  return level === 'branch' || level === 'group'
}

/**
 * Whom an organisation itself follows up, each with what is read along: of a branch everybody in it, of a superior
 * organisation who belongs to that very one (机关党员), because all others stand in the lists of those below.
 */
export async function peopleAt(
  db: Database,
  place: Place,
  along: readonly Along[],
  now: Date,
): Promise<GotWith<Member>[]> {
  const found = await db
    .collection<Member>(MEMBERS)
    .findWith(isBranch(place) ? inside(place) : directly(db, place, now), BRANCH_LIMIT, along)
  return found.filter(({ document }) => isThere(document, place, now))
}

function inside({ _id }: Place): Filter {
  return { audienceKeys: orgKey(_id), state: 'active' }
}

/** By index on either side; a stay that is a day from its end or beginning is found too. */
function directly(db: Database, { _id: orgId }: Place, now: Date): Filter {
  const home = { 'affiliation.orgId': orgId, state: 'active' }
  return db.is.or(home, ...inForce(db, 'attachments', { orgId }, now))
}

/** Whether somebody stands in an organisation's own list today. */
export function isThere(
  person: Pick<Member, 'affiliation' | 'attachments' | 'audienceKeys'>,
  place: Place,
  now: Date,
): boolean {
  if (isBranch(place)) return isAsked(person.audienceKeys, [orgKey(place._id)])
  const places = [person.affiliation, ...currentAttachments(person.attachments, now)]
  return places.some(({ orgId }) => orgId === place._id)
}
