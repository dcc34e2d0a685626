import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'

/*
 * lmdb maps its file into memory and trusts it: a page that is not there ends the process with a signal, without
 * an error that could be caught. So what can be told from outside is told before the file is opened.
 *
 * Where things are: `MDB_meta` in lmdb's `mdb.c`, data version 2, behind a page header of 24 bytes.
 */
const MAGIC = 0xbeefc0de
const META_BYTES = 160
const AT = { magic: 24, pageSize: 48, lastPage: 144, transaction: 152 } as const

/**
 * Refuses a data file that was cut off or is something else. Other damage is not noticed: the file holds no
 * checksums.
 *
 * @throws Error with one sentence; the file is as it was
 */
export function checkDataFile(file: string): void {
  if (!existsSync(file)) return
  const missing = missingPages(file)
  if (missing === 0) return
  if (missing === undefined)
    throw new Error(
      `The data file ${file} is damaged: it is not a file of lmdb; it is left as it is.`,
    )
  // The last pages may be free, and then they need not have been written.
  if (!isReadable(dirname(file)))
    throw new Error(`The data file ${file} is damaged: its end is missing; it is left as it is.`)
}

/** How many pages the file lacks of those it counts; `undefined` when it is no data file. */
function missingPages(file: string): number | undefined {
  const descriptor = openSync(file, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const first = readMeta(descriptor, 0)
    const second = first && readMeta(descriptor, first.pageSize)
    if (first === undefined || second === undefined) return undefined
    // Both are good; the later transaction counts.
    const { lastPage } = first.transaction > second.transaction ? first : second
    return Math.max(0, lastPage + 1 - Math.floor(size / first.pageSize))
  } finally {
    closeSync(descriptor)
  }
}

function readMeta(descriptor: number, position: number) {
  const bytes = Buffer.alloc(META_BYTES)
  if (readSync(descriptor, bytes, 0, META_BYTES, position) < META_BYTES) return undefined
  if (bytes.readUInt32LE(AT.magic) !== MAGIC) return undefined
  return {
    pageSize: bytes.readUInt32LE(AT.pageSize),
    lastPage: Number(bytes.readBigUInt64LE(AT.lastPage)),
    transaction: bytes.readBigUInt64LE(AT.transaction),
  }
}

/** Reads everything in another process, which does not come back if a page is missing. */
function isReadable(folder: string): boolean {
  const script = `
    const root = require(${JSON.stringify(require.resolve('lmdb'))}).open({
      path: ${JSON.stringify(folder)}, noSubdir: false, readOnly: true,
      encoding: 'binary', keyEncoding: 'binary' })
    const options = { encoding: 'binary', keyEncoding: 'binary' }
    for (const name of [...root.getKeys()].map(String)) {
      let bytes = 0
      const table = root.openDB(name.replace(/\\0$/, ''), options)
      for (const { value } of table.getRange()) bytes += value.length
    }
    process.exit(0)`
  return spawnSync(process.execPath, ['-e', script], { stdio: 'ignore' }).status === 0
}
