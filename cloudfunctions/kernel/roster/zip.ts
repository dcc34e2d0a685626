import { inflateRawSync } from 'node:zlib'

/** Entries and bytes of an honest document, pictures included [P]. */
const MOST_ENTRIES = 500
const MOST_BYTES = 80 * 1024 * 1024

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
/** The end record may be followed by a comment of at most 64 KB (APPNOTE.TXT 4.3.16). */
const LONGEST_END = 22 + 0xffff
const STORED = 0
const DEFLATED = 8

/**
 * Whether a zip file unpacks to something that fits: every entry is unpacked once with a limit, because the sizes
 * a file states may be lies.
 * @param most bytes it may unpack to
 */
export function isHarmlessZip(bytes: Buffer, most = MOST_BYTES): boolean {
  try {
    let left = most
    for (const { at } of entriesOf(bytes)) {
      left -= unpacked(bytes, at, left).length
      if (left < 0) return false
    }
    return true
  } catch {
    // Cut off, over the limit, or no zip at all: not to be opened either way.
    return false
  }
}

/** Names of the files in a harmless zip. */
export function namesInZip(bytes: Buffer): string[] {
  return entriesOf(bytes).map(({ name }) => name)
}

/** One file of a harmless zip; `null` when it has none of that name. */
export function fileInZip(bytes: Buffer, name: string): Buffer | null {
  const entry = entriesOf(bytes).find((each) => each.name === name)
  return entry === undefined ? null : unpacked(bytes, entry.at, MOST_BYTES)
}

/** What the directory lists, and where in it. */
function entriesOf(bytes: Buffer): { name: string; at: number }[] {
  const end = findEnd(bytes)
  const count = bytes.readUInt16LE(end + 10)
  if (count > MOST_ENTRIES) throw new Error('too many entries')
  const entries: { name: string; at: number }[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('no directory entry')
    const [nameLength = 0, extra = 0, comment = 0] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    )
    entries.push({ name: bytes.toString('utf8', at + 46, at + 46 + nameLength), at })
    at += 46 + nameLength + extra + comment
  }
  return entries
}

function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - LONGEST_END); at -= 1) {
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at
  }
  throw new Error('no end of directory')
}

function unpacked(bytes: Buffer, at: number, most: number): Buffer {
  const method = bytes.readUInt16LE(at + 10)
  const packed = bytes.readUInt32LE(at + 20)
  const local = bytes.readUInt32LE(at + 42)
  if (bytes.readUInt32LE(local) !== LOCAL_ENTRY) throw new Error('no local entry')
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  if (start + packed > bytes.length) throw new Error('cut off')
  const content = bytes.subarray(start, start + packed)
  if (method === STORED) return content
  if (method !== DEFLATED) throw new Error('unknown method')
  return inflateRawSync(content, { maxOutputLength: most + 1 })
}
