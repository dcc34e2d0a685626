import type { Instant } from './organisation'

/**
 * Where a list that goes back in time stopped: among what is of one instant, ids go down too. The next page is asked
 * for with it; of an instant alone a page's end would lose whatever shares it.
 */
export interface PageMark {
  at: Instant
  id: string
}
