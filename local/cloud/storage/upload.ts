import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { PassThrough, type Readable } from 'node:stream'
import busboy from 'busboy'
import type { Clock } from '../clock'
import type { Route } from '../service'
import { type Addresses, type Grant, UPLOAD_PREFIX } from './address'
import type { Shelf } from './shelf'
import { refuse } from './xml-error'

/**
 * The object store's side of an upload. The SDK PUTs the raw bytes with the signature in a header; clients in a
 * browser POST a form whose fields come before its file. Success is an empty body, failure an `<Error>` in XML
 * (node-sdk `storage/index.ts`, uploadFile).
 */
export function uploadRoutes(addresses: Addresses, shelf: Shelf, clock: Clock): Route[] {
  async function put(request: IncomingMessage, response: ServerResponse, url: URL) {
    const grant = addresses.checkUpload(url, request.headers.authorization, clock.now())
    await store(grant, request, request, response, 200)
  }

  async function post(request: IncomingMessage, response: ServerResponse, url: URL) {
    if (!request.headers['content-type']?.startsWith('multipart/form-data')) {
      return put(request, response, url)
    }
    const form = await readForm(request, request.headers)
    if (!form) {
      return refuse(request, response, 400, 'MalformedPOSTRequest', 'the form holds no file')
    }
    const { authorization, signature } = form.fields
    const grant = addresses.checkUpload(url, authorization ?? signature, clock.now())
    await store(grant, form.file, request, response, 204)
  }

  async function store(
    grant: Grant,
    source: Readable,
    request: IncomingMessage,
    response: ServerResponse,
    success: number,
  ) {
    if (grant.state === 'mismatch') {
      source.resume()
      return refuse(request, response, 403, 'SignatureDoesNotMatch', 'the signature does not match')
    }
    if (grant.state === 'expired') {
      source.resume()
      return refuse(request, response, 403, 'AccessDenied', 'Request has expired')
    }
    await shelf.put(grant.path, source)
    response.writeHead(success).end()
  }

  return [
    { method: 'PUT', prefix: UPLOAD_PREFIX, handle: guarded(put) },
    { method: 'POST', prefix: UPLOAD_PREFIX, handle: guarded(post) },
  ]
}

/** Answers a failed upload as the object store does, unless the client is the one that went away. */
function guarded(handle: Route['handle']): Route['handle'] {
  return async (request, response, url) => {
    try {
      await handle(request, response, url)
    } catch (error) {
      if (request.destroyed && !request.complete) {
        response.destroy()
        return
      }
      const message = error instanceof Error ? error.message : String(error)
      refuse(request, response, 500, 'InternalError', message)
    }
  }
}

interface Form {
  /** Values of the fields before the file, by lower-case name. */
  fields: Record<string, string>
  file: Readable
}

/**
 * Reads a form up to its first file, which is left streaming. `undefined` when there is none.
 * A form that breaks off destroys the file's stream with the error.
 */
function readForm(
  request: IncomingMessage,
  headers: IncomingHttpHeaders,
): Promise<Form | undefined> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {}
    const file = new PassThrough()
    // Whoever stores the file hears of an error; while it is only being drained, nobody needs to.
    file.on('error', () => undefined)
    let seen = false
    const fail = (error: Error) => {
      reject(error)
      file.destroy(error)
    }
    const parser = busboy({ headers, limits: { fieldSize: 64 * 1024, files: 1 } })
    parser.on('field', (name, value) => {
      fields[name.toLowerCase()] = value
    })
    parser.on('file', (_name, part) => {
      seen = true
      part.on('error', fail)
      part.pipe(file)
      resolve({ fields, file })
    })
    parser.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))))
    parser.on('close', () => {
      if (!seen) resolve(undefined)
    })
    request.on('error', fail)
    request.on('close', () => {
      if (!request.complete) fail(new Error('the upload broke off'))
    })
    request.pipe(parser)
  })
}
