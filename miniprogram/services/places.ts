import type { ProgressRow } from '../../typings/ask'
import { grouped } from './grouped'
import { LEVEL_NAMES, unlessSaid } from './words'

/** An organisation below. Who is to be reminded there are the secretaries, so only one with a gap is chosen. */
export interface Place {
  id: string
  name: string
  note: string
  level: ProgressRow['level']
  expected: number
  confirmed: number
  missing: boolean
  chosen: boolean
}

/** The organisations below, in groups (`grouped`), of which the first `shown` are on the page. */
export interface PlaceList {
  children: Place[][]
  chosen: number
  expected: number
  confirmed: number
  /** Rows that are not on the page yet. */
  left: number
}

/** Levels whose organisations have people by name and no others below them. */
export const LEAVES: readonly string[] = ['branch', 'group']

/**
 * @param before the groups on the page
 * @param look ids of those chosen to be reminded, and how many rows are on the page
 * @param gapWords what is missing in a row with a gap, and what is said of one without
 */
export function placesList(
  before: readonly Place[][],
  places: readonly ProgressRow[],
  { picked, shown }: { picked: ReadonlySet<string>; shown: number },
  gapWords: (row: ProgressRow) => string,
): PlaceList {
  const rows = places.map((row) => placeOf(row, picked.has(row.orgId), gapWords(row)))
  return {
    children: grouped(before, rows.slice(0, shown)),
    left: Math.max(0, rows.length - shown),
    chosen: rows.filter(({ chosen }) => chosen).length,
    expected: places.reduce((sum, row) => sum + row.expected, 0),
    confirmed: places.reduce((sum, row) => sum + row.confirmed, 0),
  }
}

function placeOf(row: ProgressRow, chosen: boolean, words: string): Place {
  const { orgId, orgName, level, expected, confirmed } = row
  const missing = confirmed < expected
  return {
    id: orgId,
    name: orgName,
    note: [unlessSaid(LEVEL_NAMES[level], orgName), words].filter(Boolean).join(' · '),
    level,
    expected,
    confirmed,
    missing,
    chosen: chosen && missing,
  }
}
