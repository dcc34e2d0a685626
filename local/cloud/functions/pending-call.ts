import type { Failure } from './failure'
import { watchMemory } from './memory'

export type Outcome =
  | { json: string }
  /** `notLoaded`: the function's code threw while it was being loaded, so that the handler was not called. */
  | { failure: Failure; notLoaded?: true }

/** A call that a process is working on: what has been heard of it, and its limits. */
export interface PendingCall {
  /** Settles at `finish`. */
  readonly outcome: Promise<Outcome>
  /** What the process said. Counts once the output printed before it has been read, so that its lines come first. */
  answer: Outcome | undefined
  outputRead: boolean
  /** Replaces the running limit by this one. Milliseconds of real time. */
  limitTime(milliseconds: number, failure: Failure): void
  /** Ends the watching. Only the first counts. */
  finish(outcome: Outcome): void
}

/** @param stop kills the process of a call that has gone beyond a limit, giving the failure its caller gets */
export function createPendingCall(
  memory: { pid: number; megabytes: number; failure: Failure },
  stop: (failure: Failure) => void,
): PendingCall {
  let timer: NodeJS.Timeout | undefined
  let finished = false
  const unwatch = watchMemory(memory.pid, memory.megabytes, () => stop(memory.failure))
  let resolve: (outcome: Outcome) => void
  const outcome = new Promise<Outcome>((settle) => {
    resolve = settle
  })
  return {
    outcome,
    answer: undefined,
    outputRead: false,
    limitTime(milliseconds, failure) {
      clearTimeout(timer)
      // When this process is busy, the time may be up before an answer that came in time has been read.
      timer = setTimeout(() => setImmediate(() => finished || stop(failure)), milliseconds)
    },
    finish(result) {
      finished = true
      clearTimeout(timer)
      unwatch()
      resolve(result)
    },
  }
}
