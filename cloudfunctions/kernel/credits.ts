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

interface EarnedHours {
  source: 'unit' | 'lecture'
  recordId: string
  title: string
  hours: number
  memberId: string
  place: { orgId: string; path: string[] }
  at: Instant
  /** Who says so and why, where nobody's own doing does. */
  told?: { reason: string; byName: string }
}

/**
 * Credits hours once for a record: the unit that was done, the lecture that was attended. Safe to repeat; for the
 * meeting feature too, which credits with `source: 'lecture'` and the meeting's id.
 */
export async function creditHours(db: Database, credit: EarnedHours): Promise<void> {
  const { source, recordId, memberId, at, told } = credit
  if (credit.hours > 0) await enter(db, credit, [source, recordId, memberId], { at, ...told })
}

/** Why the hours of a unit are taken back until its question is answered again. */
const REOPENED = '有一道题的答案已更正，重新答对后恢复'

/**
 * Hours of a unit that corrected keys reopened so many times: given, taken back and given again as often as it
 * happened, each entry once and each taking in the year of what it takes. Safe to repeat, whatever is written already.
 */
export async function creditUnit(
  db: Database,
  credit: Omit<EarnedHours, 'source'>,
  { done, reopened }: { done: boolean; reopened: number },
): Promise<void> {
  const unit = { ...credit, source: 'unit' as const }
  const { recordId, memberId, at, hours } = unit
  if (hours <= 0 || (!done && reopened === 0)) return
  let given = await enter(db, unit, ['unit', recordId, memberId], { at })
  for (let turn = 1; turn <= reopened; turn += 1) {
    const ids = [recordId, memberId, String(turn)]
    const back = { ...unit, hours: -hours }
    await enter(db, back, ['reopened', ...ids], { at: given.at, reason: REOPENED })
    if (turn < reopened || done) given = await enter(db, unit, ['again', ...ids], { at })
  }
}

/** The entry as it stands: the first to be written under these ids. */
async function enter(
  db: Database,
  { source, recordId, title, hours, memberId, place }: Omit<EarnedHours, 'at'>,
  ids: readonly string[],
  extra: { at: Instant; reason?: string; byName?: string },
): Promise<StoredCredit> {
  const entry: StoredCredit = {
    _id: derivedId('credit', ...ids),
    memberId,
    orgId: place.orgId,
    path: place.path,
    year: yearOf(new Date(extra.at)),
    source,
    recordId,
    title,
    hours,
    ...extra,
  }
  const inserted = await db.collection<StoredCredit>(CREDITS).insert(entry)
  return inserted.state === 'inserted' ? entry : inserted.existing
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
