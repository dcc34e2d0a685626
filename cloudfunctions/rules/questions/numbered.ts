import { looksAsked } from './ahead'
import type { Reading } from './reading'
import type { Token } from './token'

/** Numbers may skip, as in a bank from which questions were removed. */
const WIDEST_SKIP = 100

/** Whether a numbered line is a question, and no item of a list inside one. */
export function startsNumbered(reading: Reading, token: Token, index: number): boolean {
  const { number } = token
  const { tokens, style, mode } = reading
  if (number === null || number.style !== style) return false
  const { value } = number
  const follows = value === reading.lastNumber + 1
  if (number.isDecimal || number.style === 'gap')
    return follows || (value === 1 && reading.current === null)
  const isInText = mode === 'answer' || mode === 'explanation'
  if (isInText && value === reading.innerNumber + 1) {
    const isList = !looksAsked(tokens, index, style)
    if (isList) reading.innerNumber = value
    return !isList
  }
  if (follows) return true
  if (mode === 'none' || reading.isAfterRule) return true
  const isQuestion = looksAsked(tokens, index, style)
  if (!isQuestion && isInText && value === 1) reading.innerNumber = 1
  const isNear = value > reading.lastNumber && value <= reading.lastNumber + WIDEST_SKIP
  return isQuestion || (isNear && !isInText && mode !== 'stem')
}

export function startNumbered(reading: Reading, token: Token): void {
  const { number } = token
  if (number === null) return
  reading.lastNumber = number.value
  const lead = /^\s*(?:\[[^\]]{1,8}\]|\([^()]{0,8}\))\s*(?=\d)/.exec(token.shape)?.[0] ?? ''
  reading.start(
    token.place,
    String(number.value),
    `${token.text.slice(0, lead.length)}${token.text.slice(number.to)}`,
  )
}
