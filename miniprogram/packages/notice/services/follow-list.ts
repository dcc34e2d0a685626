import type { MissingRow } from '../../../../typings/ask'
import { grouped } from '../../../services/grouped'
import { type Counted, type Place, type PlaceList, placesList } from '../../../services/places'
import { gapWords, type Person, personOf } from './follow-view'

/** What 落实情况 lists: people or organisations, in groups (`grouped`), of which the first `shown` are on the page. */
export interface FollowList extends PlaceList {
  people: Person[][]
}

interface Look {
  /** Ids of those chosen to be reminded. */
  picked: ReadonlySet<string>
  shown: number
}

/** @param before the groups on the page */
export function organisationsList(
  before: readonly Place[][],
  counted: Counted,
  look: Look,
): FollowList {
  return { people: [], ...placesList(before, counted, look, gapWords) }
}

/** @param before the groups on the page. @param look `isWaiting`: whether a record about a person waits to be sent */
export function namesList(
  before: readonly Person[][],
  names: readonly MissingRow[],
  look: Look & { isWaiting: (memberId: string) => boolean; onlyMissing: boolean },
  now: Date,
): FollowList {
  const { picked, shown, isWaiting, onlyMissing } = look
  const everyone = names.map((row) => {
    const { memberId } = row
    const seen = { waiting: isWaiting(memberId), chosen: picked.has(memberId) }
    return personOf(row, seen, now)
  })
  const missing = everyone.filter((person) => person.missing)
  const rows = onlyMissing ? missing : everyone
  return {
    people: grouped(before, rows.slice(0, shown)),
    own: null,
    children: [],
    left: Math.max(0, rows.length - shown),
    picked: everyone.filter(({ chosen }) => chosen).map(({ id }) => id),
    expected: everyone.length,
    confirmed: everyone.length - missing.length,
  }
}
