import type { FunctionProcess } from './function-process'

/** Processes started ahead of need, so that a cold call does not wait for Node and the SDK to load. */
export interface Spares {
  /** A process with that much memory: a spare if there is one. */
  take(memorySize: number): FunctionProcess
  /** Keeps `count` spares from now on. */
  prepare(memorySize: number): void
  stop(): void
}

/** Milliseconds after a spare was taken until the next one starts: the call that took it goes first. */
const REFILL_DELAY = 300

/**
 * @param count how many to keep; a spare waits without using processor time, but holds about 75 MB
 */
export function createSpares(
  count: number,
  start: (memorySize: number) => FunctionProcess,
): Spares {
  const spares = new Set<FunctionProcess>()
  let refill: NodeJS.Timeout | undefined
  let stopped = false

  function prepare(memorySize: number) {
    while (!stopped && spares.size < count) {
      const spare = start(memorySize)
      spares.add(spare)
      void spare.ended.then(() => spares.delete(spare))
    }
  }

  return {
    take(memorySize) {
      const spare = [...spares].find((each) => each.alive && each.memorySize === memorySize)
      if (spare !== undefined) spares.delete(spare)
      clearTimeout(refill)
      refill = setTimeout(prepare, REFILL_DELAY, memorySize).unref()
      return spare ?? start(memorySize)
    },
    prepare,
    stop() {
      stopped = true
      clearTimeout(refill)
    },
  }
}
