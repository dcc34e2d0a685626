import type { QuestionOption } from '../../../typings/questions'
import { plainText, sameness, shapeOf, tidy } from './text'

const TRUE = '√|✓|✔|☑|对|正确|是|真|true|t|yes|y|right|1'
const FALSE = '×|✕|✖|✗|✘|❌|╳|x|错|错误|不对|不正确|否|非|假|误|false|f|no|n|wrong|0'
const SIGNS = new RegExp(String.raw`^(?:(?:${TRUE}|${FALSE})[\s,，、;；.。]*)+$`, 'i')
/** `2.√` behind an answer is that of another question. */
const ENTRY =
  /^(?!1\D)\d{1,3}\s*[.、)](?!\d)|(?:^|\s)\d{1,3}\s*[.、)](?!\d)\s*(?:[A-L√×TF]|正确|错误|对|错)/
/** What people put between letters. */
const BETWEEN = String.raw`[\s,，、;；.|/&+和与及-]*`
/** `A-C` may be A and C, or B as well. */
const SPAN = /^[A-Za-z]\s*-\s*[A-Za-z]$/
const LETTERS = new RegExp(
  String.raw`^(?:(?:应|故|本题)?选择?|答案?[:：]?|选项)?\s*([A-Za-z](?:${BETWEEN}[A-Za-z])*)\s*(?:项|选项)?[\s。.,，、;；:：]*$`,
)
const CIRCLED = new RegExp(String.raw`^[①-⑩](?:${BETWEEN}[①-⑩])*[\s。.]*$`)
const TRUTH = new RegExp(
  String.raw`^(?:(${TRUE})|(${FALSE}))(?:的)?(?:[\s。.,，;；:：、!！(（\[【]+([\s\S]*))?$`,
  'i',
)

/** `'ACD'` of `A,C,D`, `a c d`, `选ACD。`; `null` for what is no list of different letters of these options. */
export function lettersIn(text: string, known: readonly string[] = []): string | null {
  const shape = withoutBrackets(shapeOf(text).trim())
  const match = LETTERS.exec(shape)
  const written =
    match?.[1] ??
    (CIRCLED.test(shape) ? shape.replace(/[①-⑩]/g, (c) => letterAt(c.charCodeAt(0) - 0x2460)) : '')
  const letters = Array.from(written.replace(/[^A-Za-z]/g, '').toUpperCase())
  if (SPAN.test(written) && !areNeighbours(letters)) return null
  if (letters.length === 0 || new Set(letters).size !== letters.length) return null
  // A word is no list of letters, unless every letter of it is an option.
  const isWord = letters.some((letter) => letter > 'J')
  if (isWord && !letters.every((letter) => known.includes(letter))) return null
  return [...letters].sort().join('')
}

function areNeighbours([one = '', other = '']: readonly string[]): boolean {
  return Math.abs(one.charCodeAt(0) - other.charCodeAt(0)) === 1
}

/** `(A)` and `[对]` are A and 对. */
function withoutBrackets(shape: string): string {
  return /^[([]([^()[\]]*)[)\]][。.]?$/.exec(shape)?.[1]?.trim() ?? shape
}

/** What a true/false answer says, and the reason some give behind it: `错误，应为三年`. */
export function truthIn(text: string): { isTrue: boolean; reason: string } | null {
  const match = TRUTH.exec(withoutBrackets(shapeOf(plainText(text)).trim()))
  if (match === null) return null
  const reason = (match[3] ?? '').replace(/^[)\]）】\s]+$/, '').trim()
  // `√ ×` answers two questions, not one with a reason.
  if (
    reason !== '' &&
    (SIGNS.test(reason) || ENTRY.test(reason) || /^[01]$/.test(match[1] ?? match[2] ?? ''))
  )
    return null
  return { isTrue: match[1] !== undefined, reason }
}

/** `A` for 0. */
export function letterAt(index: number): string {
  return String.fromCharCode(65 + index)
}

/**
 * Letters of an answer that repeats an option, `D 西南` or `西南` alone; `agrees` is false when the text behind the letter is
 * not the option's. `null` when neither.
 */
export function lettersByText(
  text: string,
  options: readonly QuestionOption[],
): { letters: string; agrees: boolean } | null {
  const whole = optionSaying(text, options)
  if (whole !== null) return { letters: whole, agrees: true }
  const lettered = letteredParts(text, options) ?? leadingLetters(text, options)
  if (lettered !== null) return lettered
  for (const separator of [/[;；|\n]+/, /[、，,\s]+/]) {
    const parts = text.split(separator).filter((part) => part.trim() !== '')
    if (parts.length < 2) continue
    const found = parts.map((part) => optionSaying(part, options))
    if (found.every((letter) => letter !== null) && new Set(found).size === found.length)
      return { letters: found.sort().join(''), agrees: true }
  }
  return null
}

/** `AB:李白;杜甫`: all letters, then all texts. */
function leadingLetters(
  text: string,
  options: readonly QuestionOption[],
): { letters: string; agrees: boolean } | null {
  const match = /^([A-L]{1,12})\s*:\s*(\S.*)$/s.exec(shapeOf(text).trim())
  const letters = match?.[1] === undefined ? null : lettersIn(match[1])
  if (letters === null || match === null) return null
  const said = sameness(match[2] ?? '')
  const texts = options.filter(({ letter }) => letters.includes(letter))
  if (texts.length !== letters.length) return null
  return { letters, agrees: texts.map((option) => sameness(option.text)).join('') === said }
}

/** The one option with exactly this text. */
function optionSaying(text: string, options: readonly QuestionOption[]): string | null {
  const wanted = sameness(text)
  if (wanted === '') return null
  const saying = options.filter((option) => sameness(option.text) === wanted)
  return saying.length === 1 ? (saying[0]?.letter ?? null) : null
}

/** `A.北京;C.上海`, `D 西南`: letters with a mark behind them, each followed by the text of the option. */
function letteredParts(
  text: string,
  options: readonly QuestionOption[],
): { letters: string; agrees: boolean } | null {
  const shape = shapeOf(text)
  const marks = [...shape.matchAll(/(?:^|[\s;,|、])\(?([A-Z])(?:[.、:)]|\s)\s*/g)].filter(
    ([, letter]) => options.some((option) => option.letter === letter),
  )
  if (marks.length === 0 || marks[0]?.index !== 0) return null
  let agrees = true
  for (const [index, mark] of marks.entries()) {
    const from = mark.index + mark[0].length
    const said = sameness(text.slice(from, marks[index + 1]?.index ?? text.length))
    const option = options.find(({ letter }) => letter === mark[1])
    if (said !== sameness(option?.text ?? '')) agrees = false
  }
  const letters = marks.map((mark) => mark[1] ?? '')
  if (new Set(letters).size !== letters.length) return null
  return { letters: letters.sort().join(''), agrees }
}

/** An empty bracket that is no `LEN( )`, an underline, or a gap of blanks that is not at the end of the line. */
const BLANK =
  /(?:(?<![A-Za-z0-9_])\(|[（[【])\s*[)）\]】]|_{2,}\s*[(（]?\d{1,2}[)）]?\s*_{2,}|_{2,}|＿{2,}|—{4,}|[ \u3000\t]{4,}(?=\S)/g

/** How many blanks a stem has to fill in. */
export function blanksIn(stem: string): number {
  return [...stem.matchAll(BLANK)].length
}

/**
 * Accepted strings of each blank. Blanks are separated by `；`, or by `、`, `，`, blanks or 和 where that gives exactly as
 * many parts as there are blanks; other spellings of one blank by `|`. `null` when the numbers do not agree.
 */
export function blanksOf(answer: string, count: number): string[][] | null {
  const text = tidy(plainText(answer)).replace(/[。；;]+$/, '')
  const spellings = (part: string) =>
    part
      .split('|')
      .map((spelling) => spelling.trim().replace(/^[(（]\d+[)）]/, ''))
      .filter((spelling) => spelling !== '')
  if (count <= 1) {
    const accepted = spellings(text.replace(/\n/g, ' '))
    return accepted.length === 0 ? null : [accepted]
  }
  const separators = [
    /[(（]\d{1,2}[)）]|[①-⑩]/,
    /[;；\n]+/,
    /[、]+/,
    /[，,]+/,
    /[、，,;；\n]+/,
    /\s+/,
    /[、，,;；\s]+/,
    /[、，,]|(?:和|及|与|以及)/,
    /\|/,
  ]
  for (const separator of separators) {
    const parts = text
      .split(separator)
      .map((part) => part.replace(/^[\s;；、，,]+|[\s;；、，,]+$/g, ''))
      .filter((part, index) => part !== '' || index > 0)
    if (parts.length === count && parts.every((part) => part !== '')) return parts.map(spellings)
  }
  return null
}
