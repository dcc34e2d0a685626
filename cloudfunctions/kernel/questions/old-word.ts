import { CFB } from '@e965/xlsx'
import WordExtractor from 'word-extractor'
import type { Line } from '../../rules/questions/raw'

/**
 * Lines of an old `.doc`. Its automatic numbers are not known to the library. The container is written anew first: the library
 * follows its chains of sectors without end where a hostile file lets them run in a ring.
 */
export async function readOldWord(bytes: Buffer): Promise<Line[]> {
  const clean = CFB.write(CFB.read(bytes, { type: 'buffer' }), { type: 'buffer' }) as Buffer
  const document = await new WordExtractor().extract(clean)
  return document
    .getBody()
    .split(/\r\n?|\n/)
    .map((text, index) => ({ place: `line ${index + 1}`, text, isParagraph: true }))
}
