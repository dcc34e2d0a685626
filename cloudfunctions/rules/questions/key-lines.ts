import { endOfKey } from './ahead'
import { lettersIn, truthIn } from './answers'
import { inlineAnswer } from './inline'
import { entriesOf, readKey } from './key'
import { matchKey } from './key-match'
import type { Reading } from './reading'
import type { Token } from './tokens'

/** Where answers stand apart from their questions. */

/** `参考答案：` alone may open the answer of one question or of all. */
export function isPerQuestion(reading: Reading, token: Token, index: number): boolean {
  if (token.heading?.isKey !== true) return false
  if (pending(reading) < 2) return true
  const next = reading.tokens.slice(index + 1, index + 12).find(({ isBlank }) => !isBlank)
  if (next === undefined) return true
  const text = next.text.slice(next.label?.role === 'answer' ? next.label.to : 0)
  return next.heading === null && entriesOf({ place: next.place, text }).length === 0
}

/** Questions at the end that have no answer yet; more than one is enough. */
function pending({ bank, unkeyed }: Reading): number {
  let count = 0
  for (let at = bank.questions.length - 1; at >= unkeyed && count < 2; at -= 1) {
    const question = bank.questions[at]
    if (question?.answer !== null || inlineAnswer(question.stem) !== null) break
    count += 1
  }
  return count
}

/** `答案：1-5 ABCDA`, `参考答案：1.A 2.B 3.C`. */
export function isKeyLine(reading: Reading, token: Token): boolean {
  const rest = token.text.slice(token.label?.to ?? 0)
  return pending(reading) > 1 && entriesOf({ place: token.place, text: rest }).length > 1
}

/** A key without a heading, behind a heading of its own or at the end. */
export function isBareKey(reading: Reading, token: Token): boolean {
  const entries = entriesOf(token)
  const areAnswers = entries.every(
    ({ answer }) => lettersIn(answer) !== null || truthIn(answer)?.reason === '',
  )
  return pending(reading) > 1 && entries.length > 1 && areAnswers
}

/** Takes the key that begins at `from`; answers the index of its last line. */
export function takeKey(reading: Reading, from: number): number {
  const { tokens, bank } = reading
  const to = endOfKey(tokens, from, reading.style)
  const lines = tokens.slice(from, to).flatMap((token) => {
    if (token.isBlank || token.isRule) return []
    const text =
      to - from > 0 && token === tokens[from] && token.label?.role === 'answer'
        ? token.text.slice(token.label.to)
        : token.text
    return [{ place: token.place, text }]
  })
  const questions = bank.questions.slice(reading.unkeyed)
  bank.problems.push(...matchKey(readKey(lines), questions))
  reading.unkeyed = bank.questions.length
  reading.open('', null)
  return to - 1
}
