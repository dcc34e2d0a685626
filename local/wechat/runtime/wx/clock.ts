/**
 * The phone's own clock: `Date` is moved by what the person set it wrong. Timers and `performance.now` go on, as
 * on a real phone.
 */
export function installPhoneClock(offset: () => number): void {
  const RealDate = Date
  globalThis.Date = new Proxy(RealDate, {
    construct(target, given: [], newTarget) {
      const moment = given.length === 0 ? [RealDate.now() + offset()] : given
      return Reflect.construct(target, moment, newTarget)
    },
    apply: () => new RealDate(RealDate.now() + offset()).toString(),
    get(target, name, receiver) {
      if (name === 'now') return () => RealDate.now() + offset()
      return Reflect.get(target, name, receiver)
    },
  })
}
