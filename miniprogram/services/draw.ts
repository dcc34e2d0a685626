/** A page or component, as far as drawing needs it. */
export interface Drawable<Data extends object> {
  data: Data
  setData(change: Record<string, unknown>): void
}

/**
 * Shows `next` with the smallest `setData`: fields that are as they were stay out of it, and of a list only the
 * rows that differ are sent, so that a row of 200 is redrawn without the other 199. A list that became shorter goes
 * whole, because WeChat has no way to cut one; one that may be long is drawn in groups (`grouped`). Nothing changed is nothing sent.
 */
export function draw<Data extends object>(page: Drawable<Data>, next: Partial<Data>): void {
  const change = changeOf(page.data, next)
  if (Object.keys(change).length > 0) page.setData(change)
}

/** The argument of that `setData`. Pure. */
export function changeOf(current: object, next: object): Record<string, unknown> {
  const shown = current as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(next).flatMap(([field, value]) => changesAt(field, shown[field], value)),
  )
}

/** Of a list its rows, and of a list in groups (`grouped`) the rows of its groups; else the value as a whole. */
function changesAt(
  path: string,
  before: unknown,
  value: unknown,
): [path: string, value: unknown][] {
  if (isSame(before, value)) return []
  if (!Array.isArray(before) || !Array.isArray(value) || !isLonger(value, before))
    return [[path, value]]
  return value.flatMap((row, index) => changesAt(`${path}[${index}]`, before[index], row))
}

/** A list drawn for the first time goes in one piece. */
function isLonger(value: readonly unknown[], before: readonly unknown[]): boolean {
  return before.length > 0 && value.length >= before.length
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/**
 * The first page of a list came again: what had been loaded below it stays, so that a list somebody scrolled does
 * not jump when they come back to it. @param more whether the server has more than the first page
 */
export function withTail<Row extends { id: string }>(
  shown: readonly Row[],
  first: readonly Row[],
  more: boolean,
): Row[] {
  if (!more) return [...first]
  const again = new Set(first.map(({ id }) => id))
  const known = new Set(shown.map(({ id }) => id))
  // What is new has pushed as many down.
  const pushed = first.filter(({ id }) => !known.has(id)).length
  const tail = shown.slice(Math.max(0, first.length - pushed))
  return [...first, ...tail.filter(({ id }) => !again.has(id))]
}
