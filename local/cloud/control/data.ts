import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { StringDecoder } from 'node:string_decoder'
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
  try {
    // Left open when it is not read to its end, for the answer that says why.
    const lines = linesOf(request.iterator({ destroyOnReturn: false }))
    sendJson(response, 200, { imported: await data.importLines(collection, lines) })
  } finally {
    request.resume()
  }
}

/** Characters of a line: a 16 MB document written as EJSON. */
const LONGEST_LINE = 18 * 1024 * 1024

/** @throws ServiceError INVALID_PARAM for a line without end, before it fills the memory */
async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let parts: string[] = []
  let length = 0
  for await (const chunk of source) {
    const [first = '', ...more] = decoder.write(chunk).split('\n')
    parts.push(first)
    length += first.length
    if (length > LONGEST_LINE) throw invalid(`A line is longer than ${LONGEST_LINE} characters.`)
    const last = more.pop()
    if (last === undefined) continue
    yield parts.join('')
    yield* more
    parts = [last]
    length = last.length
  }
  yield parts.join('')
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
