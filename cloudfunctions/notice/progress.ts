import type { ProgressRow } from '../../typings/notice'

export const PROGRESS = 'progress'

/**
 * Counters of one ask for the children of one organisation: a cache with one writer, the recount job of `clock`.
 * `_id` is `ask:organisation`.
 */
export interface StoredProgress {
  _id: string
  askId: string
  version: number
  at: string
  rows: ProgressRow[]
}
