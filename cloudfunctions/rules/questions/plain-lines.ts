import { truthIn } from './answers'
import { inlineAnswer } from './inline'
import { takeOptions } from './lettered'
import { markInside } from './options'
import {
  addExplanation,
  continueAnswer,
  continueOption,
  isObjective,
  takeFromSecond,
} from './parts'
import type { RawQuestion } from './raw'
import { LONGEST_TITLE, type Reading } from './reading'
import { shapeOf } from './text'
import type { Token } from './token'

/** Questions numbered `一、`, as headings are. */
const ORDINAL = /^\s*[一二三四五六七八九十]{1,3}\s*[、.．]\s*(?=\S)/

const PLACE_AT_END = /[([]\s*[)\]]\s*[。.]?\s*$/
const EMPTY_PLACE = /[([]\s*[)\]]|_{3,}/
const SHORTEST_SENTENCE = 6

/** Takes a line without number, label or letter: it goes on with its question, asks another, or belongs to none. */
export function takeText(reading: Reading, token: Token): void {
  const question = reading.current
  const { text, place } = token
  if (question === null) {
    if (isStemless(token)) startStemless(reading, token)
    else if (startsUnnumbered(reading, token)) reading.start(place, '', text.replace(ORDINAL, ''))
    else reading.leaveOut(token)
    return
  }
  if (isSubQuestion(reading, token)) {
    question.stem += `\n${text.trim()}`
    reading.mode = 'stem'
    return
  }
  if (opensAnother(reading, token, question)) {
    const isQuestion =
      token.next === 'option' ||
      token.next === 'answer' ||
      holdsOptions(token) ||
      EMPTY_PLACE.test(token.shape) ||
      inlineAnswer(text) !== null
    if (isQuestion) reading.start(place, '', text.replace(ORDINAL, ''))
    else reading.leaveOut(token)
    return
  }
  continueWith(reading, question, token)
}

/** Options without anything above them: their stem was lost. */
function isStemless({ option, shape, next }: Token): boolean {
  return (
    option?.letter === 'A' &&
    !option.isBare &&
    (markInside(shape, 'B', option.to) !== null || next === 'answer')
  )
}

function startStemless(reading: Reading, token: Token): void {
  reading.start(token.place, '', '')
  takeOptions(reading, token)
}

/** `（2）…` with options of its own under a number that had options already. */
function isSubQuestion({ style, mode }: Reading, { number, next }: Token): boolean {
  const isOther = number !== null && style !== null && number.style !== style
  return mode === 'options' && isOther && next === 'option'
}

function continueWith(
  reading: Reading,
  question: RawQuestion,
  { text, isParagraph = false }: Token,
): void {
  const line = text.trim()
  switch (reading.mode) {
    case 'options':
      continueOption(question, line, isParagraph)
      return
    case 'answer':
      continueAnswer(question, line)
      return
    case 'explanation':
      addExplanation(question, line)
      return
    case 'meta':
    case 'none':
      reading.bank.leftOut.push({ place: question.place, text: line })
      return
    case 'stem': {
      const before = inlineAnswer(question.stem)
      const isJudged = before !== null && before !== 'unclear' && truthIn(before.answer) !== null
      if (isJudged) addExplanation(question, line)
      else if (takeFromSecond(question, text)) reading.mode = 'options'
      else {
        if (question.stem !== '') question.unlettered.push(line)
        reading.addStem(question, text)
      }
    }
  }
}

/** Whether a text line behind a question is no part of it any more. */
function opensAnother(reading: Reading, token: Token, question: RawQuestion): boolean {
  const { usesBlanks } = reading
  // A number was lost, or a blank line.
  const isApart = reading.isApart || (reading.mode !== 'stem' && PLACE_AT_END.test(token.shape))
  const isAsked = token.next === 'option' || token.next === 'answer'
  const isNumbered = reading.style !== null
  if (reading.isAfterRule) return question.stem !== ''
  switch (reading.mode) {
    case 'meta':
      return !isNumbered || isApart
    case 'none':
      return true
    case 'stem': {
      const inline = inlineAnswer(question.stem)
      if (inline !== null && inline !== 'unclear' && !isNumbered)
        return (
          token.next !== 'option' ||
          isApart ||
          isAnswered(token) ||
          (truthIn(inline.answer) !== null && PLACE_AT_END.test(token.shape))
        )
      // A number was lost: it has an answer itself.
      const hasPlace = EMPTY_PLACE.test(shapeOf(question.stem))
      if (hasPlace && (isAnswered(token) || asksApart(reading, token))) return true
      if (inline !== null && inline !== 'unclear' && isAnswered(token)) return true
      if (asksUnnumbered(reading, token) && EMPTY_PLACE.test(shapeOf(question.stem))) return true
      if (!isApart || question.stem === '') return false
      return !isAsked && (inline !== null || isNumbered)
    }
    case 'options':
      if (token.next === 'option' || holdsOptions(token) || isAnswered(token)) return true
      if (EMPTY_PLACE.test(token.shape)) return true
      return isApart && token.next !== 'answer'
    case 'answer':
      if (question.answer === null || question.answer === '') return false
      if (!isNumbered) return isAsked ? isApart || !usesBlanks : asksNext(reading, token)
      return isApart && (isAsked || isObjective(question))
    case 'explanation':
      if (!isNumbered) return isAsked ? isApart || !usesBlanks : asksNext(reading, token)
      return isApart && isAsked
  }
}

/** Under a heading of true/false or fill-ins, a line with an empty place is a question. */
function asksUnnumbered({ kind, style }: Reading, { shape }: Token): boolean {
  return style === null && (kind === 'trueFalse' || kind === 'fill') && EMPTY_PLACE.test(shape)
}

/** Where blank lines part questions without numbers, another empty place is that of another question. */
function asksApart({ style, isApart }: Reading, { shape, next }: Token): boolean {
  return style === null && isApart && next === 'option' && EMPTY_PLACE.test(shape)
}

/** `乙是（ ）A.一B.二`: a line with its own options. */
function holdsOptions({ shape }: Token): boolean {
  const first = markInside(shape, 'A', 1)
  return (
    first !== null &&
    !first.isBare &&
    /[([]\s*[^()[\]]{0,8}\s*[)\]]|[?？_]|是|为/.test(shape.slice(0, first.from)) &&
    markInside(shape, 'B', first.to) !== null
  )
}

/** `乙是丙。（×）`: a sentence and its answer. */
function isAnswered({ text }: Token): boolean {
  const inline = inlineAnswer(text)
  return (
    inline !== null &&
    inline !== 'unclear' &&
    inline.isStrong &&
    inline.stem.trim().length > SHORTEST_SENTENCE
  )
}

/** The last question of a text without numbers may have neither options nor answer. */
function asksNext({ isApart, usesBlanks }: Reading, { shape }: Token): boolean {
  return isApart && usesBlanks && EMPTY_PLACE.test(shape)
}

function startsUnnumbered(reading: Reading, token: Token): boolean {
  const { bank, tokens } = reading
  if (inlineAnswer(token.text) !== null && token.text.trim().length > SHORTEST_SENTENCE) return true
  if (holdsOptions(token)) return true
  if (reading.style === null && reading.kind !== null && EMPTY_PLACE.test(token.shape)) return true
  const isTitle =
    bank.questions.length === 0 &&
    token.text.trim().length <= LONGEST_TITLE &&
    !/[。？?：:（(]/.test(token.text)
  const following = tokens[token.index + 1]
  if (
    isTitle &&
    (following === undefined ||
      following.isBlank ||
      (following.label === null && following.option === null))
  )
    return false
  return token.next === 'option' || token.next === 'answer'
}
