import { doubtOf } from './key-lines'
import { kindNamed } from './kinds'
import { addAnswer, openOptions } from './parts'
import type { Reading } from './reading'
import type { Token } from './token'

/** Takes what stands behind a label, such as `答案：` or `解析：`. */
export function takeLabel(reading: Reading, token: Token): void {
  const { label, text, place } = token
  if (label === null) return
  const rest = text.slice(label.to)
  const question = reading.current
  switch (label.role) {
    case 'stem':
      if (question !== null && question.stem === '' && question.answer === null)
        reading.addStem(question, rest)
      else reading.start(place, '', rest)
      reading.mode = reading.mode === 'options' ? 'options' : 'stem'
      return
    case 'subject':
      reading.subject = rest.trim()
      reading.mode = 'meta'
      return
    case 'kind': {
      const kind = kindNamed(rest)
      if (question === null || standsAbove(reading)) {
        reading.kindAbove = kind
        reading.current = null
        reading.mode = 'none'
      } else {
        question.declared = kind ?? question.declared
        reading.mode = 'meta'
      }
      return
    }
    case 'options':
      reading.mode = question !== null && openOptions(question, rest) ? 'options' : 'stem'
      return
    case 'answer':
      if (reading.answersFirst) {
        reading.answerAbove = rest.trim()
        reading.current = null
        reading.mode = 'none'
      } else if (question === null) reading.bank.leftOut.push({ place, text })
      else {
        const doubt = doubtOf(reading, token)
        if (doubt !== null) question.problems.push(doubt)
        addAnswer(question, rest)
        reading.mode = 'answer'
      }
      return
    case 'explanation':
      if (question === null) reading.bank.leftOut.push({ place, text })
      else {
        question.explanation =
          question.explanation === '' ? rest.trim() : `${question.explanation}\n${rest.trim()}`
        reading.mode = 'explanation'
      }
      return
    case 'other':
      reading.mode = 'meta'
  }
}

/** Whether labels of kinds stand above their questions: one does above the first. */
function standsAbove({ tokens, style }: Reading): boolean {
  const first = tokens.find(
    ({ label, number, option }) =>
      label?.role === 'kind' ||
      label?.role === 'stem' ||
      label?.role === 'answer' ||
      option !== null ||
      (number !== null && number.style === style),
  )
  return first?.label?.role === 'kind'
}

/** `参考答案` on a line of its own, without a colon. */
export function opensAnswer(reading: Reading, { place, text }: Token): void {
  const { current: question } = reading
  if (question === null) reading.bank.leftOut.push({ place, text: text.trim() })
  else {
    addAnswer(question, '')
    reading.mode = 'answer'
  }
}
