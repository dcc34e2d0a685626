import type { QuestionProblem } from '../../../typings/questions'
import { endOfKey, leavesKey } from './ahead'
import { lettersIn, truthIn } from './answers'
import { inlineAnswer } from './inline'
import { readKey } from './key'
import { entriesOf, isNumberedKey, misfitsOf } from './key-entries'
import { matchKey } from './key-match'
import { answersOfRun, isOfSeveral, type KeyRun, runOf } from './key-run'
import { numberAt } from './marks'
import type { RawQuestion } from './raw'
import type { Reading } from './reading'
import { shapeOf } from './text'
import type { Token } from './token'

/** Where answers stand apart from their questions. */

/** From so many questions without an answer on, one answer behind them may be that of all. */
const MANY = 3

/** `参考答案：` alone may open the answer of one question or of all. */
export function isPerQuestion(reading: Reading, token: Token, index: number): boolean {
  if (token.heading?.isKey !== true) return false
  const next = reading.tokens.slice(index + 1, index + 12).find(({ isBlank }) => !isBlank)
  if (next === undefined) return true
  if (next.heading !== null) return leavesKey(reading.tokens, next.index, reading.style)
  const entries = entriesOf({ place: next.place, text: next.text.slice(answerFrom(next)) })
  if (waiting(reading).length < 2) {
    // `1.A` below the heading numbers the only question, or the first of those that have an answer already.
    const [first] = entries
    const isLetter = first !== undefined && lettersIn(first.answer) !== null
    const numbers = reading.bank.questions.slice(reading.unkeyed).map(({ number }) => number)
    return !(isLetter && numbers.includes(String(first.number)))
  }
  const { groups, problems } = readKey([next])
  return entries.length === 0 && groups.length === 0 && problems.length === 0
}

function answerFrom({ label }: Token): number {
  return label?.role === 'answer' ? label.to : 0
}

/** Questions at the end that have no answer yet. */
function waiting({ bank, unkeyed }: Reading): RawQuestion[] {
  const open = bank.questions.slice(unkeyed)
  const last = open.findLastIndex(
    ({ answer, stem }) => answer !== null || inlineAnswer(stem) !== null,
  )
  return open.slice(last + 1)
}

/** `答案：1-5 ABCDA`, `参考答案：1.A 2.B 3.C`, `答案：ABCDA`. */
export function isKeyLine(reading: Reading, token: Token): boolean {
  const questions = waiting(reading)
  if (questions.length < 2) return isKeyOfOne(questions, token)
  const text = token.text.slice(token.label?.to ?? 0)
  const line = { place: token.place, text }
  const entries = entriesOf(line)
  if (entries.length > 1 || misfitsOf(line).length > 0) return true
  if (entries.length === 1 && numbersOne(text, questions)) return true
  const run = runOf(text)
  return run !== null && endsPart(reading, token) && isKeyOfAll(run, questions, reading)
}

/** `答案：2.甲` behind questions 1 and 2; `3.5米` numbers nothing. */
function numbersOne(text: string, questions: readonly RawQuestion[]): boolean {
  const mark = numberAt(shapeOf(text))
  return (
    mark !== null &&
    mark.style !== 'gap' &&
    !mark.isDecimal &&
    questions.some(({ number }) => number === String(mark.value))
  )
}

/** `参考答案：1.A` behind the only question. */
function isKeyOfOne([question]: readonly RawQuestion[], { place, text, label }: Token): boolean {
  const entries = entriesOf({ place, text: text.slice(label?.to ?? 0) })
  const [entry] = entries
  return (
    question !== undefined &&
    entry !== undefined &&
    entries.length === 1 &&
    String(entry.number) === question.number &&
    lettersIn(entry.answer) !== null
  )
}

/** Whether answers without numbers are those of all that wait, and cannot be the answer of the last alone. */
function isKeyOfAll(run: KeyRun, questions: readonly RawQuestion[], reading: Reading): boolean {
  if (!arePart(questions, reading)) return false
  const kinds = questions.map(({ declared }) => declared)
  const takesOne = kinds.every((kind) => kind === 'single' || kind === 'trueFalse')
  if (takesOne) return run.symbols.length > 1
  return isOfSeveral(run) && answersOfRun(run, kinds) !== null
}

/** Whether these are all questions of one heading. */
function arePart(questions: readonly RawQuestion[], { bank, unkeyed }: Reading): boolean {
  const [first] = questions
  const section = first?.section
  return (
    questions.every((question) => question.section === section) &&
    bank.questions.slice(unkeyed).filter((question) => question.section === section).length ===
      questions.length
  )
}

/** Whether no further question of the same part follows. */
function endsPart({ tokens, style, lastNumber }: Reading, token: Token): boolean {
  for (const later of tokens.slice(token.index + 1)) {
    if (later.isBlank || later.isRule) continue
    if (later.heading !== null) return true
    if (later.number !== null && later.number.style === style)
      return later.number.value !== lastNumber + 1
    if (later.option !== null || later.label?.role === 'answer') return false
  }
  return true
}

/** An answer behind questions of which none has one may be that of the last, or those of all. */
export function doubtOf(reading: Reading, token: Token): QuestionProblem | null {
  const questions = waiting(reading)
  const text = token.text.slice(token.label?.to ?? 0)
  const run = runOf(text, 1)
  if (run === null || questions.length < 2 || reading.answersFirst) return null
  if (!endsPart(reading, token) || !arePart(questions, reading)) return null
  const isMultiple = questions.at(-1)?.declared === 'multiple'
  const fits = run.symbols.length === questions.length && !isMultiple
  return {
    code: 'answerUnclear',
    blocks: fits || questions.length >= MANY,
    text: `前面${questions.length - 1}道题都没有答案，“${text.trim().slice(0, 20)}”可能是几道题的答案，请逐题核对`,
  }
}

/** A key without a heading, behind a heading of its own or at the end. */
export function isBareKey(reading: Reading, token: Token): boolean {
  // Most lines are no key; only then are the questions looked through.
  if (runOf(token.text) === null && entriesOf(token).length < 2) return false
  const questions = waiting(reading)
  if (questions.length < 2) return false
  if (reading.current !== null) return isKeyBehind(reading, token, questions)
  const entries = entriesOf(token)
  const areAnswers = entries.every(
    ({ answer }) => lettersIn(answer) !== null || truthIn(answer)?.reason === '',
  )
  return entries.length > 1 && areAnswers
}

/** `1.A 2.B` or `ABA` right behind the last option: nothing but letters and signs, and one for each question. */
function isKeyBehind(reading: Reading, token: Token, questions: readonly RawQuestion[]): boolean {
  if (!endsPart(reading, token)) return false
  const run = runOf(token.text)
  if (run !== null) return isKeyOfAll(run, questions, reading)
  const entries = isNumberedKey(token.text) ? entriesOf(token) : []
  const numbers = questions.map(({ number }) => number)
  return entries.length > 1 && entries.some(({ number }) => numbers.includes(String(number)))
}

/** Takes the key that begins at `from`; answers the index of its last line. */
export function takeKey(reading: Reading, from: number): number {
  const { tokens, bank } = reading
  const to = endOfKey(tokens, from, reading.style)
  const lines = tokens
    .slice(from, to)
    .flatMap(({ place, text, isBlank, isRule }) => (isBlank || isRule ? [] : [{ place, text }]))
  const questions = bank.questions.slice(reading.unkeyed)
  bank.problems.push(...matchKey(readKey(lines), questions))
  reading.unkeyed = bank.questions.length
  reading.open('', null)
  return to - 1
}
