import { isBareKey, isKeyLine, isPerQuestion, takeKey } from './key-lines'
import { opensAnswer, takeLabel } from './labelled'
import { takeOptions, takesOption } from './lettered'
import { startNumbered, startsNumbered } from './numbered'
import { takeText } from './plain-lines'
import type { Line } from './raw'
import { type RawBank, Reading } from './reading'
import type { Token } from './token'

/** Reads a text line by line: what stands where decides, not how a certain bank looks. */
export function readLines(lines: readonly Line[]): RawBank {
  const reading = new Reading(lines)
  for (let index = 0; index < reading.tokens.length; index += 1) {
    const token = reading.tokens[index]
    if (token === undefined) continue
    if (token.isBlank || token.isRule) {
      // A score stands between the lines of one question.
      if (token.isRule || token.shape.trim() === '') reading.isApart = true
      if (token.isRule) reading.isAfterRule = true
      continue
    }
    reading.at = index
    index = take(reading, token, index)
    reading.isApart = false
    reading.isAfterRule = false
  }
  return reading.bank
}

/** Takes one line, or several of a key; answers the index of the last taken. */
function take(reading: Reading, token: Token, index: number): number {
  const { heading, label } = token
  if (heading !== null && !isPerQuestion(reading, token, index)) {
    if (heading.isKey) return takeKey(reading, index + 1)
    reading.open(heading.title, heading.kind)
    return index
  }
  if (heading !== null && label === null) {
    opensAnswer(reading, token)
    return index
  }
  if (label?.role === 'answer' && isKeyLine(reading, token)) return takeKey(reading, index)
  if (startsNumbered(reading, token, index)) startNumbered(reading, token)
  else if (label !== null) takeLabel(reading, token)
  else if (takesOption(reading, token)) takeOptions(reading, token)
  else if (isBareKey(reading, token)) return takeKey(reading, index)
  else takeText(reading, token)
  return index
}
