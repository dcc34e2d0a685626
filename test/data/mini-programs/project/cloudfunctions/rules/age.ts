import { YEAR } from './calendar'

/** Whole years between two instants, in milliseconds. */
export function years(from: number, to: number): number {
  return Math.floor((to - from) / YEAR)
}
