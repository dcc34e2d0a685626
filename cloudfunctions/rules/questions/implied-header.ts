import type { Cell } from '../roster/sheet'
import { lettersIn, truthIn } from './answers'
import type { Header, QuestionField } from './columns'
import { kindNamed } from './kinds'
import { BEFORE_GIVING_UP, cellText } from './question-sheet'

const MOSTLY = 0.9
const SHORTEST_STEM = 4
const LONGEST_ANSWER = 16

/**
 * Columns of a table without a header, where their content leaves no doubt: one column of answers, the first of text is the stem, options
 * between stem and answer, or behind them when the answer comes first.
 */
export function impliedHeader(rows: readonly Cell[][]): Header | null {
  const sample = rows.slice(0, BEFORE_GIVING_UP).map((row) => row.map(cellText))
  const width = Math.max(...sample.map((row) => row.length))
  const columns = Array.from({ length: width }, (_, column) =>
    sample.map((row) => row[column] ?? ''),
  )
  const mostly = (column: readonly string[], test: (text: string) => boolean) =>
    column.filter(test).length > MOSTLY * sample.length
  const isAnswer = (text: string) =>
    (lettersIn(text) !== null && text.length < LONGEST_ANSWER) || truthIn(text)?.reason === ''
  const ordinals = columns.map((column) => mostly(column, (text) => /^\d{1,5}$/.test(text)))
  const kinds = columns.map((column) => mostly(column, (text) => kindNamed(text) !== null))
  const answers = columns.map(
    (column, index) => ordinals[index] !== true && mostly(column, isAnswer),
  )
  const answer = answers.indexOf(true)
  const stem = columns.findIndex(
    (column, index) =>
      !ordinals[index] &&
      !kinds[index] &&
      !answers[index] &&
      mostly(column, (text) => text.length >= SHORTEST_STEM),
  )
  const isFirst = columns
    .slice(0, stem)
    .every((_, index) => ordinals[index] || kinds[index] || answers[index])
  if (answer < 0 || answers.lastIndexOf(true) !== answer || stem < 0 || !isFirst) return null
  const header = new Map<QuestionField, number[]>([
    ['stem', [stem]],
    ['answer', [answer]],
  ])
  const kind = kinds.indexOf(true)
  if (kind >= 0) header.set('kind', [kind])
  const between = columns
    .map((_, index) => index)
    .slice(stem + 1, answer > stem ? answer : width)
    .filter((index) => !kinds[index])
  if (between.length === 1) header.set('options', between)
  else for (const [index, column] of between.entries()) header.set(`option ${index}`, [column])
  return header
}
