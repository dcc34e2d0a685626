/** A page or component, as far as drawing needs it. */
export interface Drawable<Data extends object> {
  data: Data
  setData(change: Record<string, unknown>): void
}

/**
 * Shows `next` with the smallest `setData`: fields that are as they were stay out of it, and of a list or of a value
 * made of several only what differs is sent, so that a row of 200 is redrawn without the other 199. A list that became
 * shorter goes whole, because WeChat has no way to cut one; one that may be long is drawn in groups (`grouped`).
 * Nothing changed is nothing sent.
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

type Sent = [path: string, value: unknown]

/** What differs, or the value as a whole where that is shorter. */
function changesAt(path: string, before: unknown, value: unknown): Sent[] {
  if (isSame(before, value)) return []
  const whole: Sent[] = [[path, value]]
  const parts = partsOf(path, before, value)
  return parts !== null && lengthOf(parts) < lengthOf(whole) ? parts : whole
}

/** Of a list what differs in its rows, of a value made of several in those; `null` where it can only go whole. */
function partsOf(path: string, before: unknown, value: unknown): Sent[] | null {
  if (Array.isArray(before) && Array.isArray(value)) {
    if (!isLonger(value, before)) return null
    return value.flatMap((row, at) => changesAt(`${path}[${at}]`, before[at], row))
  }
  if (!isPlain(before) || !isPlain(value) || !isExtended(value, before)) return null
  return Object.entries(value).flatMap(([name, part]) =>
    changesAt(`${path}.${name}`, before[name], part),
  )
}

/** A list drawn for the first time goes in one piece. */
function isLonger(value: readonly unknown[], before: readonly unknown[]): boolean {
  return before.length > 0 && value.length >= before.length
}

type Parts = Record<string, unknown>

function isPlain(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** WeChat has no way to take a part away, and a path is made of names, which ids that serve as keys are not. */
function isExtended(value: Parts, before: Parts): boolean {
  return (
    Object.keys(before).every((name) => name in value) &&
    Object.keys(value).every((name) => /^[A-Za-z]\w*$/.test(name) && value[name] !== undefined)
  )
}

function lengthOf(sent: readonly Sent[]): number {
  return JSON.stringify(Object.fromEntries(sent)).length
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
