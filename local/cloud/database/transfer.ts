import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../clock'
import { parseEjsonObject, stringifyEjson } from '../ejson'
import type { Engine } from './engine'
import { MOST_NESTING } from './limits'
import { allRecords } from './records'
import { put } from './writes'

/** How many documents go out before others get their turn. */
const EXPORT_BLOCK = 1000

/** How many documents come in as one transaction of the data file: larger ones touch its pages less often. */
const IMPORT_BLOCK = 5000

/** Characters after which a block is taken in though it has fewer documents: it is held in memory. */
const IMPORT_BLOCK_LENGTH = 64 * 1024 * 1024

/**
 * Every document of a collection as canonical EJSON, in natural order, as they all were when it began.
 *
 * @throws ServiceError DATABASE_COLLECTION_NOT_EXIST
 */
export async function* exportLines(engine: Engine, name: string): AsyncGenerator<string> {
  const collection = engine.collection(name)
  const snapshot = engine.store.freeze()
  try {
    let handled = 0
    for (const { document } of allRecords(snapshot, collection)) {
      yield stringifyEjson(document)
      if (++handled % EXPORT_BLOCK === 0) await turn()
    }
  } finally {
    snapshot.release()
  }
}

/**
 * Takes documents in, one a line; empty lines are passed over. A document whose `_id` is there replaces
 * that one, so an import that broke off can be repeated. Makes the collection if it is missing.
 *
 * @returns how many documents came in
 * @throws ServiceError for a line that is no document or breaks a unique index; what came before its block
 *   of 5,000, or of 64 MB, has been taken in, of its block nothing
 */
export async function importLines(
  engine: Engine,
  clock: Clock,
  name: string,
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<number> {
  if (!engine.collections.has(name)) engine.createCollection(name)
  const work = { documentsExamined: 0, documentsReturned: 0 }
  let taken = 0
  let block: string[] = []
  let length = 0

  async function takeIn(): Promise<void> {
    const options = { now: clock.now(), mostNesting: MOST_NESTING }
    const documents = block.map((line) => parseEjsonObject(line, 'a line', options))
    block = []
    length = 0
    await engine.write(work, (writer) => {
      for (const document of documents) put(writer, engine.collection(name), document)
    })
    taken += documents.length
  }

  for await (const line of lines) {
    if (line.trim() === '') continue
    block.push(line)
    length += line.length
    if (block.length === IMPORT_BLOCK || length >= IMPORT_BLOCK_LENGTH) await takeIn()
  }
  if (block.length > 0) await takeIn()
  return taken
}
