import type { IncomingMessage } from 'node:http'
import busboy from 'busboy'
import { ServiceError } from '../errors'

/**
 * The largest body the gateway reads, in bytes: a 16 MB document written as EJSON, and its envelope.
 * The service's own limit is not documented for this endpoint; the code of the refusal is
 * (docs.cloudbase.net/error-code/basic).
 */
const MAX_BODY = 18 * 1024 * 1024

/**
 * Reads a whole body into memory. Gives up at `limit` bytes without holding more than that; what the
 * caller still sends is thrown away by Node when the answer has gone out.
 *
 * @throws ServiceError EXCEED_REQUEST_SIZE_LIMIT, or BAD_REQUEST when the caller goes away half-way
 */
export function readBody(request: IncomingMessage, limit = MAX_BODY): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const announced = Number(request.headers['content-length'] ?? 0)
    if (announced > limit) {
      reject(tooLarge(limit))
      return
    }
    const chunks: Buffer[] = []
    let size = 0
    function done(settle: () => void) {
      request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose)
      settle()
    }
    function onData(chunk: Buffer) {
      size += chunk.length
      if (size > limit) done(() => reject(tooLarge(limit)))
      else chunks.push(chunk)
    }
    function onEnd() {
      done(() => resolve(Buffer.concat(chunks, size)))
    }
    function onClose() {
      done(() => reject(new ServiceError('BAD_REQUEST', 'The request ended before its body did.')))
    }
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose)
  })
}

function tooLarge(limit: number): ServiceError {
  return new ServiceError(
    'EXCEED_REQUEST_SIZE_LIMIT',
    `[RequestTooLarge] The request body is larger than ${limit} bytes.`,
  )
}

/**
 * The named values of an SDK request: a JSON object, or the parts of a multipart body, where a part
 * sent as bytes becomes a `Buffer` (the SDK sends `wx.openApi` that way).
 *
 * @throws ServiceError INVALID_COMMON_PARAM when the body is neither
 */
export async function parseParams(
  contentType: string,
  body: Buffer,
): Promise<Record<string, unknown>> {
  if (contentType.startsWith('multipart/form-data')) return parseMultipart(contentType, body)
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch (error) {
    throw malformed(error)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('a JSON object is expected')
  return value as Record<string, unknown>
}

function parseMultipart(contentType: string, body: Buffer): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const params: Record<string, unknown> = {}
    try {
      const parser = busboy({
        headers: { 'content-type': contentType },
        limits: { fieldSize: MAX_BODY, fileSize: MAX_BODY, parts: 1000 },
      })
      parser.on('field', (name, value) => {
        params[name] = value
      })
      parser.on('file', (name, stream) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          params[name] = Buffer.concat(chunks)
        })
      })
      parser.on('error', (error) => reject(malformed(error)))
      parser.on('close', () => resolve(params))
      parser.end(body)
    } catch (error) {
      reject(malformed(error))
    }
  })
}

function malformed(cause: unknown): ServiceError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ServiceError(
    'INVALID_COMMON_PARAM',
    `[InvalidParameter] The request body cannot be read: ${reason}.`,
  )
}
