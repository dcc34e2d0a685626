/**
 * Long lists are drawn in groups: an inserted, removed or moved row changes the group it is in, and the others stay
 * as they are on the page. WeChat cannot cut a list, so one flat list of 200 rows would be sent again as a whole for
 * a single row that went. The loop over the groups names no key: a group is told by its place.
 */
const GROUP = 20
/** A group that grew beyond this by rows that came in between is dealt out anew, with all others. */
const MOST_IN_GROUP = 2 * GROUP

interface Row {
  id: string
}

/** Deals `rows` out to groups, each row to the group it was in `before` as far as the order allows. Pure. */
export function grouped<Shown extends Row>(
  before: readonly (readonly Row[])[],
  rows: readonly Shown[],
): Shown[][] {
  if (rows.length === 0) return []
  const homes = new Map(before.flatMap((group, at) => group.map(({ id }) => [id, at] as const)))
  const staying = longestRising(rows.map(({ id }) => homes.get(id)))
  const groups: Shown[][] = before.map(() => [])
  let at = 0
  for (const [index, row] of rows.entries()) {
    const home = staying.has(index) ? homes.get(row.id) : undefined
    if (home !== undefined) at = home
    const isFull = at === groups.length - 1 && (groups[at]?.length ?? 0) >= GROUP
    if (home === undefined && isFull) at += 1
    const group = groups[at]
    if (group === undefined) groups[at] = [row]
    else group.push(row)
  }
  return groups.some((group) => group.length > MOST_IN_GROUP) ? dealt(rows) : groups
}

function dealt<Shown>(rows: readonly Shown[]): Shown[][] {
  const count = Math.ceil(rows.length / GROUP)
  return Array.from({ length: count }, (_, at) => rows.slice(at * GROUP, (at + 1) * GROUP))
}

/** Places of the longest subsequence that never falls (patience sorting); places without a value are in none. */
function longestRising(values: readonly (number | undefined)[]): Set<number> {
  /** Per length, the place where the subsequence of that length with the lowest end ends. */
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  for (const [place, value] of values.entries()) {
    if (value === undefined) continue
    let length = ends.length
    while (length > 0 && (values[ends[length - 1] ?? 0] ?? 0) > value) length -= 1
    previous[place] = length === 0 ? undefined : ends[length - 1]
    ends[length] = place
  }
  const places = new Set<number>()
  for (let place = ends.at(-1); place !== undefined; place = previous[place]) places.add(place)
  return places
}
