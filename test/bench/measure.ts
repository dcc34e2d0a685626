/** What a load showed. Times in milliseconds. */
export interface Load {
  perSecond: number
  median: number
  p99: number
}

/**
 * Has `clients` work through `count` actions together, each beginning the next when its last has ended.
 *
 * @param action gets the number of the action, from 0
 */
export async function load(
  clients: number,
  count: number,
  action: (number: number) => Promise<unknown>,
): Promise<Load> {
  const times: number[] = []
  let next = 0
  async function work() {
    while (next < count) {
      const number = next
      next += 1
      times.push(await timed(() => action(number)))
    }
  }
  const whole = await timed(() => Promise.all(Array.from({ length: clients }, work)))
  return { perSecond: (count / whole) * 1000, ...spread(times) }
}

/** Milliseconds that `action` takes. */
export async function timed(action: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await action()
  return performance.now() - began
}

/** Median and 99th percentile. */
export function spread(times: readonly number[]): { median: number; p99: number } {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
  return { median: at(0.5), p99: at(0.99) }
}
