import { createContext, Script } from 'node:vm'
import { ServiceError } from '../../errors'

/*
 * What a caller's expressions can make last for ever, they are given so long and no longer: this process
 * answers everybody, one after the other. A regular expression that tries all ways through a text cannot be
 * stopped from JavaScript; the engine itself can stop a script, and what that script has called.
 */

const guarded = { run: () => {} }
createContext(guarded)
const script = new Script('run()')

/** Inside of a limit, a second one would only cost time. */
let inside = false

/** Runs parts of one operation, all of which together may take so many milliseconds. */
export type TimeLimit = <T>(part: () => T) => T

/**
 * What runs under the limit may be stopped anywhere, without its `finally`: it must not hold anything that has
 * to be given back. A part throws ServiceError SERVER_TIMEOUT when the time is over.
 */
export function timeLimit(milliseconds: number): TimeLimit {
  let left = milliseconds
  return (part) => {
    if (inside) return part()
    if (left <= 0) throw tookTooLong(milliseconds)
    const began = performance.now()
    let outcome: { result: ReturnType<typeof part> } | undefined
    guarded.run = () => {
      outcome = { result: part() }
    }
    inside = true
    try {
      script.runInContext(guarded, { timeout: Math.ceil(left), displayErrors: false })
    } catch (error) {
      if (!isTimeout(error)) throw error
    } finally {
      inside = false
      left -= performance.now() - began
    }
    if (outcome === undefined) throw tookTooLong(milliseconds)
    return outcome.result
  }
}

/** The code is in the list of the SDK; that the service answers so here is assumed. */
function tookTooLong(milliseconds: number): ServiceError {
  return new ServiceError(
    'SERVER_TIMEOUT',
    `[ServerTimeout] operation exceeded time limit: its conditions and expressions took more than ${milliseconds} ms.`,
  )
}

function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  )
}
