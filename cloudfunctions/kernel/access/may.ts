import type { Session } from '../../../typings/organisation'
import { currentAttachments, currentPosts, type When } from '../../rules/audience'
import type { Subject } from '../action'
import type { AccessRow, Holder, Relation } from './table'

/** Decides one row of the access table for a caller at a time. Pure: the table and the time are arguments. */
export function may(
  row: AccessRow,
  session: Session,
  subjects: readonly Subject[],
  when: When,
): boolean {
  if (row.about !== 'organisations') return true
  if (subjects.length === 0) return false
  const places = placesOf(session, when)
  const allowed = (subject: Subject) =>
    places.some(({ holder, place, relations }) =>
      relations(place, subject).some((relation) => row.allow[relation]?.includes(holder) ?? false),
    )
  return row.match === 'every' ? subjects.every(allowed) : subjects.some(allowed)
}

interface Place {
  holder: Holder
  place: Subject
  relations: (place: Subject, subject: Subject) => Relation[]
}

function placesOf(session: Session, when: When): Place[] {
  return [
    { holder: 'member', place: session.affiliation, relations: seenFrom },
    ...currentAttachments(session.attachments, when).map(
      (place): Place => ({
        holder: 'member',
        place,
        relations: (from, subject) => (from.path.includes(subject.orgId) ? ['attached'] : []),
      }),
    ),
    ...currentPosts(session.posts, when).map(
      (post): Place => ({ holder: post.role, place: post, relations: seenFrom }),
    ),
  ]
}

/** Where a place stands seen from the organisation a call is about. */
function seenFrom(place: Subject, subject: Subject): Relation[] {
  if (place.orgId === subject.orgId) return ['own']
  if (subject.path.includes(place.orgId)) return ['above']
  if (place.path.includes(subject.orgId)) return ['below']
  return []
}
