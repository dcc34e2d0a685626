import type { BankProblem } from '../../../typings/questions'
import { type Cell, type Sheet, withMergesFilled } from '../roster/sheet'
import { letterAt, lettersIn, truthIn } from './answers'
import { bothInOne } from './both-in-one'
import { countsOptions, type Header, headerOf, namesColumns, type QuestionField } from './columns'
import { type DeclaredKind, kindNamed } from './kinds'
import { type RawBank, readLines } from './lines'
import { headingOf } from './marks'
import { withoutLetter } from './options'
import type { Line, RawQuestion } from './raw'
import { rawOfRecord } from './record'
import { plainText, shapeOf } from './text'

/** A sheet whose rows may stand at other places than Excel counts, such as lines of a CSV. */
export interface QuestionSheet extends Sheet {
  /** The place of each row. */
  places: readonly string[]
}

const BEFORE_GIVING_UP = 30
const MOSTLY = 0.9
const SHORTEST_STEM = 4
const LONGEST_ANSWER = 16

/** Text of a cell, its lines kept. */
function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  return plainText(String(cell)).replace(/\r\n?/g, '\n').trim()
}

/** Tables side by side under one row of names that begins again, each with its own columns. */
function sideBySide(sheet: QuestionSheet): QuestionSheet[] {
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
  return bank
}

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

interface Row {
  texts: readonly string[]
  /** With the value of merged cells in all of them. */
  whole: readonly string[]
  place: string
  isCounted: boolean
}

function rawOfRow(
  { texts, whole, place, isCounted }: Row,
  header: Header,
  section: string,
  declared: DeclaredKind | null,
): RawQuestion {
  const text = (field: QuestionField) => texts[header.get(field)?.[0] ?? -1] ?? ''
  const shared = (field: QuestionField) => whole[header.get(field)?.[0] ?? -1] ?? ''
  const several = (header.get('options')?.length ?? 0) > 1
  const apart = several
    ? (header.get('options') ?? []).map((column) => texts[column] ?? '')
    : Array.from({ length: 12 }, (_, index) => text(`option ${index}`))
  const answers = (header.get('answer') ?? [])
    .map((column) => texts[column] ?? '')
    .filter((answer) => answer !== '')
  const both = bothInOne(text('answerAndExplanation'))
  if (answers.length === 0 && both.answer !== '') answers.push(both.answer)
  const kindText = shared('kind')
  const subject = shared('subject')
  const fromSubject = header.has('kind') ? null : kindNamed(subject)
  return rawOfRecord({
    place,
    number: text('number'),
    kind: kindText,
    stem: text('stem'),
    optionText: several ? '' : text('options'),
    options: apart,
    answer: answers.length > 1 ? answers : (answers[0] ?? ''),
    isCounted,
    explanation: text('explanation') || both.explanation,
    subject: fromSubject === null ? subject : '',
    section,
    declared: fromSubject ?? declared,
  })
}

/** Options of one question in rows below each other. */
function continuesOptions(texts: readonly string[], header: Header): boolean {
  const column = header.get('options')?.[0]
  return column !== undefined && texts.every((text, index) => text === '' || index === column)
}

/** A row that fills neither stem nor options nor answer asks nothing. */
function isRemark(raw: RawQuestion, header: Header): boolean {
  const isBare = raw.options.length === 0 && raw.answer === null
  return (
    isBare &&
    (raw.stem.trim() === '' ||
      (header.has('answer') &&
        raw.declared === null &&
        /^(?:说明|备注|注[:：]|填写说明|示例)/.test(raw.stem)))
  )
}

/**
 * Columns of a table without a header, where their content leaves no doubt: one column of answers, the first of text is the stem, options
 * between stem and answer, or behind them when the answer comes first.
 */
function impliedHeader(rows: readonly Cell[][]): Header | null {
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
