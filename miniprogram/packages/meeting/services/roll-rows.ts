import type { Tag } from '../../../services/words'

/**
 * The rows of one of the host's lists, of up to 500 people, such that an arrival sends the page a few bytes and not the
 * list: whoever leaves a list keeps the place and is not drawn there, whoever comes is added at the end. Pure.
 */

export interface PersonLine {
  id: string
  name: string
  note: string
  tag: Tag
  /** Has left this list: the row is there for the sake of those below and draws nothing. */
  gone?: true
}

/** So many names of a list are drawn until somebody asks for more, and so many more at each tap: 32 KB with the longest notes. */
export const SHOWN_AT_FIRST = 20
export const SHOWN_MORE = 60

/**
 * @param before rows as they are on the page
 * @param ids who is on the list, in its order
 * @param most how many are drawn
 */
export function standingRows(
  before: readonly PersonLine[],
  ids: readonly string[],
  most: number,
  lineOf: (id: string) => PersonLine,
): PersonLine[] {
  const there = new Set(ids)
  const known = new Set(before.map(({ id }) => id))
  const stay = before.map((line) =>
    there.has(line.id) ? lineOf(line.id) : { ...line, gone: true as const },
  )
  const room = most - drawn(stay)
  const added = ids.filter((id) => !known.has(id)).slice(0, Math.max(0, room))
  return [...stay, ...added.map(lineOf)]
}

export function drawn(rows: readonly PersonLine[]): number {
  return rows.filter(({ gone }) => gone === undefined).length
}
