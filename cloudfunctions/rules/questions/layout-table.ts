import { withMergesFilled } from '../roster/sheet'
import { headerOf } from './columns'
import { keyOfRows } from './key-rows'
import { BEFORE_GIVING_UP, cellText, type QuestionSheet } from './question-sheet'
import type { Line } from './raw'

/** Whether a table of a text holds questions under a header, and is not mere layout. */
export function holdsTable(table: QuestionSheet): boolean {
  return withMergesFilled(table)
    .slice(0, BEFORE_GIVING_UP)
    .some((row) => headerOf(row) !== null)
}

/** A table that holds no questions as lines: of numbers over answers a key is made, of others the cells in their order. */
export function flattened({ rows, places }: QuestionSheet): Line[] {
  const lines: Line[] = []
  let before: string | null = null
  for (let index = 0; index < rows.length; index += 1) {
    const texts = (rows[index] ?? []).map(cellText)
    const place = places[index] ?? ''
    const key = keyOfRows(texts, (rows[index + 1] ?? []).map(cellText), before)
    before = key
    if (key !== null) {
      lines.push({ place, text: key })
      index += 1
      continue
    }
    const filled = texts.filter((text) => text !== '')
    const isMultiline = filled.some((text) => text.includes('\n'))
    const parts = isMultiline ? filled.flatMap((text) => text.split('\n')) : [filled.join('\t')]
    for (const text of parts) lines.push({ place, text })
  }
  return lines
}
