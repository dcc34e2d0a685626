import type { QuestionOption, QuestionProblem } from '../../../typings/questions'
import { letterAt, lettersByText } from './answers'
import { type DeclaredKind, kindNamed } from './kinds'
import {
  markAtStart,
  markInside,
  optionsInLines,
  optionsOfCell,
  optionsOfLine,
  withoutLetter,
} from './options'
import type { RawQuestion } from './raw'
import { plainText, shapeOf } from './text'

/** A question whose parts have names: a row of a sheet, an object of a JSON text. */
export interface QuestionRecord {
  place: string
  number: string
  kind: string
  stem: string
  /** All options in one text; empty when they stand apart. */
  optionText: string
  /** Options that stand apart, by index; an empty one is not there. */
  options: readonly string[]
  answer: string | string[]
  /** Options are counted 1, 2, 3 … and not lettered. */
  isCounted: boolean
  explanation: string
  subject: string
  section: string
  /** Of the sheet or the heading. */
  declared: DeclaredKind | null
}

/** A record as a raw question: letters of options are taken off, options inside the stem are found. */
export function rawOfRecord(record: QuestionRecord): RawQuestion {
  const problems: QuestionProblem[] = []
  const kindText = record.kind.trim()
  const named = kindNamed(kindText)
  if (kindText !== '' && named === null)
    problems.push({
      code: 'kindUnknown',
      blocks: true,
      text: `不认识题型“${kindText.slice(0, 20)}”，请选择单选、多选、判断或填空`,
    })
  let stem = plainText(record.stem)
  let options = apartOptions(record.options, problems)
  if (options.length === 0 && record.optionText.trim() !== '')
    options = optionsOfCell(plainText(record.optionText))
  if (options.length === 0) ({ stem, options } = optionsInStem(stem))
  const isEmpty = Array.isArray(record.answer)
    ? record.answer.length === 0
    : record.answer.trim() === ''
  return {
    place: record.place,
    number: record.number,
    declared: named ?? record.declared,
    stem,
    options,
    answer: isEmpty
      ? null
      : record.isCounted
        ? byCount(record.answer, options, problems)
        : record.answer,
    explanation: record.explanation,
    subject: record.subject,
    section: record.section,
    unlettered: [],
    legend: [],
    problems,
  }
}

/** Letters of `2`, `1,3` and `13` where options are counted; what may as well be the text of another option is a problem. */
function byCount(
  answer: string | string[],
  options: readonly QuestionOption[],
  problems: QuestionProblem[],
): string | string[] {
  const written = (Array.isArray(answer) ? answer.join(',') : answer).trim()
  const letters = countedLetters(written, options.length)
  if (letters === null) return answer
  const byText = lettersByText(written, options)
  if (byText === null) return letters
  if (byText.letters !== letters)
    problems.push({
      code: 'answerUnclear',
      blocks: true,
      text: `答案“${written.slice(0, 20)}”可以是第几个选项，也可以是选项的内容，请填写正确答案`,
    })
  return answer
}

function countedLetters(written: string, options: number): string | null {
  const parts = written.split(/[\s,，、;；|]+/).filter((part) => part !== '')
  const isGlued = parts.length === 1 && Number(written) > options
  const counts = (isGlued ? Array.from(written) : parts).map((part) =>
    /^\d{1,2}$/.test(part) ? Number(part) : 0,
  )
  const areOptions = counts.every((count) => count >= 1 && count <= options)
  if (counts.length === 0 || !areOptions || new Set(counts).size !== counts.length) return null
  return counts.map((count) => letterAt(count - 1)).join('')
}

/** Empty ones at the end are no options; one that is empty between others stays and is a problem. */
function apartOptions(texts: readonly string[], problems: QuestionProblem[]): QuestionOption[] {
  const last = texts.findLastIndex((text) => text.trim() !== '')
  return texts.slice(0, last + 1).map((written, index) => {
    const text = plainText(written)
    const mark = markAtStart(shapeOf(text))
    const bare = withoutLetter(text, index)
    if (bare !== text.trim() && mark !== null && mark.letter !== letterAt(index))
      problems.push({
        code: 'optionLetters',
        blocks: false,
        text: `选项${letterAt(index)}的文字以“${mark.letter}”开头，请核对`,
      })
    return { letter: letterAt(index), text: bare }
  })
}

/** Options as lines of the stem, or behind it on its line. */
function optionsInStem(stem: string): { stem: string; options: QuestionOption[] } {
  const lines = stem.split('\n')
  const at = lines.findIndex((line, index) => {
    const mark = markAtStart(shapeOf(line))
    if (mark?.letter !== 'A') return false
    const next = lines.slice(index + 1).find((later) => later.trim() !== '') ?? ''
    return (
      markInside(shapeOf(line), 'B', mark.to) !== null || markAtStart(shapeOf(next))?.letter === 'B'
    )
  })
  if (at > 0)
    return { stem: lines.slice(0, at).join('\n'), options: optionsInLines(lines.slice(at)) }
  const shape = shapeOf(stem)
  const first = markInside(shape, 'A', 1)
  if (first === null || first.isBare || markInside(shape, 'B', first.to) === null)
    return { stem, options: [] }
  return {
    stem: stem.slice(0, first.from),
    options: optionsOfLine(stem.slice(first.from), {
      ...first,
      to: first.to - first.from,
      from: 0,
    }),
  }
}
