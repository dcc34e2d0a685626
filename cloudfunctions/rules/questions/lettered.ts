import { opensSecond } from './ahead'
import { lettersIn } from './answers'
import { markInside, type OptionMark, optionsOfLine } from './options'
import type { RawQuestion } from './raw'
import type { Mode, Reading } from './reading'
import type { Token } from './token'

const MOST_SKIPPED = 2

/** Whether a line that opens with a letter is an option of the question being read. */
export function takesOption(reading: Reading, token: Token): boolean {
  const { option } = token
  const { current: question, mode } = reading
  if (option === null || question === null) return false
  if (mode === 'answer' && question.answer === '') return false
  if (mode === 'explanation') return false
  if (mode === 'answer' && !opensBehindAnswer(reading, token, option, question)) return false
  const expected = question.options.length
  const index = option.letter.charCodeAt(0) - 65
  if (option.letter === 'A' && expected === 0) return true
  if (option.isBare) return index === expected || isOutOfOrder(token, index, expected, mode)
  if (index === 1 && expected === 0) return isWithoutFirst(reading, token, option)
  return expected > 0 || index === 0
}

/** `D 丁` behind B, or a letter again: taken as the option it is, and reported as one out of order. */
function isOutOfOrder({ shape }: Token, index: number, expected: number, mode: Mode): boolean {
  const isNear = expected > 0 && index <= expected + MOST_SKIPPED
  return mode === 'options' && isNear && /^\s*[A-L]\s/.test(shape)
}

/** B with C behind it: A was lost, and is reported as such. */
function isWithoutFirst({ tokens, at }: Reading, { shape }: Token, { to }: OptionMark): boolean {
  const later = tokens.slice(at + 1, at + 6).find(({ isBlank }) => !isBlank)
  return markInside(shape, 'C', to) !== null || later?.option?.letter === 'C'
}

/** Options may stand behind an answer of letters: the first, with its second behind it. */
function opensBehindAnswer(
  reading: Reading,
  token: Token,
  option: OptionMark,
  question: RawQuestion,
): boolean {
  if (option.letter !== 'A' || option.isBare || question.options.length > 0) return false
  if (typeof question.answer !== 'string' || lettersIn(question.answer) === null) return false
  return markInside(token.shape, 'B', option.to) !== null || opensSecond(reading.tokens, reading.at)
}

export function takeOptions(reading: Reading, token: Token): void {
  const { current: question } = reading
  const { option } = token
  if (question === null || option === null) return
  question.options.push(...optionsOfLine(token.text, option))
  reading.mode = 'options'
}
