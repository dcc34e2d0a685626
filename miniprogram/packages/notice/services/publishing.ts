import type { Me } from '../../../../typings/member'
import * as session from '../../../services/session'

type Place = Me['may']['publish'][number]

/** Where the person publishes: the organisation they act for when it is one of them, else the first, else `null`. */
export function publishingPlace(): Place | null {
  return placeFor('publish')
}

/** The organisation whose groups the person binds, or `null`. */
export function leadingPlace(): Place | null {
  return placeFor('bindGroups')
}

function placeFor(what: keyof Me['may']): Place | null {
  const places = session.me()?.may[what] ?? []
  const acting = session.actingFor()?.orgId
  return places.find(({ orgId }) => orgId === acting) ?? places[0] ?? null
}
