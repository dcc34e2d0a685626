import type { Instant } from '../../typings/organisation'
import type { CreditEntry } from '../../typings/study'
import { localDate } from '../rules/calendar'
import type { Database } from './db'
import { derivedId } from './ids'

/** Hours of study (学时). Entries are only added; what is wrong is corrected by another entry with a reason. */
export const CREDITS = 'credits'
/** Entries of one person and year that are shown and summed; far more than a year holds. */
export const ENTRIES_LIMIT = 500

export interface StoredCredit extends Omit<CreditEntry, 'entryId'> {
  _id: string
  memberId: string
  /** Branch of the day. */
  orgId: string
  path: string[]
  /** Calendar year in Beijing. */
  year: number
}

/**
 * Credits hours once for a record: the unit that was done, the lecture that was attended. Safe to repeat; for the
 * meeting feature too, which credits with `source: 'lecture'` and the meeting's id.
 */
export async function creditHours(
  db: Database,
  credit: {
    source: 'unit' | 'lecture'
    recordId: string
    title: string
    hours: number
    memberId: string
    place: { orgId: string; path: string[] }
    at: Instant
  },
): Promise<void> {
  const { source, recordId, title, hours, memberId, place, at } = credit
  if (hours <= 0) return
  await db.collection<StoredCredit>(CREDITS).insert({
    _id: derivedId('credit', source, recordId, memberId),
    memberId,
    orgId: place.orgId,
    path: place.path,
    year: yearOf(new Date(at)),
    source,
    recordId,
    title,
    hours,
    at,
  })
}

/** A person's entries of a year, newest first. */
export function creditsOf(db: Database, memberId: string, year: number): Promise<StoredCredit[]> {
  return db
    .collection<StoredCredit>(CREDITS)
    .find({ memberId, year }, { orderBy: [['at', 'desc']], limit: ENTRIES_LIMIT })
}

export function entryOf({ _id, ...credit }: StoredCredit): CreditEntry {
  const { source, recordId, title, hours, at, reason, byName } = credit
  return {
    entryId: _id,
    source,
    recordId,
    title,
    hours,
    at,
    ...(reason === undefined ? {} : { reason }),
    ...(byName === undefined ? {} : { byName }),
  }
}

export function yearOf(at: Date): number {
  return Number(localDate(at).slice(0, 4))
}
