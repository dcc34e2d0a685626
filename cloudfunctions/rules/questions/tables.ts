import type { BankProblem } from '../../../typings/questions'
import { type Cell, withMergesFilled } from '../roster/sheet'
import { letterAt } from './answers'
import { countsOptions, type Header, headerOf, namesColumns } from './columns'
import { headingOf } from './headings'
import { impliedHeader } from './implied-header'
import { type DeclaredKind, kindNamed } from './kinds'
import { readLines } from './lines'
import { numberAt } from './marks'
import { withoutLetter } from './options'
import { BEFORE_GIVING_UP, cellText, type QuestionSheet } from './question-sheet'
import type { RawQuestion } from './raw'
import type { RawBank } from './reading'
import { sideBySide } from './side-by-side'
import { continuesOptions, isRemark, rawOfRow } from './table-row'
import { shapeOf } from './text'

/** Reads a sheet: tables under headers, side by side or not, a table without one, or lines of text in one column. */
export function readTable(
  sheet: QuestionSheet,
  heading: { title: string; kind: DeclaredKind | null } | null = null,
): RawBank {
  const parts = sideBySide(sheet).map((part) => readOneTable(part, heading))
  return {
    questions: parts.flatMap(({ questions }) => questions),
    problems: parts.flatMap(({ problems }) => problems),
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
  }
}

/** Reads a sheet: a table under a header, a table that explains itself without one, or lines of text in one column. */
function readOneTable(
  sheet: QuestionSheet,
  heading: { title: string; kind: DeclaredKind | null } | null,
): RawBank {
  const rows = sheet.rows
  const used = rows.filter((row) => row.some((cell) => cellText(cell) !== ''))
  const bank: RawBank = { questions: [], problems: [], leftOut: [] }
  if (used.length === 0) return bank
  const filled = withMergesFilled(sheet)
  const hasHeader = filled.some((row) => headerOf(row) !== null)
  if (!hasHeader && used.every((row) => row.filter((cell) => cellText(cell) !== '').length <= 1))
    return readColumn(sheet)
  const hasNames = used.slice(0, BEFORE_GIVING_UP).some(namesColumns)
  const implied = hasHeader || hasNames ? null : impliedHeader(used)
  if (!hasHeader && implied === null) {
    bank.problems.push(noHeader(sheet))
    return bank
  }
  readRows(sheet, filled, implied, heading, bank)
  takeNumbers(bank.questions)
  return bank
}

/** `1.甲是…` in the cells of stems: numbers, where each row has one and they follow each other. */
function takeNumbers(questions: readonly RawQuestion[]): void {
  const marks = questions.map(({ stem }) => numberAt(shapeOf(stem)))
  const areNumbers =
    questions.length > 1 &&
    marks.every(
      (mark, at) =>
        mark !== null &&
        mark.style !== 'gap' &&
        !mark.isDecimal &&
        (mark.value === 1 || mark.value === (marks[at - 1]?.value ?? Number.NaN) + 1),
    )
  if (!areNumbers) return
  for (const [index, question] of questions.entries()) {
    const mark = marks[index]
    if (mark === undefined || mark === null) continue
    question.stem = question.stem.slice(mark.to)
    if (question.number === '') question.number = String(mark.value)
  }
}

function noHeader({ name, places }: QuestionSheet): BankProblem {
  return {
    code: 'noHeader',
    place: places[0] ?? name,
    text: `${name === '' ? '' : `“${name}”`}没有找到表头。请在表格第一行写明列名，至少有“题干”和“答案”，或使用模板`,
  }
}

/** A text pasted into one column. */
function readColumn({ rows, places }: QuestionSheet): RawBank {
  return readLines(
    rows.flatMap((row, index) => {
      const text = cellText(row.find((cell) => cellText(cell) !== '') ?? null)
      return text.split('\n').map((line) => ({ place: places[index] ?? '', text: line }))
    }),
  )
}

function readRows(
  sheet: QuestionSheet,
  filled: readonly Cell[][],
  implied: Header | null,
  above: { title: string; kind: DeclaredKind | null } | null,
  bank: RawBank,
): void {
  let header: Header | null = implied
  let isCounted = false
  // A sheet named 判断题 says the kind of what it holds.
  const ofSheet = above?.kind ?? kindNamed(sheet.name)
  let declared: DeclaredKind | null = ofSheet
  let section = above?.title ?? (ofSheet === null ? '' : sheet.name)
  let last: RawQuestion | null = null
  for (const [index, cells] of sheet.rows.entries()) {
    const texts = cells.map(cellText)
    if (texts.every((text) => text === '')) continue
    const place = sheet.places[index] ?? ''
    const found = headerOf(filled[index] ?? [])
    if (found !== null && isHeaderRow(filled[index] ?? [], found, header)) {
      header = found
      isCounted = countsOptions(filled[index] ?? [])
      continue
    }
    const only = texts.filter((text) => text !== '')
    const title = only[0] ?? ''
    const heading = only.length === 1 ? headingOf(title, shapeOf(title)) : null
    if (heading !== null && texts.indexOf(title) <= (header?.get('stem')?.[0] ?? 0)) {
      declared = heading.kind ?? ofSheet
      section = heading.title
      last = null
      continue
    }
    if (header === null) {
      bank.leftOut.push({ place, text: only.join(' ') })
      continue
    }
    const row = { texts, whole: (filled[index] ?? []).map(cellText), place, isCounted }
    if (last !== null && continuesOptions(texts, header)) {
      const index = last.options.length
      last.options.push({ letter: letterAt(index), text: withoutLetter(title, index) })
      continue
    }
    const raw = rawOfRow(row, header, section, declared)
    if (isRemark(raw, header)) {
      bank.leftOut.push({ place, text: only.join(' ') })
      continue
    }
    bank.questions.push(raw)
    last = raw
  }
}

/** A row of names is a header, the first or one repeated; a question may well begin with 题目. */
function isHeaderRow(cells: readonly Cell[], found: Header, before: Header | null): boolean {
  const named = [...found.values()].reduce((sum, columns) => sum + columns.length, 0)
  const used = cells.filter((cell) => cellText(cell) !== '').length
  return before === null || (named >= 2 && named * 2 >= used)
}
