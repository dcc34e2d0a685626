/**
 * How a call fails, in the service's words. Sources: [doc] docs.cloudbase.net/error-code, [code] the SDK's
 * error table or Tencent's runtime, [3p] error messages that developers posted, [ours] no source found.
 * The WeChat client shows FUNCTIONS_EXECUTE_FAIL as -504002 and a timeout as -504003 [3p].
 */
export interface Failure {
  code: string
  message: string
}

/** Code [the SDK's own test suite], message [3p]. */
export function notFound(): Failure {
  return {
    code: 'FUNCTION_NOT_FOUND',
    message: 'FunctionName parameter could not be found.',
  }
}

/** The function threw, rejected, could not be loaded, or its answer cannot be sent. Code [doc], message is the error's stack [3p]. */
export function executionFailed(message: string): Failure {
  return { code: 'FUNCTIONS_EXECUTE_FAIL', message }
}

/** The process ended in the middle of a call; a signal counts as 128 + its number. Code and message [3p]. */
export function exited(exitCode: number): Failure {
  return executionFailed(`${exitCode} code exit unexpected`)
}

/** Code [doc], message [3p]. */
export function timedOut(seconds: number): Failure {
  return {
    code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED',
    message: `Invoking task timed out after ${seconds} seconds`,
  }
}

/** The code did not finish loading in time. Code [doc], message [ours]. */
export function initializationTimedOut(seconds: number): Failure {
  return {
    code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED',
    message: `Initializing task timed out after ${seconds} seconds`,
  }
}

/** Code [doc], message [ours]. */
export function outOfMemory(megabytes: number): Failure {
  return {
    code: 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED',
    message: `Invoking task exceeded its memory of ${megabytes} MB`,
  }
}

/** Code [code], message [ours]. */
export function tooManyCalls(limit: number): Failure {
  return {
    code: 'EXCEED_CONCURRENT_REQUEST_LIMIT',
    message: `[LimitExceeded] more than ${limit} concurrent invocations`,
  }
}

/** Code [code], message [ours]. */
export function calledTooDeep(limit: number): Failure {
  return {
    code: 'EXCEED_REQUEST_LIMIT',
    message: `[LimitExceeded] more than ${limit} functions wait for one another`,
  }
}

/** Code [code: the call failed before the function ran], message [ours]. */
export function eventTooLarge(bytes: number, limit: number): Failure {
  return {
    code: 'FUNCTIONS_REQUEST_FAIL',
    message: `[RequestTooLarge] the event has ${bytes} bytes, at most ${limit} are allowed`,
  }
}

/** The event is no JSON. Code [code], message [ours]. */
export function invalidEvent(reason: string): Failure {
  return { code: 'INVALID_PARAM', message: `[InvalidParameterValue] ${reason}` }
}
