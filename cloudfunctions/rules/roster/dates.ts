import { type Cell, textOf } from './sheet'

/** Excel counts days from 1899-12-30 because it holds 1900 for a leap year (ECMA-376 part 1, 18.17.4.1). */
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000
/** The Party was founded in 1921; a number that means an earlier day is no date. */
const FIRST_DAY = '1921-07-01'
const LAST_DAY = '2100-01-01'

/**
 * `YYYY-MM-DD` of what people write: `1998年7月1日`, `1998年7月` and `1998.07` (the first of the month),
 * `1998/7/1`, `19980701`, `199807`, or Excel's serial number `35977`. `null` for an empty cell, `undefined` for
 * what is no day.
 */
export function dayOf(cell: Cell): string | null | undefined {
  const text = textOf(cell)
  if (text === '') return null
  // Typed as a number, 1998.10 loses its zero: January or October cannot be told apart.
  if (typeof cell === 'number' && /^\d{4}(?:\.1)?$/.test(text)) return undefined
  const serial = /^\d{5}(?:\.\d+)?$/.test(text)
    ? new Date(EXCEL_EPOCH_MS + Math.floor(Number(text)) * DAY_MS).toISOString().slice(0, 10)
    : undefined
  return inRange(serial ?? written(text))
}

function written(text: string): string | undefined {
  const match =
    /^(\d{4})\s*[年./\-、]\s*(\d{1,2})\s*(?:[月./\-、]\s*(?:(\d{1,2})\s*日?)?)?(?:\s+[\d:]+)?$/.exec(
      text,
    ) ?? /^(\d{4})(\d{2})(\d{2})?$/.exec(text)
  if (match === null) return undefined
  const [, year = '', month = '', day = '1'] = match
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function inRange(day: string | undefined): string | undefined {
  if (day === undefined || day < FIRST_DAY || day > LAST_DAY) return undefined
  const at = Date.parse(`${day}T00:00:00.000Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : undefined
}
