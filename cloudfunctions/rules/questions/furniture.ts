import { isRule, labelAt, numberAt } from './marks'
import { markAtStart } from './options'
import type { Line } from './raw'
import { shapeOf } from './text'

const SHORTEST_FURNITURE = 12
const PAGES = 8

/** `第2页 共3页`, `- 12 -`, `Page 3 of 9`; a number alone may be anything. */
const PAGE_NUMBER =
  /^(?:[-—–~·•]\s*\d{1,4}\s*[-—–~·•]|第\s*\d{1,4}\s*页\s*[,/]?\s*(?:共\s*\d{1,4}\s*页)?|共\s*\d{1,4}\s*页\s*[,/]?\s*第\s*\d{1,4}\s*页|page\s*\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?)$/i

/** Headers of pages that stand beside the number of more than one page, and the numbers themselves. */
function pageEnds(lines: readonly Line[]): ReadonlySet<string> {
  const filled = lines.map(({ text }) => text.trim()).filter((text) => text !== '')
  const ends = new Set<string>()
  const beside = new Map<string, number>()
  for (const [index, text] of filled.entries()) {
    if (!PAGE_NUMBER.test(shapeOf(text))) continue
    ends.add(text)
    for (const other of new Set([filled[index - 1], filled[index + 1]]))
      if (other !== undefined) beside.set(other, (beside.get(other) ?? 0) + 1)
  }
  for (const [text, count] of beside) if (count > 1 && !PAGE_NUMBER.test(text)) ends.add(text)
  return ends
}

/**
 * Numbers and headers of pages are no text of a question. A long line without any structure that stands there again
 * and again is a header too.
 */
export function withoutFurniture(lines: readonly Line[]): readonly Line[] {
  const ends = pageEnds(lines)
  const counts = new Map<string, number>()
  for (const { text } of lines) {
    const key = text.trim()
    if (key.length >= SHORTEST_FURNITURE) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return lines.filter(({ text }) => {
    const shape = shapeOf(text)
    if (PAGE_NUMBER.test(shape.trim())) return false
    const isRepeated = (counts.get(text.trim()) ?? 0) >= PAGES || ends.has(text.trim())
    if (!isRepeated) return true
    const hasStructure =
      labelAt(shape) !== null || markAtStart(shape) !== null || numberAt(shape) !== null
    return hasStructure || isRule(shape) || /[([]\s*[)\]]/.test(shape)
  })
}
