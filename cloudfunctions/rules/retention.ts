/**
 * How long things are kept (PIPL art. 19: no longer than needed; 网络安全法 art. 21: access logs at least six
 * months). Days are product choices unless a law says more; notices themselves stay with their organisation.
 */
export interface RetentionRow {
  collection: string
  /** The dated field: an ISO instant, or milliseconds since the epoch. */
  field: string
  unit: 'instant' | 'milliseconds'
  days: number
  /** Only these documents. */
  only?: Record<string, string>
  /** Only these go, the document stays. The dated field is one of them, so that each document is found once. */
  fields?: readonly string[]
}

export const RETENTION: readonly RetentionRow[] = [
  // What a person did with a notice.
  { collection: 'answers', field: 'changedAt', unit: 'instant', days: 365 },
  { collection: 'progress', field: 'at', unit: 'instant', days: 365 },
  { collection: 'nudges', field: 'at', unit: 'milliseconds', days: 365 },
  // Who was at a meeting; minutes stay with their organisation.
  { collection: 'attendance', field: 'recordedAt', unit: 'instant', days: 3 * 365 },
  {
    collection: 'attendance',
    field: 'placeHintAt',
    unit: 'instant',
    days: 365,
    fields: ['placeHint', 'placeHintAt'],
  },
  { collection: 'leaves', field: 'changedAt', unit: 'instant', days: 3 * 365 },
  { collection: 'meetingRooms', field: 'at', unit: 'instant', days: 3 * 365 },
  // Secrets of check-in codes: until no proof can come any more.
  {
    collection: 'meetingRooms',
    field: 'secretsUntil',
    unit: 'instant',
    days: 0,
    fields: ['turns', 'secretsUntil'],
  },
  // What a person answered; totals by organisation (questionTallies, progress) and hours credited stay.
  { collection: 'attempts', field: 'startedAt', unit: 'instant', days: 365 },
  { collection: 'mistakes', field: 'changedAt', unit: 'instant', days: 365 },
  { collection: 'papers', field: 'releaseAt', unit: 'instant', days: 2 * 365 },
  { collection: 'paperKeys', field: 'releaseAt', unit: 'instant', days: 2 * 365 },
  // The access log.
  { collection: 'audit', field: 'at', unit: 'instant', days: 3 * 365 },
  // Ways in.
  { collection: 'invites', field: 'expiresAt', unit: 'instant', days: 30 },
  { collection: 'joinCards', field: 'expiresAt', unit: 'instant', days: 30 },
  { collection: 'setupCodes', field: 'expiresAt', unit: 'instant', days: 0 },
  { collection: 'joinRequests', field: 'at', unit: 'instant', days: 180 },
  // Working papers.
  { collection: 'drafts', field: 'at', unit: 'instant', days: 365 },
  { collection: 'lateChanges', field: 'at', unit: 'instant', days: 180 },
  { collection: 'receipts', field: 'at', unit: 'instant', days: 30 },
  { collection: 'mediaChecks', field: 'at', unit: 'instant', days: 30 },
  { collection: 'questionImports', field: 'at', unit: 'instant', days: 30 },
  { collection: 'imports', field: 'at', unit: 'instant', days: 30 },
  {
    collection: 'jobs',
    field: 'startedAt',
    unit: 'instant',
    days: 90,
    only: { state: 'finished' },
  },
]

/** Days after leaving when a person's name, phone and number are taken out of their record. */
export const LEAVER_DAYS = 365
/** What stands in the place of a leaver's name afterwards. */
export const LEAVER_NAME = '已离开人员'

/** Everything dated before this goes. */
export function keptSince(row: RetentionRow, now: Date): string | number {
  const since = now.getTime() - row.days * 86_400_000
  return row.unit === 'milliseconds' ? since : new Date(since).toISOString()
}
