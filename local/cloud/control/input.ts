import type { IncomingMessage } from 'node:http'
import { ServiceError } from '../errors'
import { readBody } from '../gateway/body'

/**
 * Reads a JSON body. No body at all reads as `undefined`.
 *
 * @throws ServiceError INVALID_PARAM, EXCEED_REQUEST_SIZE_LIMIT
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request)).toString('utf8')
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalid(`The body is not JSON: ${error instanceof Error ? error.message : error}.`)
  }
}

/** Reads a JSON object; no body reads as an empty one. */
export async function readObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const value = (await readJson(request)) ?? {}
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('The body is not a JSON object.')
  return value as Record<string, unknown>
}

/** What follows the prefix in the path: `/_local/functions/notice` → `notice`. */
export function nameInPath(url: URL, prefix: string): string {
  const name = decodeURIComponent(url.pathname.slice(prefix.length))
  if (name === '') throw invalid(`A name is missing after ${prefix}.`)
  return name
}

/** A header that may be missing. */
export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

export function invalid(message: string): ServiceError {
  return new ServiceError('INVALID_PARAM', message)
}
