import type { LocalDate } from '../../typings/organisation'

const MILLISECONDS = 86_400_000

/** Dates as whole days since 1970-01-01, which can be added up. */
export type Day = number

export function toDay(date: LocalDate): Day {
  return Date.parse(`${date}T00:00:00Z`) / MILLISECONDS
}

export function toDate(day: Day): LocalDate {
  return new Date(day * MILLISECONDS).toISOString().slice(0, 10)
}

/** The same day of the month `years` later; 29 February becomes 1 March. */
export function addYears(day: Day, years: number): Day {
  const date = new Date(day * MILLISECONDS)
  return date.setUTCFullYear(date.getUTCFullYear() + years) / MILLISECONDS
}
