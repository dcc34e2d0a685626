import type { OwnCount, ProgressCount, ProgressRow } from '../../typings/ask'

export const PROGRESS = 'progress'

/** One definition with the names of a branch. */
export type Count = ProgressCount

/**
 * Counters of one ask for the children of one organisation: a cache with one writer, the recount of `clock`.
 * `_id` is `ask:organisation`. Children where nobody is expected have no row.
 */
export interface StoredProgress {
  _id: string
  askId: string
  version: number
  at: string
  rows: ProgressRow[]
  /** Of the organisation itself, from the root; finds all counters below an organisation. */
  path: string[]
  /** People affiliated to the organisation itself, not to a child; guests only of a superior organisation. */
  own: OwnCount
  /** Counts its changes: compare and set. */
  revision: number
}
