import { type KeyRun, runOf } from './key-run'
import { labelsInside } from './marks'
import type { Line } from './raw'
import { shapeOf } from './text'

/** One answer of a key that stands apart from the questions. */
export interface KeyEntry {
  place: string
  number: number
  answer: string
  explanation: string
}

const RANGE =
  /[([]?(\d{1,4})\s*[-~—–～至到]+\s*(\d{1,4})\s*[)\]]?\s*(?:题)?\s*[:.、]?\s*((?:[A-L√×✓✗✔✘☑✕✖❌TFYN对错正确误\s,，、;；|]|(?<=[\s:.、])[a-l](?=[\sa-l]))+)/g
const NUMBER =
  /(?:^|[\s;；,，、。|])(?:第\s*)?[([]?\s*(\d{1,4})\s*(?:题\s*[:.、]?|[)\]]\s*[.、:]?|[.、:]|(?=\s*[A-L√×✓✗✔✘☑✕✖❌]))\s*/g
const ANSWER = String.raw`(?:[A-L](?:\s?[,，、]?\s?[A-L])*|[a-l]+|[√×✓✗✔✘☑✕✖❌TFYN]|正确|错误|[对错])`
const PAIR = String.raw`(?:第\s*)?[(\[]?\s*(\d{1,4})\s*(?:题\s*)?[)\]]?\s*[.、:：]?\s*(${ANSWER})`
const PAIRS = new RegExp(String.raw`^[\s|]*(?:${PAIR}[\s,，、;；|.。]*)+$`)

/** A range whose answers are more or fewer than its numbers: `1-5 ABCD`. */
export interface Misfit {
  place: string
  text: string
  first: number
  numbers: number
  run: KeyRun
}

/** Answers of one line of a key, in the order of the line. */
export function entriesOf({ place, text }: Line): KeyEntry[] {
  const shape = shapeOf(text)
  const ranges = rangesOf(shape)
  const read = ranges.flatMap(({ match, first, answers }) =>
    answers === null
      ? []
      : [
          {
            match,
            entries: answers.map((answer, index) => ({
              place,
              number: first + index,
              answer,
              explanation: '',
            })),
          },
        ],
  )
  const [first] = read
  if (first !== undefined) {
    // What stands between ranges is numbered one by one: `1-5 ABCDA 6 AB`.
    const entries = entriesOf({ place, text: text.slice(0, first.match.index) })
    for (const [index, { match, entries: ranged }] of read.entries()) {
      entries.push(...ranged)
      const rest = text.slice(
        match.index + match[0].length,
        read[index + 1]?.match.index ?? text.length,
      )
      entries.push(...entriesOf({ place, text: rest }))
    }
    return entries
  }
  return pairsOf(place, shape) ?? numberedOf(place, text, shape)
}

/** Whether a line is numbers with letters or signs, one by one or in ranges, and nothing else. */
export function isNumberedKey(text: string): boolean {
  const shape = shapeOf(text)
  if (PAIRS.test(shape)) return true
  const ranges = rangesOf(shape).filter(({ answers }) => answers !== null)
  const rest = ranges.reduce((left, { match }) => left.replace(match[0], ' '), shape)
  return ranges.length > 0 && (/^[\s,，、;；|.。]*$/.test(rest) || PAIRS.test(rest))
}

/** Ranges of a line whose answers are not as many as they number. */
export function misfitsOf({ place, text }: Line): Misfit[] {
  return rangesOf(shapeOf(text)).flatMap(({ match, first, numbers, answers }) => {
    const run = runOf(match[3] ?? '', 1)
    return answers !== null || run === null
      ? []
      : [{ place, text: text.slice(match.index).trim(), first, numbers, run }]
  })
}

/** `1A 2B`, `1.A 3.B`: numbers and letters or signs alone, whatever the numbers. */
function pairsOf(place: string, shape: string): KeyEntry[] | null {
  if (!PAIRS.test(shape)) return null
  return [...shape.matchAll(new RegExp(PAIR, 'g'))].map((match) => ({
    place,
    number: Number(match[1]),
    answer: (match[2] ?? '').trim(),
    explanation: '',
  }))
}

/** `1. 对；2. 错，应为三年`: each answer goes as far as the next number. */
function numberedOf(place: string, text: string, shape: string): KeyEntry[] {
  const marks: { number: number; from: number; to: number }[] = []
  for (const match of shape.matchAll(NUMBER)) {
    const number = Number(match[1])
    const last = marks.at(-1)
    // Numbers of a line follow each other; anything else is part of an answer.
    if (last !== undefined && number !== last.number + 1) continue
    if (last === undefined && shape.slice(0, match.index).trim() !== '') continue
    marks.push({ number, from: match.index, to: match.index + match[0].length })
  }
  return marks.map(({ number, to }, index) => {
    const written = text.slice(to, marks[index + 1]?.from ?? text.length)
    return { place, number, ...answerAndExplanation(written) }
  })
}

function answerAndExplanation(written: string): { answer: string; explanation: string } {
  const labels = labelsInside(` ${shapeOf(written)}`, 0)
  const explained = labels.find(({ role }) => role === 'explanation')
  const answered = labels.find(({ role }) => role === 'answer')
  const start = answered === undefined ? 0 : answered.to - 1
  const end = explained === undefined ? written.length : Math.max(0, explained.from - 1)
  return {
    answer: written
      .slice(Math.min(start, end), end)
      .replace(/[\s;；,，、|]+$/, '')
      .trim(),
    explanation: explained === undefined ? '' : written.slice(explained.to - 1).trim(),
  }
}

interface Range {
  match: RegExpMatchArray & { index: number }
  first: number
  numbers: number
  /** `null` when they are not as many as the numbers. */
  answers: string[] | null
}

/** `1-5 ABCDA` or `6-8 AB ACD BC`. */
function rangesOf(shape: string): Range[] {
  return [...shape.matchAll(RANGE)].flatMap((match) => {
    const first = Number(match[1])
    const numbers = Number(match[2]) - first + 1
    if (numbers < 1 || numbers > 500) return []
    const text = (match[3] ?? '').trim()
    const words = text.split(/[\s,，、;；|]+/).filter((word) => word !== '')
    const symbols = text.match(/正确|错误|[A-La-lTYN√×✓✗✔✘☑✕✖❌对错]/g) ?? []
    if (symbols.length === 0) return []
    const answers = words.length === numbers ? words : symbols.length === numbers ? symbols : null
    return [{ match, first, numbers, answers }]
  })
}
