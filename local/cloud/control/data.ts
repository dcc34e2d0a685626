import type { IncomingMessage, ServerResponse } from 'node:http'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Database } from '../database/database'
import { sendJson } from '../gateway/answer'
import type { Route } from '../service'
import { invalid } from './input'
import { route } from './route'

/** What of the database is used here. */
type DataAccess = Pick<Database, 'collections' | 'exportLines' | 'importLines'>

/** `POST /_local/import` and `GET /_local/export`. */
export function dataRoutes(data: DataAccess): Route[] {
  return [
    route('POST', 'import', (request, response, url) =>
      importCollection(data, request, response, url),
    ),
    route('GET', 'export', (_request, response, url) => exportCollection(data, response, url)),
  ]
}

/**
 * `POST /_local/import?collection=NAME`: reads documents while they arrive, so that the size of the
 * body does not matter.
 */
async function importCollection(
  data: DataAccess,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const collection = nameOf(url)
  const lines = createInterface({ input: request, crlfDelay: Number.POSITIVE_INFINITY })
  sendJson(response, 200, { imported: await data.importLines(collection, lines) })
}

/** `GET /_local/export?collection=NAME`, or without a name the list of collections. */
async function exportCollection(
  data: DataAccess,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (!url.searchParams.has('collection')) {
    sendJson(response, 200, { collections: data.collections() })
    return
  }
  const blocks = inBlocks(data.exportLines(nameOf(url)))
  // A collection that does not exist shows only now, when the answer has not begun yet.
  const first = await blocks.next()
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' })
  if (!first.done) response.write(first.value)
  await pipeline(Readable.from(blocks), response)
}

/** Lines joined to blocks of some 64 kB: a write per document would take most of the time. */
async function* inBlocks(lines: AsyncIterable<string>): AsyncGenerator<string, void> {
  let block = ''
  for await (const line of lines) {
    block += `${line}\n`
    if (block.length >= 65_536) {
      yield block
      block = ''
    }
  }
  if (block !== '') yield block
}

function nameOf(url: URL): string {
  const name = url.searchParams.get('collection')
  if (name === null || name === '') throw invalid(`'collection' is missing in the address.`)
  return name
}
