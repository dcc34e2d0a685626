import type { ServerResponse } from 'node:http'
import { ServiceError } from '../errors'

/**
 * The error as it is told to a caller. Anything but a `ServiceError` is a fault of ours: it goes to the
 * log, and the caller gets the service's code for that.
 */
export function describeError(
  error: unknown,
  log: (line: string) => void,
  requestId = '',
): { code: string; message: string } {
  if (error instanceof ServiceError) return { code: error.code, message: error.message }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  log(`${requestId} ${stack}`.trim())
  return {
    code: 'SYS_ERR',
    message: `[SystemError] ${error instanceof Error ? error.message : String(error)}`,
  }
}

/** Answers with JSON outside the wire. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    ...headers,
  })
  response.end(body)
}
