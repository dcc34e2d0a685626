import { headerOf } from './columns'
import { cellText, type QuestionSheet } from './question-sheet'

/** Tables side by side under one row of names that begins again, each with its own columns. */
export function sideBySide(sheet: QuestionSheet): QuestionSheet[] {
  const row = sheet.rows.find((cells) => headerOf(cells) !== null)
  const names = (row ?? []).map(cellText)
  const first = names.findIndex((name) => name !== '')
  const starts = names.flatMap((name, column) =>
    column >= first && name !== '' && name === names[first] ? [column] : [],
  )
  const parts = starts.map((from, at) => ({ from, to: starts[at + 1] ?? names.length }))
  const namesOf = ({ from, to }: { from: number; to: number }) =>
    names
      .slice(from, to)
      .filter((name) => name !== '')
      .join('\n')
  const [one] = parts
  const areAlike =
    one !== undefined && parts.length > 1 && parts.every((part) => namesOf(part) === namesOf(one))
  if (!areAlike || headerOf(names.slice(one.from, one.to)) === null) return [sheet]
  return parts.map(({ from, to }) => ({
    ...sheet,
    rows: sheet.rows.map((cells) => cells.slice(from, to)),
    merges: sheet.merges.flatMap(({ left, right, ...rows }) =>
      left >= from && right < to ? [{ ...rows, left: left - from, right: right - from }] : [],
    ),
  }))
}
