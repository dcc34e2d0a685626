import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { basename } from 'node:path/posix'
import { pipeline } from 'node:stream/promises'
import { create as contentDisposition } from 'content-disposition'
import { contentType } from 'mime-types'
import parseRange from 'range-parser'
import type { Clock } from '../clock'
import type { Route } from '../service'
import { type Addresses, FILE_PREFIX } from './address'
import type { Shelf } from './shelf'
import { refuse } from './xml-error'

/** Types that a browser shows without running anything in them; everything else is offered as a download. */
const HARMLESS = /^(image\/(?!svg)|audio\/|video\/|text\/plain|application\/pdf)/

/** Temporary addresses: GET and HEAD, with ranges. */
export function downloadRoutes(addresses: Addresses, shelf: Shelf, clock: Clock): Route[] {
  async function handle(request: IncomingMessage, response: ServerResponse, url: URL) {
    const grant = addresses.checkFile(url, clock.now())
    // The address is the permission, so any page may read it, as with the real service's CDN.
    response.setHeader('access-control-allow-origin', '*')
    if (grant.state === 'mismatch') {
      return refuse(request, response, 403, 'AccessDenied', 'the signature does not match')
    }
    if (grant.state === 'expired') {
      return refuse(request, response, 403, 'AccessDenied', 'Request has expired')
    }
    await sendFile(grant.path, shelf, request, response)
  }

  return [
    { method: 'GET', prefix: FILE_PREFIX, handle },
    { method: 'HEAD', prefix: FILE_PREFIX, handle },
  ]
}

/**
 * Sends a file, or the one range asked for. The type follows from the name: the store keeps none of its own.
 * The file is opened once, so an overwrite in mid-download does not mix two versions.
 */
export async function sendFile(
  path: string,
  shelf: Shelf,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = await shelf.open(path)
  if (!file) return refuse(request, response, 404, 'NoSuchKey', 'The specified key does not exist.')
  try {
    const { size, mtime } = await file.stat()
    const headers: OutgoingHttpHeaders = {
      ...describe(path),
      'accept-ranges': 'bytes',
      'last-modified': mtime.toUTCString(),
    }
    // Several ranges at once are answered with the whole file, which the standard allows.
    const ranges = request.headers.range ? parseRange(size, request.headers.range) : undefined
    if (ranges === -1) {
      response.writeHead(416, { 'content-range': `bytes */${size}` }).end()
      return
    }
    const range = Array.isArray(ranges) && ranges.length === 1 ? ranges[0] : undefined
    const { start, end } = range ?? { start: 0, end: size - 1 }
    if (range) headers['content-range'] = `bytes ${start}-${end}/${size}`
    response.writeHead(range ? 206 : 200, { ...headers, 'content-length': end - start + 1 })
    if (request.method === 'HEAD' || end < start) {
      response.end()
      return
    }
    await pipeline(file.createReadStream({ start, end, autoClose: false }), response)
  } catch (error) {
    // The client left in mid-download; there is nobody to tell.
    if (!response.destroyed) throw error
  } finally {
    await file.close()
  }
}

function describe(path: string): OutgoingHttpHeaders {
  const name = basename(path)
  const type = contentType(name) || 'application/octet-stream'
  return {
    'content-type': type,
    'content-disposition': contentDisposition(name, {
      type: HARMLESS.test(type) ? 'inline' : 'attachment',
    }),
    'x-content-type-options': 'nosniff',
  }
}
