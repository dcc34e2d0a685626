import { inlineAnswer } from './inline'
import type { NumberStyle } from './marks'
import { markInside } from './options'
import type { Token } from './token'

/** What the lines behind a line show: whether something is asked there, and where a key ends. */

/** Lines that are looked at for what is asked. */
const NEAR = 15
const EMPTY_PLACE = /[([]\s*[)\]]|_{3,}/

/** Whether options or an empty bracket follow before the next number. */
function asksSomething(tokens: readonly Token[], at: number, style: NumberStyle | null): boolean {
  for (let index = at; index < Math.min(at + NEAR, tokens.length); index += 1) {
    const token = tokens[index]
    if (
      token === undefined ||
      (index > at && (token.heading !== null || token.number?.style === style))
    )
      return false
    if (EMPTY_PLACE.test(token.shape)) return true
    if (
      token.option?.letter === 'A' &&
      (markInside(token.shape, 'B', token.option.to) !== null ||
        tokens[index + 1]?.option?.letter === 'B')
    )
      return true
  }
  return false
}

/** Whether a numbered line is a question: options, an answer or a blank come before the next number. */
export function looksAsked(
  tokens: readonly Token[],
  at: number,
  style: NumberStyle | null,
): boolean {
  for (let index = at; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token === undefined) return false
    if (index > at && (token.heading !== null || token.isRule || token.number?.style === style))
      return false
    if (token.label?.role === 'answer' || token.option?.letter === 'A') return true
    if (EMPTY_PLACE.test(token.shape) || inlineAnswer(token.text) !== null) return true
  }
  return false
}

/** Index of the line behind a key that begins at `from`: a number with options or an empty bracket, or a chapter. */
export function endOfKey(
  tokens: readonly Token[],
  from: number,
  style: NumberStyle | null,
): number {
  let to = from
  while (to < tokens.length && !(to > from && leavesKey(tokens, to, style))) to += 1
  return to
}

/** Whether a line stands over or among questions, not answers. */
export function leavesKey(
  tokens: readonly Token[],
  at: number,
  style: NumberStyle | null,
): boolean {
  const token = tokens[at]
  if (token === undefined) return false
  if (token.heading !== null && !token.heading.isKey) {
    // A heading inside a key stands over answers, one behind it over questions.
    const next = tokens.slice(at + 1, at + 12).findIndex(({ isBlank }) => !isBlank)
    return next >= 0 && asksSomething(tokens, at + 1 + next, style)
  }
  if (token.number === null && token.label === null && !token.isBlank && !token.isRule) {
    // A title over the next questions.
    const next = tokens.slice(at + 1, at + 5).find(({ isBlank }) => !isBlank)
    return next?.number?.style === style && asksSomething(tokens, next.index, style)
  }
  return token.number?.style === style && asksSomething(tokens, at, style)
}

/** Whether the next line that is not blank opens option B. */
export function opensSecond(tokens: readonly Token[], at: number): boolean {
  const later = tokens.slice(at + 1, at + 6).find(({ isBlank }) => !isBlank)
  return later?.option?.letter === 'B'
}

/** Whether answers stand above their questions: one comes before any question, and none behind the last. */
export function standAbove(tokens: readonly Token[], style: NumberStyle | null): boolean {
  const isAnswer = ({ label }: Token) => label?.role === 'answer'
  const isPart = ({ number, option }: Token) =>
    option !== null || (number !== null && number.style === style)
  const structures = tokens.filter((token) => isAnswer(token) || isPart(token))
  const [first] = structures
  const last = structures.at(-1)
  if (first === undefined || last === undefined || !isAnswer(first) || isAnswer(last)) return false
  // Where questions have no numbers, a text above the first answer is its question.
  return (
    style !== null || tokens.slice(0, first.index).every(({ isBlank, isRule }) => isBlank || isRule)
  )
}
