/** The wheels of the date and time pickers: which rows there are between the first and the last choice. */

export interface Wheels {
  labels: string[]
  /** Rows of every wheel for the parts chosen so far, for example `[2026, 2, 28]`. */
  rows(chosen: readonly number[]): number[][]
  write(chosen: readonly number[]): string
  show(row: number, wheel: number): string
}

const two = (value: number) => String(value).padStart(2, '0')

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

const parts = (text: string, separator: string) =>
  text
    .split(separator)
    .filter((part) => part !== '')
    .map(Number)
    .filter((part) => Number.isFinite(part))

/** Limits of one wheel: only while all wheels before it stand at the edge does the edge narrow it. */
function bounded(
  chosen: readonly number[],
  wheel: number,
  natural: readonly [number, number],
  start: readonly number[],
  end: readonly number[],
): number[] {
  const at = (edge: readonly number[]) =>
    chosen.slice(0, wheel).every((part, index) => part === edge[index])
  const from = at(start) ? Math.max(natural[0], start[wheel] ?? natural[0]) : natural[0]
  const to = at(end) ? Math.min(natural[1], end[wheel] ?? natural[1]) : natural[1]
  return range(from, to)
}

/** Values `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as `fields` says. Without a start or an end: 1900 to 2100. */
export function dateWheels(options: {
  start: string
  end: string
  fields: 'year' | 'month' | 'day'
}): Wheels {
  const start = parts(options.start, '-')
  const end = parts(options.end, '-')
  const count = { year: 1, month: 2, day: 3 }[options.fields]
  return {
    labels: ['年', '月', '日'].slice(0, count),
    rows: (chosen) => {
      const daysInMonth = new Date(chosen[0] ?? 2000, chosen[1] ?? 1, 0).getDate()
      const natural = [[1900, 2100] as const, [1, 12] as const, [1, daysInMonth] as const]
      return natural
        .slice(0, count)
        .map((limits, wheel) => bounded(chosen, wheel, limits, start, end))
    },
    write: (chosen) =>
      chosen.map((part, wheel) => (wheel === 0 ? String(part) : two(part))).join('-'),
    show: (row, wheel) => `${row}${['年', '月', '日'][wheel] ?? ''}`,
  }
}

/** Values `hh:mm`. */
export function timeWheels(options: { start: string; end: string }): Wheels {
  const start = parts(options.start, ':')
  const end = parts(options.end, ':')
  return {
    labels: ['时', '分'],
    rows: (chosen) =>
      [[0, 23] as const, [0, 59] as const].map((limits, wheel) =>
        bounded(chosen, wheel, limits, start, end),
      ),
    write: (chosen) => chosen.map(two).join(':'),
    show: (row) => two(row),
  }
}

/** What a value means to the wheels; today or now where it says nothing. */
export function readValue(mode: 'date' | 'time', value: string): number[] {
  const read = parts(value, mode === 'date' ? '-' : ':')
  const now = new Date()
  const otherwise =
    mode === 'date'
      ? [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      : [now.getHours(), now.getMinutes()]
  return value === '' ? otherwise : otherwise.map((part, wheel) => read[wheel] ?? part)
}
