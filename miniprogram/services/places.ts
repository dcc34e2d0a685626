import type { OwnCount, ProgressCount, ProgressRow } from '../../typings/ask'
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

/** 本级: who belongs to a superior organisation itself, and to none below it, or stays there. */
export interface Own {
  title: string
  note: string
  value: string
}

/** What a superior organisation's counters say. */
export interface Counted {
  rows: readonly ProgressRow[]
  own: OwnCount | null
}

/** The organisations below, in groups (`grouped`), of which the first `shown` are on the page. */
export interface PlaceList {
  own: Own | null
  children: Place[][]
  /** Ids of those picked that are missing something, on the page or not. */
  picked: string[]
  expected: number
  confirmed: number
  /** Rows that are not on the page yet. */
  left: number
}

/** In place of a level: of a superior organisation only who belongs to it itself. */
const OWN = 'own'
/** Levels whose organisations have people by name and no others below them. */
export const LEAVES: readonly string[] = ['branch', 'group', OWN]

/** Of a follow page, the query that opens it for 本级. */
export function ownPlace(orgId: string, orgName: string) {
  return { org: orgId, name: `${orgName}本级`, level: OWN }
}

/**
 * @param before the groups on the page
 * @param look ids of those chosen to be reminded, and how many rows are on the page
 * @param gapWords what is missing in a row with a gap, and what is said of one without
 */
export function placesList(
  before: readonly Place[][],
  { rows: places, own }: Counted,
  { picked, shown }: { picked: ReadonlySet<string>; shown: number },
  gapWords: (count: ProgressCount) => string,
): PlaceList {
  const rows = places.map((row) => placeOf(row, picked.has(row.orgId), gapWords(row)))
  const counts = own === null ? places : [own, ...places]
  return {
    own: own === null ? null : ownOf(own, gapWords(own)),
    children: grouped(before, rows.slice(0, shown)),
    left: Math.max(0, rows.length - shown),
    picked: rows.filter(({ chosen }) => chosen).map(({ id }) => id),
    expected: counts.reduce((sum, count) => sum + count.expected, 0),
    confirmed: counts.reduce((sum, count) => sum + count.confirmed, 0),
  }
}

function ownOf({ expected, confirmed, guests = 0 }: OwnCount, words: string): Own {
  // Guests are counted where they belong.
  const staying = `${guests} 人在这里参加活动，计入他们的支部`
  if (expected === 0) return { title: `有 ${staying}`, note: '', value: '' }
  return {
    title: `直属 ${expected} 人`,
    note: guests === 0 ? words : `${words}；另有 ${staying}`,
    value: `${confirmed} / ${expected}`,
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
