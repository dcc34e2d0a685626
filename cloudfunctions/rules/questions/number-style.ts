import { looksAsked } from './ahead'
import type { NumberStyle } from './marks'
import type { Token } from './token'

/** Of statements in a list, the last stands before the options. */
const MOST_ASKED = 0.6

/** The way in which the questions are numbered: that in which most numbers follow each other. */
export function styleOf(tokens: readonly Token[]): NumberStyle | null {
  const counts = new Map<NumberStyle, number>()
  const last = new Map<NumberStyle, number>()
  let answers = 0
  let options = 0
  let isKey = false
  for (const token of tokens) {
    // The numbers of a key need not look like those of the questions.
    if (token.heading?.isKey === true) isKey = true
    else if (isOption(token) || /[([]\s*[)\]]/.test(token.shape)) isKey = false
    if (isKey) continue
    if (token.label?.role === 'answer') answers += 1
    if (token.option?.letter === 'A') options += 1
    if (token.heading !== null || token.number === null) continue
    const { style, value } = token.number
    const before = last.get(style) ?? 0
    const follows =
      value === before + 1 ||
      value === 1 ||
      (style !== 'gap' && value > before && value <= before + 60)
    if (follows) {
      counts.set(style, (counts.get(style) ?? 0) + 1)
      last.set(style, value)
    }
  }
  const ranked = (['word', 'point', 'bracket', 'gap'] as const)
    .map((style) => ({ style, count: counts.get(style) ?? 0 }))
    .sort((a, b) => b.count - a.count)
  const best = ranked[0]
  if (best === undefined || best.count === 0) return null
  const outer = ranked.find(({ style, count }) => count > 1 && isAround(style, best.style, tokens))
  const { style, count } = outer ?? best
  return count * 2 >= Math.max(answers, options) ? style : null
}

/** A letter alone is an answer of a key. */
function isOption({ option, text }: Token): boolean {
  return option !== null && text.trim().length > 1
}

/** Statements inside a stem, （1）…（2）…, begin again behind each number of a question, and are not asked. */
function isAround(outer: NumberStyle, inner: NumberStyle, tokens: readonly Token[]): boolean {
  if (outer === inner) return false
  let isBehind = false
  let lists = 0
  let items = 0
  let asked = 0
  for (const { number, index } of tokens) {
    if (number?.style === outer) isBehind = true
    if (number?.style !== inner) continue
    items += 1
    if (looksAsked(tokens, index, inner)) asked += 1
    if (number.value !== 1) continue
    if (!isBehind) return false
    isBehind = false
    lists += 1
  }
  return lists > 1 && asked <= MOST_ASKED * items
}
