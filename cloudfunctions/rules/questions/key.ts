import type { DeclaredKind } from './kinds'
import { headingOf, labelsInside } from './marks'
import type { Line } from './raw'
import { shapeOf } from './text'

/** One answer of a key that stands apart from the questions. */
export interface KeyEntry {
  place: string
  number: number
  answer: string
  explanation: string
}

/** Entries under one heading of a key, numbers ascending. */
export interface KeyGroup {
  kind: DeclaredKind | null
  title: string
  entries: KeyEntry[]
}

const RANGE =
  /[([]?(\d{1,4})\s*[-~—–～至到]+\s*(\d{1,4})\s*[)\]]?\s*(?:题)?\s*[:.、]?\s*((?:[A-L√×✓✗✔✘☑✕✖❌TFYN对错正确误\s,，、;；|]|(?<=[\s:.、])[a-l](?=[\sa-l]))+)/g
const NUMBER =
  /(?:^|[\s;；,，、。|])(?:第\s*)?[([]?\s*(\d{1,4})\s*(?:题\s*[:.、]?|[)\]]\s*[.、:]?|[.、:]|(?=\s*[A-L√×✓✗✔✘☑✕✖❌]))\s*/g

/** `一、1-5 ABCDA`: the part of the paper by its ordinal alone, its answers on the same line. */
const PART = /^\s*([一二三四五六七八九十]{1,3})\s*[、.．:：]\s*(?=[(（]?\d)/

/** Reads a key: `1-5 ABCDA`, `(1) A (2) B`, `1. 对；2. 错`, one a line or many, under headings or not. */
export function readKey(lines: readonly Line[]): KeyGroup[] {
  const groups: KeyGroup[] = []
  const groupFor = (first: number): KeyGroup => {
    const group = groups.at(-1)
    const last = group?.entries.at(-1)
    if (group !== undefined && (last === undefined || first > last.number)) return group
    const next: KeyGroup = { kind: null, title: '', entries: [] }
    groups.push(next)
    return next
  }
  for (const { place, text } of lines) {
    let rest = text
    const part = PART.exec(text)
    if (part !== null) {
      groups.push({ kind: null, title: part[1] ?? '', entries: [] })
      rest = text.slice(part[0].length)
    }
    const heading = headingOf(text.replace(/[:：].*$/, ''), shapeOf(text).replace(/:.*$/, ''))
    if (heading?.kind != null || (heading !== null && /[一二三四五]/.test(heading.title))) {
      groups.push({ kind: heading.kind, title: heading.title, entries: [] })
      const colon = /[:：]/.exec(text)
      if (colon === null) continue
      rest = text.slice(colon.index + 1)
    }
    const entries = entriesOf({ place, text: rest })
    const first = entries[0]
    if (first === undefined) {
      const last = groups.at(-1)?.entries.at(-1)
      if (last !== undefined) addBehind(last, rest)
      continue
    }
    for (const entry of entries) groupFor(entry.number).entries.push(entry)
  }
  return groups.filter((group) => group.entries.length > 0)
}

/** A line of a key that numbers nothing belongs to the entry before it. */
function addBehind(entry: KeyEntry, text: string): void {
  const [label] = labelsInside(` ${shapeOf(text)}`, 0)
  if (label?.role === 'answer' && entry.answer === '')
    entry.answer = text.slice(label.to - 1).trim()
  else if (label?.role === 'explanation')
    entry.explanation = text.slice(Math.max(0, label.to - 1)).trim()
  else if (entry.explanation !== '') entry.explanation += `\n${text.trim()}`
  else entry.answer = `${entry.answer}\n${text.trim()}`.trim()
}

/** Answers of one line of a key, in ascending order. */
export function entriesOf({ place, text }: Line): KeyEntry[] {
  const shape = shapeOf(text)
  const ranges = [...shape.matchAll(RANGE)].map((match) => ({
    match,
    entries: rangeOf(match, place),
  }))
  const read = ranges.filter(({ entries }) => entries.length > 0)
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

/** Answers of `1-5 ABCDA` or `6-8 AB ACD BC`; none when their number is not that of the range. */
function rangeOf(match: RegExpMatchArray, place: string): KeyEntry[] {
  const first = Number(match[1])
  const count = Number(match[2]) - first + 1
  if (count < 1 || count > 500) return []
  const text = (match[3] ?? '').trim()
  const words = text.split(/[\s,，、;；|]+/).filter((word) => word !== '')
  const symbols = text.match(/正确|错误|[A-La-lTYN√×✓✗✔✘☑✕✖❌对错]/g) ?? []
  const answers = words.length === count ? words : symbols.length === count ? symbols : []
  return answers.map((answer, index) => ({ place, number: first + index, answer, explanation: '' }))
}
