import type { ReadBank } from '../../../typings/questions'
import { headingOf } from './headings'
import { readJson } from './json'
import type { DeclaredKind } from './kinds'
import { flattened, holdsTable } from './layout-table'
import { readLines } from './lines'
import type { QuestionSheet } from './question-sheet'
import type { Line, RawQuestion } from './raw'
import type { RawBank } from './reading'
import { compareQuestions } from './repeats'
import { settle } from './settle'
import { readTable } from './tables'
import { shapeOf } from './text'

/** A part of a document, in the order of reading: a sheet is always a table, a table of a text may be mere layout. */
export type Block = { lines: Line[] } | { sheet: QuestionSheet } | { table: QuestionSheet }

/** Reads what a file holds: lines of text, tables, or both, one after the other. */
export function readBlocks(blocks: readonly Block[]): ReadBank {
  const raw: RawBank = { questions: [], problems: [], leftOut: [] }
  let heading: { title: string; kind: DeclaredKind | null } | null = null
  for (const block of joined(blocks)) {
    const part = 'lines' in block ? readLines(block.lines) : readTable(block.sheet, heading)
    heading = 'lines' in block ? lastHeading(block.lines) : null
    for (const question of part.questions) raw.questions.push(question)
    for (const problem of part.problems) raw.problems.push(problem)
    for (const line of part.leftOut) raw.leftOut.push(line)
  }
  return settled(raw)
}

/** Tables that are mere layout are lines of the text around them. */
function joined(blocks: readonly Block[]): ({ lines: Line[] } | { sheet: QuestionSheet })[] {
  const result: ({ lines: Line[] } | { sheet: QuestionSheet })[] = []
  for (const block of blocks) {
    if ('sheet' in block || ('table' in block && holdsTable(block.table))) {
      result.push({ sheet: 'sheet' in block ? block.sheet : block.table })
      continue
    }
    const lines = 'lines' in block ? block.lines : flattened(block.table)
    const last = result.at(-1)
    if (last !== undefined && 'lines' in last) for (const line of lines) last.lines.push(line)
    else result.push({ lines: [...lines] })
  }
  return result
}

/** The heading that ends a text stands over the table behind it. */
function lastHeading(lines: readonly Line[]): { title: string; kind: DeclaredKind | null } | null {
  const last = lines.findLast(({ text }) => text.trim() !== '')
  return last === undefined ? null : headingOf(last.text, shapeOf(last.text))
}

/** Reads a parsed JSON text; `null` when it holds no questions. */
export function readJsonBank(value: unknown): ReadBank | null {
  const questions = readJson(value)
  return questions === null ? null : settled({ questions, problems: [], leftOut: [] })
}

function settled({ questions: raws, problems, leftOut }: RawBank): ReadBank {
  const questions = raws.map(settle)
  compareQuestions(questions, raws.map(declaresKind))
  if (questions.length === 0 && problems.length === 0)
    problems.push({ code: 'empty', place: '', text: '没有找到题目，请检查文件内容，或使用模板' })
  return { questions, problems, leftOut }
}

function declaresKind({ declared, stem }: RawQuestion): boolean {
  return (declared !== null && declared !== 'choice') || /[(（[【]\s*多选题?\s*[)）\]】]/.test(stem)
}
