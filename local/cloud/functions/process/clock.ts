let offset = 0

/** Shifts `Date` by `milliseconds` from now on. */
export function setClockOffset(milliseconds: number) {
  offset = milliseconds
}

/**
 * Replaces the global `Date` by one that follows the environment's clock. What measures durations
 * (timers, `performance.now`, `process.hrtime`) stays real, and so does `Intl.DateTimeFormat().format()` without a date.
 */
export function installClock() {
  const Machine = Date
  const machineNow = Machine.now
  const now = () => machineNow() + offset
  const Shifted = new Proxy(Machine, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new Machine(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
  Object.defineProperty(Machine.prototype, 'constructor', {
    value: Shifted,
    writable: true,
    configurable: true,
  })
  globalThis.Date = Shifted
}
