import { lettersByText, lettersIn, truthIn } from './answers'
import { kindTag } from './kinds'
import { markInside, optionsOfLine } from './options'
import type { RawQuestion } from './raw'
import { shapeOf } from './text'

/** What a line adds to the question it belongs to. Each changes the question it is given. */

/**
 * A line of the stem, on which the first option may stand too.
 * @param opensSecond whether the next line opens option B
 * @returns whether options have begun
 */
export function addStem(question: RawQuestion, written: string, opensSecond: boolean): boolean {
  let text = written
  for (const end of ['start', 'end'] as const) {
    const tag = kindTag(shapeOf(text), end)
    if (tag === null) continue
    question.declared = tag.kind
    text = text.slice(0, tag.from) + text.slice(tag.to)
  }
  const shape = shapeOf(text)
  const first = question.options.length === 0 ? markInside(shape, 'A', 0) : null
  const isOption =
    first !== null &&
    !first.isBare &&
    shape.slice(0, first.from).trim() !== '' &&
    (markInside(shape, 'B', first.to) !== null || opensSecond)
  const stem = isOption ? text.slice(0, first.from) : text
  question.stem = question.stem === '' ? stem.trim() : `${question.stem}\n${stem.trim()}`
  if (isOption) question.options.push(...optionsOfLine(text, first))
  return isOption
}

/** An answer under its label; a second one that says something else, or stands behind another question, is a problem. */
export function addAnswer(question: RawQuestion, written: string): void {
  const text = written.trim()
  const { answer } = question
  if (answer === null || answer === '') question.answer = text
  else if (text !== '' && typeof answer === 'string' && !saysSame(answer, text))
    question.problems.push({
      code: 'answersDiffer',
      blocks: true,
      text: `有两处答案：“${answer.slice(0, 20)}”和“${text.slice(0, 20)}”，请核对后保留一处`,
    })
  else if (text !== '')
    question.problems.push({
      code: 'answersDiffer',
      blocks: holdsQuestion(question.explanation),
      text: `答案写了两次“${text.slice(0, 20)}”，请核对中间是否少了一道题`,
    })
}

function saysSame(one: string, other: string): boolean {
  const letters = lettersIn(one)
  return one === other || (letters !== null && letters === lettersIn(other))
}

/** Options, or a place for an answer, where an explanation was expected. */
function holdsQuestion(explanation: string): boolean {
  const shape = shapeOf(explanation)
  return (
    /(?:^|[\s])[(]?A[\s.、:)][\s\S]*\s[(]?B[\s.、:)]/.test(shape) || /[(]\s*[)]|_{3,}/.test(shape)
  )
}

/** A line behind an answer: more of it, or of its explanation where the answer is whole. */
export function continueAnswer(question: RawQuestion, line: string): void {
  if (question.answer === null || question.answer === '') question.answer = line
  else if (isObjective(question)) addExplanation(question, line)
  else question.answer = `${String(question.answer)}\n${line}`
}

export function addExplanation(question: RawQuestion, line: string): void {
  question.explanation = `${question.explanation}\n${line}`.trim()
}

/**
 * `选项：` begins the list of options: what looked like options before it are statements of the stem.
 * @returns whether options stand on its line
 */
export function openOptions(question: RawQuestion, rest: string): boolean {
  for (const option of question.options) question.stem += `\n${option.letter} ${option.text}`
  question.options = []
  if (rest.trim() === '') return false
  const first = markInside(` ${shapeOf(rest)}`, 'A', 0)
  if (first !== null) question.options = optionsOfLine(` ${rest}`, first)
  return true
}

/** A line behind an option belongs to it, unless something says that it may not. */
export function continueOption(question: RawQuestion, line: string, isParagraph: boolean): void {
  const last = question.options.at(-1)
  if (last === undefined) return
  last.text = `${last.text} ${line}`.trim()
  if (/^\d{1,4}$/.test(line))
    question.problems.push({
      code: 'optionLetters',
      blocks: true,
      text: `选项${last.letter}后面一行只有数字“${line}”，可能是页码，请核对`,
    })
  if (/^[(（]?[A-L](?:\s*[.、．:：)）]|\s)/.test(line))
    question.problems.push({
      code: 'optionLetters',
      blocks: true,
      text: `选项${last.letter}后面一行以“${line.slice(0, 6)}”开头，可能是另一个选项，请核对`,
    })
  // The letter of the paragraph may be a lost automatic number, as it was before.
  if (isParagraph)
    question.problems.push({
      code: 'optionLetters',
      blocks: question.problems.some(({ code }) => code === 'optionLetters'),
      text: `选项${last.letter}后面一段没有字母，已并入选项${last.letter}，请核对`,
    })
}

/** `任何单位 B、任何个人 C、任何组织`: the letter A was an automatic number that is lost. */
export function takeFromSecond(question: RawQuestion, text: string): boolean {
  const shape = shapeOf(text)
  const second = question.options.length === 0 ? markInside(shape, 'B', 1) : null
  if (second === null || second.isBare || markInside(shape, 'C', second.to) === null) return false
  const first = text.slice(0, second.from).trim()
  if (first === '' || question.stem === '') return false
  question.options.push({ letter: 'A', text: first }, ...optionsOfLine(text, second))
  question.problems.push({
    code: 'optionLetters',
    blocks: false,
    text: '选项A前没有字母，已按后面的字母补上，请核对',
  })
  return true
}

/** Whether the answer is one that is compared: letters, a judgement, the text of an option. */
export function isObjective({ answer, options }: RawQuestion): boolean {
  if (typeof answer !== 'string') return false
  return (
    lettersIn(answer) !== null ||
    truthIn(answer) !== null ||
    (options.length > 0 && lettersByText(answer, options) !== null)
  )
}
