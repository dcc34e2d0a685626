import { runOf } from './key-run'
import type { Line } from './raw'
import { shapeOf } from './text'

const NAME_OF_NUMBERS = /^(?:题号|序号|题目|编号)$/
const NAME_OF_ANSWERS = /^(?:(?:正确|参考|标准)?答案|选项)$/
/** `题号 答案 题号 答案` over `1 A 6 B`. */
const NAMES =
  /^\s*(?:题号|序号)[\s|]+(?:正确|参考|标准)?答案(?:[\s|]+(?:题号|序号)[\s|]+(?:正确|参考|标准)?答案)*[\s|]*$/

/**
 * A key of two rows, `题号 1 2 3` over `答案 A B A` or `1 2 3` over `A B A`, as one line that numbers each answer.
 * @param answers cells below the cells of `numbers`
 * @param before the key of the rows above, which a single number may go on with
 */
export function keyOfRows(
  numbers: readonly string[],
  answers: readonly string[],
  before: string | null = null,
): string | null {
  const top = numbers.map((cell) => shapeOf(cell).trim())
  const below = answers.map((cell) => shapeOf(cell).trim())
  const isNamed = NAME_OF_NUMBERS.test(top[0] ?? '') || NAME_OF_ANSWERS.test(below[0] ?? '')
  const from = isNamed ? 1 : 0
  const columns = top.flatMap((cell, column) => (column < from || cell === '' ? [] : [column]))
  const counted = columns.map((column) => Number((top[column] ?? '').replace(/[.、:]$/, '')))
  const areNumbers =
    columns.length > (isNamed || counted[0] === lastOf(before) + 1 ? 0 : 1) &&
    counted.every(
      (number, at) => Number.isInteger(number) && (at === 0 || number > (counted[at - 1] ?? 0)),
    )
  if (!areNumbers) return null
  const given = columns.map((column) => below[column] ?? '')
  const strays = below.some(
    (cell, column) => cell !== '' && column >= from && !columns.includes(column),
  )
  const isAnswer = (cell: string) => cell === '' || isNamed || runOf(cell, 1) !== null
  if (strays || given.every((cell) => cell === '') || !given.every(isAnswer)) return null
  return `答案：${counted.map((number, at) => `${number}.${given[at]}`).join(' ')}`
}

/** The last number of a key; not a number where there is none. */
function lastOf(key: string | null): number {
  return Number(/(\d+)\.\S*$/.exec(key ?? '')?.[1] ?? Number.NaN)
}

/** The lines of a text with the rows of its keys made lines that number each answer. */
export function withKeyRows(lines: readonly Line[]): Line[] {
  const filled = lines.filter(({ text }) => text.trim() !== '')
  const keys = new Map<Line, string | null>()
  for (const [index, line] of filled.entries()) {
    const next = filled[index + 1]
    if (next === undefined || keys.has(line)) continue
    if (NAMES.test(line.text)) keys.set(line, '参考答案')
    const key = keyOfEvenRows(line, next) ?? keyOfOddRows(line, next)
    if (key === null) continue
    keys.set(line, key)
    keys.set(next, null)
  }
  return lines.flatMap((line) => {
    const key = keys.get(line)
    return key === undefined ? [line] : key === null ? [] : [{ ...line, text: key }]
  })
}

/** Rows of as many numbers as answers: lines of a text have no columns that could be empty. */
function keyOfEvenRows(numbers: Line, answers: Line): string | null {
  const above = withoutName(cellsOf(numbers.text), NAME_OF_NUMBERS)
  const below = withoutName(cellsOf(answers.text), NAME_OF_ANSWERS)
  if (above.length !== below.length) return null
  return keyOfRows(cellsOf(numbers.text), cellsOf(answers.text)) ?? keyOfRows(above, below)
}

function withoutName(cells: readonly string[], name: RegExp): readonly string[] {
  return name.test(cells[0] ?? '') ? cells.slice(1) : cells
}

/** `题号：1 2 3` and `| 1 | 2 | 3 |` by their cells. */
function cellsOf(text: string): string[] {
  return text
    .replace(/^(\s*(?:题号|序号|(?:正确|参考|标准)?答案))\s*[:：]/, '$1 ')
    .trim()
    .split(/[\s|]+/)
    .filter((cell) => cell !== '')
}

/** `1 2 3` over `ABA`. */
function keyOfOddRows(numbers: Line, answers: Line): string | null {
  const run = runOf(answers.text)
  return run === null || run.words.length > 1 ? null : keyOfRows(cellsOf(numbers.text), run.symbols)
}
