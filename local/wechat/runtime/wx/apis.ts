/**
 * The one way an API comes into being. It keeps the shapes of what it registers, so that `wx.canIUse` can tell
 * the truth.
 */
import type { Runtime } from '../parts'
import { type Checked, findParameterError, pick, type Shape } from './parameters'

/** Thrown by an API's `run`: becomes `{ errMsg: '<name>:fail <reason>', ...details }`. */
export class ApiFailure extends Error {
  constructor(
    readonly reason: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(reason)
    this.name = 'ApiFailure'
  }
}

export interface CallbackOptions {
  success?: (result: unknown) => void
  fail?: (result: unknown) => void
  complete?: (result: unknown) => void
}

export interface AsyncApi<R extends Shape, O extends Shape> {
  required?: R
  optional?: O
  /** Names of what the result holds, for `wx.canIUse('x.success.y')`. */
  returns?: readonly string[]
  /**
   * Runs at once, inside the caller's turn. What it returns is added to the result; an ApiFailure fails the
   * call, any other error is a fault of ours and is reported.
   */
  run(parameters: Checked<R, O>, call: ApiCall): unknown
}

export interface ApiCall {
  /** Called from the synchronous part of a tap handler. */
  readonly fromTap: boolean
  /** The options as given, for the few APIs that hand objects back by reference. */
  readonly given: Readonly<Record<string, unknown>>
}

interface Registered {
  parameters: readonly string[]
  returns: readonly string[]
}

export class Apis {
  readonly wx: Record<string, unknown> = {}
  readonly #registered = new Map<string, Registered>()

  constructor(private readonly runtime: Pick<Runtime, 'inTap' | 'reportError'>) {}

  /** An API with `success`, `fail` and `complete`, or a promise when none of them is given. */
  async<R extends Shape, O extends Shape>(name: string, api: AsyncApi<R, O>): void {
    this.define(
      name,
      this.makeAsync(name, api),
      Object.keys({ ...api.required, ...api.optional }),
      api.returns,
    )
  }

  /** The function that `async` registers, for APIs that live elsewhere than on `wx` (wx.cloud, FileSystemManager). */
  makeAsync<R extends Shape, O extends Shape>(
    name: string,
    api: AsyncApi<R, O>,
  ): (options?: unknown) => Promise<unknown> | undefined {
    const required = (api.required ?? {}) as R
    const optional = (api.optional ?? {}) as O
    return (options: unknown = {}) => {
      const call: ApiCall = {
        fromTap: this.runtime.inTap,
        given: options as Record<string, unknown>,
      }
      return this.answer(name, options, () => {
        const problem = findParameterError(options, required, optional)
        if (problem !== undefined) {
          console.error(`${name}:fail ${problem}`)
          throw new ApiFailure(problem, { errno: 1001 })
        }
        return api.run(pick(options, required, optional), call)
      })
    }
  }

  /** Runs something and answers by callbacks or by a promise, as every asynchronous API does. */
  answer(name: string, options: unknown, run: () => unknown): Promise<unknown> | undefined {
    const settled = this.settle(name, run)
    const { success, fail, complete } = callbacksOf(options)
    if (!success && !fail && !complete) return settled
    settled.then(
      (result) => {
        this.callBack(success, result)
        this.callBack(complete, result)
      },
      (failure) => {
        this.callBack(fail, failure)
        this.callBack(complete, failure)
      },
    )
    return undefined
  }

  /** Anything else on `wx`: a synchronous function, a listener, an object. */
  define(
    name: string,
    member: unknown,
    parameters: readonly string[] = [],
    returns: readonly string[] = [],
  ): void {
    this.wx[name] = member
    this.#registered.set(name, { parameters, returns })
  }

  /** `undefined` when there is no such API. */
  describe(name: string): Registered | undefined {
    return this.#registered.get(name)
  }

  private settle(name: string, run: () => unknown): Promise<unknown> {
    let outcome: Promise<unknown>
    try {
      outcome = Promise.resolve(run())
    } catch (error) {
      outcome = Promise.reject(error)
    }
    return outcome.then(
      (result) => ({ errMsg: `${name}:ok`, ...(result as Record<string, unknown> | undefined) }),
      (error) => {
        throw this.failureOf(name, error)
      },
    )
  }

  private failureOf(name: string, error: unknown): unknown {
    if (error instanceof ApiFailure) {
      return { errMsg: `${name}:fail ${error.reason}`.trimEnd(), ...error.details }
    }
    if (typeof error === 'object' && error !== null && 'errMsg' in error) return error
    this.runtime.reportError(error)
    return { errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}` }
  }

  private callBack(callback: ((result: unknown) => void) | undefined, result: unknown): void {
    try {
      callback?.(result)
    } catch (error) {
      this.runtime.reportError(error)
    }
  }
}

export function callbacksOf(options: unknown): CallbackOptions {
  const given = (typeof options === 'object' && options !== null ? options : {}) as Record<
    string,
    unknown
  >
  const callbacks: CallbackOptions = {}
  for (const name of ['success', 'fail', 'complete'] as const) {
    const callback = given[name]
    if (typeof callback === 'function') callbacks[name] = callback as (result: unknown) => void
  }
  return callbacks
}

/** A synchronous API's failure: an Error whose message is WeChat's errMsg. */
export function syncFailure(
  name: string,
  reason: string,
  details: Record<string, unknown> = {},
): Error {
  const errMsg = `${name}:fail ${reason}`
  return Object.assign(new Error(errMsg), { errMsg, ...details })
}
