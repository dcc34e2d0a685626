import { UnreadableFile } from '../roster/workbook'

/** More zero bytes than this at every second place are UTF-16 without a mark. */
const ZERO_SHARE = 0.2

/** Text of a file: by its byte-order mark, else UTF-8, else what Chinese Windows writes (GB 18030). */
export function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes.subarray(2), 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes.subarray(2), 'utf-16be')
  if (bytes.includes(0)) {
    const encoding = utf16Of(bytes)
    if (encoding === null)
      throw new UnreadableFile('不认识的文件类型，请另存为.docx、.xlsx或.txt后再试')
    return decode(bytes, encoding)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decode(bytes, 'gb18030')
  }
}

function decode(bytes: Buffer, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes)
}

function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 4096)
  let even = 0
  let odd = 0
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  const pairs = sample.length / 2
  // Line ends and digits of a Chinese text have a zero byte; the characters have none.
  if (odd > 0 && even === 0) return 'utf-16le'
  if (even > 0 && odd === 0) return 'utf-16be'
  if (odd / pairs > ZERO_SHARE && even / pairs < ZERO_SHARE / 4) return 'utf-16le'
  return even / pairs > ZERO_SHARE && odd / pairs < ZERO_SHARE / 4 ? 'utf-16be' : null
}
