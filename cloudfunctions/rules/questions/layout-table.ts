import { withMergesFilled } from '../roster/sheet'
import { headerOf } from './columns'
import { BEFORE_GIVING_UP, cellText, type QuestionSheet } from './question-sheet'
import type { Line } from './raw'

/** Whether a table of a text holds questions under a header, and is not mere layout. */
export function holdsTable(table: QuestionSheet): boolean {
  return withMergesFilled(table)
    .slice(0, BEFORE_GIVING_UP)
    .some((row) => headerOf(row) !== null)
}

/** A table that holds no questions as lines: of 题号 over 答案 a key is made, of others the cells in their order. */
export function flattened({ rows, places }: QuestionSheet): Line[] {
  const lines: Line[] = []
  for (const [index, cells] of rows.entries()) {
    const texts = cells.map(cellText)
    const answers = (rows[index + 1] ?? []).map(cellText)
    const place = places[index] ?? ''
    if (/^题号/.test(texts[0] ?? '') && /答案/.test(answers[0] ?? '')) {
      const pairs = texts.flatMap((number, column) =>
        /^\d+$/.test(number) ? [`${number}.${answers[column] ?? ''}`] : [],
      )
      lines.push({ place, text: `答案：${pairs.join(' ')}` })
    } else if (
      !/答案/.test(texts[0] ?? '') ||
      !/^题号/.test(cellText(rows[index - 1]?.[0] ?? null))
    ) {
      const filled = texts.filter((text) => text !== '')
      const isMultiline = filled.some((text) => text.includes('\n'))
      const parts = isMultiline ? filled.flatMap((text) => text.split('\n')) : [filled.join('\t')]
      for (const text of parts) lines.push({ place, text })
    }
  }
  return lines
}
