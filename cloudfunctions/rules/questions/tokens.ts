import { withoutFurniture } from './furniture'
import { headingOf } from './headings'
import { inlineAnswer } from './inline'
import {
  isRule,
  isScore,
  labelAt,
  labelsInside,
  type NumberMark,
  type NumberStyle,
  numberAt,
} from './marks'
import { styleOf } from './number-style'
import { withQuestionsApart } from './one-line'
import { markAtStart, markInside } from './options'
import type { Line } from './raw'
import { plainText, shapeOf } from './text'
import type { Structure, Token } from './token'

/** 判断正误 and its like. */
const LONGEST_WORD = 6

/** Splits lines at labels inside them and says what each part could be. */
export function tokensOf(lines: readonly Line[]): { tokens: Token[]; style: NumberStyle | null } {
  const tokens = withQuestionsApart(withoutFurniture(lines))
    .flatMap((line) => partsOf(line))
    .map((line, index) => ({ ...tokenOf(line), index }))
  confirmBareOptions(tokens)
  confirmLooseHeadings(tokens)
  const style = styleOf(tokens)
  let next: Structure = 'end'
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const token = tokens[index]
    if (token === undefined) continue
    token.next = next
    next = structureOf(token, style) ?? next
  }
  return { tokens, style }
}

function structureOf(token: Token, style: NumberStyle | null): Structure | null {
  if (token.isBlank || token.isRule) return null
  if (token.heading !== null) return 'heading'
  if (token.label !== null) return token.label.role === 'answer' ? 'answer' : null
  if (token.option?.letter === 'A') return 'option'
  return token.number !== null && token.number.style === style ? 'number' : null
}

/** `1.题干 答案：A 解析：…` is three parts, all with the place of the line. */
function partsOf({ place, text, isParagraph = false }: Line): Line[] {
  // Wide gaps only matter as such.
  const plain = plainText(text).replace(/[ \t\u3000]{40,}/g, (gap) => gap.slice(0, 40))
  const shape = shapeOf(plain)
  const cuts = labelsInside(shape, 1)
    .map(({ from }) =>
      /[([]\s*$/.test(shape.slice(Math.max(0, from - 2), from))
        ? shape.lastIndexOf(shape[from - 1] === ' ' ? ' ' : (shape[from - 1] ?? ''), from)
        : from,
    )
    .filter((cut) => shape.slice(0, cut).trim() !== '')
  const edges = [0, ...cuts, plain.length]
  return edges
    .slice(0, -1)
    .map((from, index) => ({ place, text: plain.slice(from, edges[index + 1]), isParagraph }))
}

const LETTER = String.raw`(?:[(（]\s*[A-La-lＡ-Ｌ]\s*[)）]|[A-La-lＡ-Ｌ])\s*[.、．:：)）]`
/** `√A.甲`: the tick goes behind the letter, into the text of the option. */
const TICKED = new RegExp(String.raw`^(\s*)([√✓✔☑✅★*])\s?(${LETTER}\s*)(?=\S)`)
/** `A.甲 √B.乙`: of A or of B. Two ticks mark nothing. */
const BETWEEN_OPTIONS = new RegExp(String.raw`(?<=\s)([√✓✔☑✅])(?=${LETTER})`, 'g')

function tokenOf({ place, text: written, isParagraph = false }: Line): Omit<Token, 'index'> {
  // `(答案：B)`: the bracket belongs to the label.
  const text = /^\s*[(（[]\s*(?:正确|参考|标准)?答案\s*[:：]/.test(written)
    ? written.replace(/[(（[]/, '').replace(/[)）\]]\s*[。.]?\s*$/, '')
    : written.replace(TICKED, '$1$3$2').replace(BETWEEN_OPTIONS, '$1$1')
  const shape = shapeOf(text)
  const isBlank = shape.trim() === '' || isScore(shape)
  const label = isBlank ? null : labelAt(shape)
  const option = isBlank || label !== null ? null : markAtStart(shape)
  const isMarked = option !== null && !option.isBare
  return {
    place,
    text,
    isParagraph,
    shape,
    isBlank,
    isRule: !isBlank && isRule(shape),
    heading: isBlank || isMarked ? null : headingOf(text, shape),
    label,
    number: isBlank || label !== null ? null : numberIn(text, shape),
    option,
    next: 'end',
  }
}

/** The number of a line, or one behind the answer that some write in front: `（√）1.题干`. */
function numberIn(text: string, shape: string): NumberMark | null {
  const own = numberAt(shape)
  if (own !== null) return own
  const lead = /^\s*(?:\[[^\]]{1,8}\]|[(][^()]{0,8}[)])\s*(?=\d)/.exec(shape)?.[0]
  if (lead === undefined) return null
  const isTagOrAnswer =
    lead.includes('[') ||
    inlineAnswer(text.slice(0, lead.length)) !== null ||
    /\(\s*\)/.test(lead) ||
    /选|判断|填空|题/.test(lead)
  const behind = isTagOrAnswer ? numberAt(shape.slice(lead.length)) : null
  return behind === null || behind.style !== 'point'
    ? null
    : { ...behind, to: behind.to + lead.length }
}

/** A line may begin with a letter and be no option; options come in sequence. */
function confirmBareOptions(tokens: readonly Token[]): void {
  for (const [index, token] of tokens.entries()) {
    const { option } = token
    if (option === null) continue
    if (option.letter !== 'A' || !option.isBare) continue
    if (markInside(token.shape, 'B', option.to) !== null) continue
    let isFollowed = false
    for (const later of tokens.slice(index + 1, index + 8)) {
      if (later.isBlank) continue
      if (later.label !== null || later.heading !== null) break
      if (later.option?.letter === 'B') isFollowed = true
      if (later.option !== null || later.number !== null) break
    }
    if (!isFollowed) token.option = null
  }
}

/** A bare 判断 is a heading only right above a numbered line, a label or a blank line, and a title only above the first two. */
function confirmLooseHeadings(tokens: Token[]): void {
  for (const [index, token] of tokens.entries()) {
    if (token.heading?.isLoose !== true) continue
    const next = tokens[index + 1]
    const filled = tokens.slice(index + 1, index + 6).find(({ isBlank }) => !isBlank)
    const stands =
      filled !== undefined &&
      (filled.number !== null || filled.label !== null || filled.heading !== null)
    const isWord = token.text.trim().length <= LONGEST_WORD
    if (!stands && !(isWord && (next === undefined || next.isBlank))) token.heading = null
  }
}
