import type { IncomingMessage, ServerResponse } from 'node:http'
import { ServiceError } from '../errors'
import type { Route } from '../service'
import { sendFile } from './download'
import { checkPath, type FileIds } from './file-id'
import type { Shelf } from './shelf'

/**
 * What stands in for `wx.cloud.uploadFile`, `downloadFile` and `deleteFile` of the mini-program. Bodies are raw
 * bytes; errors are `{"error": {"code", "message"}}` with status 400. Who created a file is not kept, so any
 * person may delete any file here.
 */
export function localFileRoutes(fileIds: FileIds, shelf: Shelf): Route[] {
  async function upload(request: IncomingMessage, response: ServerResponse, url: URL) {
    if (!request.headers['x-wx-openid']) {
      throw new ServiceError('STORAGE_EXCEED_AUTHORITY', 'the header x-wx-openid says who uploads')
    }
    const path = checkPath(url.searchParams.get('path') ?? '')
    await shelf.put(path, request)
    reply(response, 200, { fileID: fileIds.of(path) })
  }

  async function download(request: IncomingMessage, response: ServerResponse, url: URL) {
    await sendFile(fileIds.pathOf(fileIdIn(url)), shelf, request, response)
  }

  async function remove(_request: IncomingMessage, response: ServerResponse, url: URL) {
    const fileID = fileIdIn(url)
    if (!(await shelf.remove(fileIds.pathOf(fileID)))) {
      throw new ServiceError('STORAGE_FILE_NONEXIST', `storage file not exist: ${fileID}`)
    }
    reply(response, 200, { fileID })
  }

  return [
    { method: 'POST', prefix: '/_local/upload', handle: answered(upload) },
    { method: 'GET', prefix: '/_local/file', handle: answered(download) },
    { method: 'HEAD', prefix: '/_local/file', handle: answered(download) },
    { method: 'DELETE', prefix: '/_local/file', handle: answered(remove) },
  ]
}

function fileIdIn(url: URL): string {
  return url.searchParams.get('fileID') ?? ''
}

function answered(handle: Route['handle']): Route['handle'] {
  return async (request, response, url) => {
    try {
      await handle(request, response, url)
    } catch (error) {
      if (request.destroyed && !request.complete) {
        response.destroy()
        return
      }
      if (!(error instanceof ServiceError)) throw error
      request.resume()
      reply(response, 400, { error: { code: error.code, message: error.message } })
    }
  }
}

function reply(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}
