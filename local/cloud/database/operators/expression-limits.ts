import { createContext, Script } from 'node:vm'
import { ServiceError } from '../../errors'
import { DOCUMENT_MOST_BYTES, EVALUATION_MOST_ELEMENTS, EVALUATION_MOST_TIME } from '../limits'

/*
 * What a caller's expressions can make last for ever, or fill the memory with, they may do so far and no
 * further: this process answers everybody, one after the other. A regular expression that tries all ways
 * through a text cannot be stopped from JavaScript; the engine itself can stop a script, and what that script
 * has called.
 */

/** Runs parts of one operation, which has these limits for all of them together. */
export type ExpressionLimits = <T>(part: () => T) => T

const guarded = { run: () => {} }
createContext(guarded)
const script = new Script('run()')

/** Of the part that runs. Inside of it, limits of their own would only cost time. */
let current: { elements: number } | undefined

/**
 * What runs under the limits may be stopped anywhere, without its `finally`: it must not hold anything that has
 * to be given back. Each part costs some 50 µs. It throws ServiceError SERVER_TIMEOUT when the time is over.
 */
export function expressionLimits(): ExpressionLimits {
  let left = EVALUATION_MOST_TIME
  const spent = { elements: 0 }
  return (part) => {
    if (current !== undefined) return part()
    if (left <= 0) throw tookTooLong()
    const began = performance.now()
    let outcome: { result: ReturnType<typeof part> } | undefined
    guarded.run = () => {
      outcome = { result: part() }
    }
    current = spent
    try {
      script.runInContext(guarded, { timeout: Math.ceil(left), displayErrors: false })
    } catch (error) {
      if (!isTimeout(error)) throw error
    } finally {
      current = undefined
      left -= performance.now() - began
    }
    if (outcome === undefined) throw tookTooLong()
    return outcome.result
  }
}

/** To be called for every list before or after it is made. @throws Error when there are too many elements */
export function countElements(length: number): void {
  if (current !== undefined) current.elements += length
  if ((current?.elements ?? length) > EVALUATION_MOST_ELEMENTS)
    throw new Error(`expressions make lists of more than ${EVALUATION_MOST_ELEMENTS} elements`)
}

type Expression = (document: never, operand: never, options: never) => unknown

/** The same expressions, with what they make counted. */
export function counted<E extends Record<string, Expression>>(expressions: E): E {
  const wrap = (expression: Expression): Expression => {
    return (document, operand, options) => {
      const value = expression(document, operand, options)
      if (Array.isArray(value)) countElements(value.length)
      else if (typeof value === 'string' && value.length > DOCUMENT_MOST_BYTES)
        throw new Error(`an expression makes a text of more than ${DOCUMENT_MOST_BYTES} bytes`)
      return value
    }
  }
  return Object.fromEntries(
    Object.entries(expressions).map(([name, expression]) => [name, wrap(expression)]),
  ) as E
}

/** The code is in the list of the SDK; that the service answers so here is assumed. */
function tookTooLong(): ServiceError {
  return new ServiceError(
    'SERVER_TIMEOUT',
    `[ServerTimeout] operation exceeded time limit: its conditions and expressions took more than ${EVALUATION_MOST_TIME} ms.`,
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
