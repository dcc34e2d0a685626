import type { BankProblem } from '../../../typings/questions'
import { headingOf } from './headings'
import { entriesOf, type KeyEntry, misfitsOf } from './key-entries'
import { type KeyRun, runOf } from './key-run'
import type { DeclaredKind } from './kinds'
import { labelAt, labelsInside } from './marks'
import type { Line } from './raw'
import { shapeOf } from './text'

/** Answers under one heading of a key: numbered, or one after the other. */
export interface KeyGroup {
  kind: DeclaredKind | null
  title: string
  entries: KeyEntry[]
  runs: (KeyRun & { place: string; text: string })[]
}

export interface Key {
  groups: KeyGroup[]
  problems: BankProblem[]
}

/** `一、1-5 ABCDA`: the part of the paper by its ordinal alone, its answers on the same line. */
const PART = /^\s*([一二三四五六七八九十]{1,3})\s*[、.．:：]\s*(?=[(（]?\d|[A-L√×]{2})/

/** Reads a key: `1-5 ABCDA`, `(1) A (2) B`, `1. 对；2. 错`, `ABCDA`, one a line or many, under headings or not. */
export function readKey(lines: readonly Line[]): Key {
  const key = new KeyReader()
  for (const line of lines) key.take(line)
  return {
    groups: key.groups.filter(({ entries, runs }) => entries.length > 0 || runs.length > 0),
    problems: key.problems,
  }
}

class KeyReader {
  readonly groups: KeyGroup[] = []
  readonly problems: BankProblem[] = []

  take({ place, text: written }: Line): void {
    const text = withoutAnswerLabel(written)
    let rest = text
    const part = PART.exec(text)
    if (part !== null) {
      this.open(null, part[1] ?? '')
      rest = text.slice(part[0].length)
    }
    const heading = headingOf(text.replace(/[:：].*$/, ''), shapeOf(text).replace(/:.*$/, ''))
    if (heading?.kind != null || (heading !== null && /[一二三四五]/.test(heading.title))) {
      this.open(heading.kind, heading.title)
      const colon = /[:：]/.exec(text)
      if (colon === null) return
      rest = text.slice(colon.index + 1)
    }
    for (const misfit of misfitsOf({ place, text: rest }))
      this.problems.push({
        code: 'keyUnmatched',
        place,
        text: `答案“${misfit.text.slice(0, 30)}”应有${misfit.numbers}个，写了${misfit.run.symbols.length}个，请核对`,
      })
    const entries = entriesOf({ place, text: rest })
    const run = entries.length > 0 ? null : runOf(rest, this.isUnderHeading() ? 1 : 2)
    if (run !== null) this.takeRun({ ...run, place, text: rest.trim() })
    else if (entries.length > 0) for (const entry of entries) this.takeEntry(entry)
    else if (misfitsOf({ place, text: rest }).length === 0) this.addBehind(rest)
  }

  /** One answer under a heading is that of the only question there. */
  private isUnderHeading(): boolean {
    const group = this.groups.at(-1)
    return group !== undefined && group.title !== '' && group.entries.length === 0
  }

  private open(kind: DeclaredKind | null, title: string): KeyGroup {
    const group: KeyGroup = { kind, title, entries: [], runs: [] }
    this.groups.push(group)
    return group
  }

  /** Numbers that begin again are those of the next part. */
  private takeEntry(entry: KeyEntry): void {
    const group = this.groups.at(-1)
    const begins =
      group === undefined ||
      group.runs.length > 0 ||
      group.entries.some(({ number }) => number === entry.number)
    const into = begins ? this.open(null, '') : group
    into.entries.push(entry)
  }

  private takeRun(run: KeyGroup['runs'][number]): void {
    const group = this.groups.at(-1)
    const into = group === undefined || group.entries.length > 0 ? this.open(null, '') : group
    into.runs.push(run)
  }

  /** A line that numbers nothing belongs to the entry before it. */
  private addBehind(text: string): void {
    const entry = this.groups.at(-1)?.entries.at(-1)
    if (entry === undefined) return
    const [label] = labelsInside(` ${shapeOf(text)}`, 0)
    if (label?.role === 'answer' && entry.answer === '')
      entry.answer = text.slice(label.to - 1).trim()
    else if (label?.role === 'explanation')
      entry.explanation = text.slice(Math.max(0, label.to - 1)).trim()
    else if (entry.explanation !== '') entry.explanation += `\n${text.trim()}`
    else entry.answer = `${entry.answer}\n${text.trim()}`.trim()
  }
}

/** `答案：1.A 2.B` in a key of several lines. */
function withoutAnswerLabel(text: string): string {
  const label = labelAt(shapeOf(text))
  if (label?.role !== 'answer') return text
  const rest = text.slice(label.to)
  return entriesOf({ place: '', text: rest }).length > 0 || runOf(rest) !== null ? rest : text
}
