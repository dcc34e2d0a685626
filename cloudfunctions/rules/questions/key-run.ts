import type { DeclaredKind } from './kinds'
import { shapeOf } from './text'

/** Answers one after the other, without numbers: `ABABA`, `ABD AC BCD`, `√ × √`. */
export interface KeyRun {
  /** As they are set apart by blanks or signs. */
  words: string[]
  /** Each letter and sign by itself. */
  symbols: string[]
}

const ANSWER = '正确|错误|[A-L√×✓✗✔✘☑✕✖❌TFYN对错]'
const RUN = new RegExp(String.raw`^(?:${ANSWER}|[\s,，、;；|.。])+$`)
const SMALL = /^[a-l\s,，、;；|.。]+$/
const BETWEEN = /[\s,，、;；|.。]+/
const LETTER = /^[A-L]$/

/** What a text of answers and nothing else says, of two and more unless one will do. */
export function runOf(text: string, least = 2): KeyRun | null {
  const shape = shapeOf(text).trim()
  const written = SMALL.test(shape) ? shape.toUpperCase() : shape
  if (!RUN.test(written)) return null
  const symbols = written.match(new RegExp(ANSWER, 'g')) ?? []
  const words = written.split(BETWEEN).filter((word) => word !== '')
  return symbols.length < least ? null : { words, symbols }
}

/** Lines of one run, one behind the other. */
export function joinedRun(runs: readonly KeyRun[]): KeyRun {
  return {
    words: runs.flatMap(({ words }) => words),
    symbols: runs.flatMap(({ symbols }) => symbols),
  }
}

/**
 * One answer for each of the questions that a run stands for; `null` when their numbers do not agree. A question with one
 * answer takes a letter or a sign, one with several a word.
 */
export function answersOfRun(
  { words, symbols }: KeyRun,
  kinds: readonly (DeclaredKind | null)[],
): string[] | null {
  const takesSymbol = kinds.every((kind) => kind === 'single' || kind === 'trueFalse')
  if (takesSymbol && symbols.length === kinds.length) return symbols
  if (words.length === kinds.length) return words
  const takesWord = kinds.some((kind) => kind === 'multiple')
  return !takesWord && symbols.length === kinds.length ? symbols : null
}

/** Whether the run cannot be the answer of one question: a letter stands in it twice, or signs of true and false do. */
export function isOfSeveral({ symbols }: KeyRun): boolean {
  return new Set(symbols).size < symbols.length || !symbols.every((symbol) => LETTER.test(symbol))
}
