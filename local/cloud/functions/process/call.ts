type Handler = (event: unknown, context: unknown, callback?: Callback) => unknown
type Callback = (error: unknown, result?: unknown) => void

/** Calls a handler of either kind: one that returns a value or promise, or one that takes a callback. */
export function callHandler(handler: Handler, event: unknown, context: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback: Callback = (error, result) => {
      if (error === null || error === undefined) resolve(result)
      else reject(error)
    }
    const returned = handler(event, context, callback)
    if (handler.length < 3 || returned instanceof Promise) resolve(returned)
  })
}

/** JSON text of a handler's result (nothing becomes null), or why it cannot be sent, as the service's runtime words it. */
export function serializeResult(
  value: unknown,
  limit: number,
): { json: string } | { reason: string } {
  let json: string | undefined
  try {
    json = JSON.stringify(value === undefined ? null : value)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { reason: `stringify response to json failed: ${reason}` }
  }
  if (json === undefined) {
    return { reason: `stringify response to json failed: a ${typeof value} has no JSON` }
  }
  if (Buffer.byteLength(json) > limit) return { reason: 'body size is too long' }
  return { json }
}

/** Text of anything that can be thrown; an Error with its stack. */
export function describe(error: unknown): string {
  if (error instanceof Error) return error.stack ?? String(error)
  if (typeof error !== 'object' || error === null) return String(error)
  try {
    return JSON.stringify(error)
  } catch {
    return String(error) // circular: all that can be said is what kind of object it is
  }
}
