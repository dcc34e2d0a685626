/**
 * The environment's clock. It runs with real time, shifted by an offset that a test sets or advances.
 * Everything in the local cloud that asks for the time asks here, function processes included
 * (their `Date` is shifted by `offset`).
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Milliseconds this clock is ahead of the machine's. */
  readonly offset: number
  /** Shows `instant` (milliseconds since the epoch) now and runs on from there; `undefined` returns to real time. */
  set(instant: number | undefined): void
  advance(milliseconds: number): void
  /** Calls back after every `set` and `advance` with the interval that was jumped over. Returns the undo. */
  onJump(listener: (jump: { from: number; to: number }) => void): () => void
}

export function createClock(machine: () => number = Date.now): Clock {
  let offset = 0
  const listeners = new Set<(jump: { from: number; to: number }) => void>()

  function shiftTo(next: number) {
    const from = machine() + offset
    offset = next
    const to = machine() + offset
    for (const listener of listeners) listener({ from, to })
  }

  return {
    now: () => machine() + offset,
    get offset() {
      return offset
    },
    set: (instant) => shiftTo(instant === undefined ? 0 : instant - machine()),
    advance: (milliseconds) => shiftTo(offset + milliseconds),
    onJump(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
