import type { QuestionOption } from '../../../typings/questions'
import { letterAt } from './answers'
import { shapeOf } from './text'

/** Beyond this, letters are words. */
const MOST_OPTIONS = 12

/** A letter that opens an option, and where its text begins. */
export interface OptionMark {
  letter: string
  from: number
  to: number
  /** `A.` `A、` `(A)` are marked; `A模式` and `A INT` are bare. */
  isBare: boolean
}

/** `A.` `A、` `A:` `A)` `(A)` `[A]` … then `A模式`, `A INT`. Half-width, as shapes are. */
const MARKED = /^(?:[([]\s*([A-La-l])\s*[)\]]\s*[.、:,]?|([A-La-l])\s*[.、:)\]]|([A-L])\s?,)\s*/
const BARE = /^([A-L])(?:\s+|(?![A-Za-z0-9\s'’+\-*/=<>→,.，]))/

/** `D .` at the end is the option “.”, not an empty one. */
function markedIn(rest: string): RegExpExecArray | null {
  const marked = MARKED.exec(rest)
  return marked !== null && marked[0].length === rest.length && /^[A-L]\s+\S$/.test(rest.trim())
    ? null
    : marked
}

/** The option that a line opens with, whatever its letter. */
export function markAtStart(shape: string): OptionMark | null {
  const from = shape.length - shape.trimStart().length
  const rest = shape.slice(from)
  const marked = markedIn(rest)
  if (marked !== null) {
    const letter = (marked[1] ?? marked[2] ?? marked[3] ?? '').toUpperCase()
    return { letter, from, to: from + marked[0].length, isBare: false }
  }
  const bare = BARE.exec(rest)
  return bare === null
    ? null
    : { letter: bare[1] ?? '', from, to: from + bare[0].length, isBare: true }
}

/**
 * The option `letter` inside a line, behind `start`. A mark behind a blank, a bar or a bracket is preferred to one in running text;
 * a bare letter counts only behind a wide gap.
 */
export function markInside(shape: string, letter: string, start: number): OptionMark | null {
  let second: OptionMark | null = null
  for (let at = shape.indexOf(letter, start); at >= 0; at = shape.indexOf(letter, at + 1)) {
    const wrapped = /[([]\s*$/.exec(shape.slice(Math.max(start, at - 3), at))
    const from = wrapped === null ? at : at - wrapped[0].length
    const before = from === 0 ? ' ' : shape.charAt(from - 1)
    const rest = shape.slice(from, from + 30)
    const marked = markedIn(rest)
    if (marked !== null && (wrapped !== null) === (marked[1] !== undefined)) {
      const mark = { letter, from, to: from + marked[0].length, isBare: false }
      if (/[\s|;；。?？!！]/.test(before)) return mark
      // In running text, `(A,B)` and `X→A)` are no options.
      const closes = /^[A-La-l]\s*[.、]/.test(rest)
      if (second === null && closes && !/[A-Za-z0-9(,，、→+\-*/=]/.test(before)) second = mark
      if (second === null && closes && /\d|[a-z]/i.test(before) && /^[A-La-l][.、]\S/.test(rest))
        second = mark
      continue
    }
    const bare = BARE.exec(rest)
    if (bare !== null && wrapped === null && /(?:\s\s|\t)$/.test(shape.slice(0, from)))
      return { letter, from, to: from + bare[0].length, isBare: true }
  }
  return second
}

/** Options of one line, from its first mark on: letters follow each other. */
export function optionsOfLine(text: string, first: OptionMark): QuestionOption[] {
  const shape = shapeOf(text)
  const marks = [first]
  let index = first.letter.charCodeAt(0) - 65 + 1
  for (let last = first; index < MOST_OPTIONS; index += 1) {
    const next = markInside(shape, letterAt(index), last.to)
    if (next === null) break
    marks.push(next)
    last = next
  }
  return marks.map((mark, at) => ({
    letter: mark.letter,
    text: text
      .slice(mark.to, marks[at + 1]?.from ?? text.length)
      .replace(at + 1 < marks.length ? /[\s|;；]+$/ : /[\s|]+$/, '')
      .trim(),
  }))
}

/**
 * All options of one cell: lettered in lines or on one line, a list literal (`['a', 'b']`), or parts between bars or lines
 * without letters. Empty when it holds none.
 */
export function optionsOfCell(cell: string): QuestionOption[] {
  const literal = listLiteral(cell)
  if (literal !== null)
    return literal.map((text, index) => ({
      letter: letterAt(index),
      text: withoutLetter(text, index),
    }))
  const lettered = optionsInLines(cell.split('\n'))
  if (lettered.length > 1) return lettered
  const parts = (/[|\n]/.test(cell) ? cell.split(/\s*[|\n]\s*/) : cell.split(/\s*[;；]\s*/))
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length < 2) return lettered
  const isDashed = parts.every(
    (part, index) => /^[A-L]\s*[-—–]\s*\S/.test(part) && part.startsWith(letterAt(index)),
  )
  if (isDashed)
    return parts.map((part, index) => ({
      letter: letterAt(index),
      text: part.replace(/^[A-L]\s*[-—–]\s*/, ''),
    }))
  return parts.map((text, index) => ({ letter: letterAt(index), text: withoutLetter(text, index) }))
}

/** Options that start anywhere in these lines with `A`; text before the first is no option. */
export function optionsInLines(lines: readonly string[]): QuestionOption[] {
  const options: QuestionOption[] = []
  for (const line of lines) {
    const mark = markAtStart(shapeOf(line))
    if (mark !== null && mark.letter === letterAt(options.length))
      options.push(...optionsOfLine(line, mark))
    else if (line.trim() !== '') {
      const last = options.at(-1)
      if (last !== undefined) last.text = `${last.text} ${line.trim()}`.trim()
    }
  }
  return options
}

/** A cell of column A may say `A、北京` again, and by mistake another letter. */
export function withoutLetter(text: string, index: number): string {
  const mark = markAtStart(shapeOf(text))
  if (mark === null || mark.isBare) return text.trim()
  const rest = text.slice(mark.to).trim()
  const isOwn = mark.letter === letterAt(index)
  return rest === '' || (!isOwn && !/^[A-La-l]\s*[.、]/.test(shapeOf(text).trim()))
    ? text.trim()
    : rest
}

/** `['a', 'b']` as Python and JSON write it. */
function listLiteral(cell: string): string[] | null {
  const text = cell.trim()
  if (!text.startsWith('[') || !text.endsWith(']')) return null
  const parts = [
    ...text.slice(1, -1).matchAll(/\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*(?:,|$)/gy),
  ]
  const read = parts.reduce((sum, part) => sum + part[0].length, 0)
  if (parts.length < 2 || read !== text.length - 2) return null
  return parts.map((part) => (part[1] ?? part[2] ?? '').replace(/\\(.)/g, '$1').trim())
}

/** `A生与死 B动与静 C你与我` behind the end of a stem: letters in sequence, each behind a blank. */
export function bareOptionsIn(stem: string): { stem: string; options: QuestionOption[] } | null {
  const shape = shapeOf(stem)
  const marks: OptionMark[] = []
  for (const match of shape.matchAll(/(?<=[\s。.?？!！:：)])([A-L])\s?(?![A-Za-z0-9\s.、,:)])/g)) {
    if (match[1] !== letterAt(marks.length)) continue
    const to = match.index + match[0].length
    marks.push({ letter: match[1], from: match.index, to, isBare: true })
  }
  const [first] = marks
  if (first === undefined || marks.length < 3) return null
  const options = marks.map((mark, index) => ({
    letter: mark.letter,
    text: stem.slice(mark.to, marks[index + 1]?.from ?? stem.length).trim(),
  }))
  return { stem: stem.slice(0, first.from), options }
}
