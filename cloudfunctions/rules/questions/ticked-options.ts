import { blocking } from './check'
import { lettersOf } from './content'
import { isTruthPair } from './kind-of'
import type { RawQuestion } from './raw'
import { shapeOf } from './text'

const TICK = '[√✓✔☑✅]'
const BEFORE = new RegExp(`^(?:${TICK}|[★*])\\s*(?=\\S)`)
const BEHIND = new RegExp(
  `\\s*(?:${TICK}|[([]\\s*(?:${TICK}|正确|对|正确答案|正确选项|答案)\\s*[)\\]])\\s*[。.;；]?$`,
)
const CROSS = /\s*(?:[×✕✖✗✘❌]|[([]\s*(?:[×✕✖✗✘❌]|错误|错)\s*[)\]])\s*$/
const TWO_TICKS = new RegExp(`${TICK}\\s*${TICK}\\s*$`)
const ENDS_IN_TICK = new RegExp(`${TICK}\\s*$`)
/** 打√ is what an option says. */
const SIGN_IS_MEANT = /[打画划填写为是用以“"'‘]\s*$/

/** The text of an option without the tick that marks it as right; `null` for one that is not marked. */
export function untickedText(text: string): string | null {
  const shape = shapeOf(text)
  for (const [pattern, isFirst] of [
    [BEFORE, true],
    [BEHIND, false],
  ] as const) {
    const match = pattern.exec(shape)
    if (match === null) continue
    const rest = isFirst ? text.slice(match[0].length) : text.slice(0, match.index)
    if (rest.trim() !== '' && !SIGN_IS_MEANT.test(rest) && !ENDS_IN_TICK.test(rest))
      return rest.trim()
  }
  return null
}

/** Options that are marked as right, `A.甲 √` or `√A.甲`, are the answer. */
export function takeTickedOptions(draft: RawQuestion): void {
  const { options } = draft
  const ticked = options.filter(({ text }) => untickedText(text) !== null)
  if (options.some(({ text }) => TWO_TICKS.test(text))) {
    draft.problems.push(
      blocking('answerUnclear', '两个选项之间的“√”不知属于哪一个，请填写正确答案'),
    )
    return
  }
  const marks = ticked.length < options.length || draft.declared === 'multiple'
  if (ticked.length === 0 || !marks || isTruthPair(options)) return
  const letters = ticked.map(({ letter }) => letter).join('')
  const written = draft.answer === null ? '' : String(draft.answer)
  const isCrossed = options.every(
    ({ text }) => untickedText(text) !== null || crossless(text) !== null,
  )
  draft.options = options.map((option) => ({
    ...option,
    text: untickedText(option.text) ?? (isCrossed ? crossless(option.text) : null) ?? option.text,
  }))
  if (written.trim() === '') draft.answer = letters
  else if (lettersOf(written, draft.options).letters !== letters)
    draft.problems.push(
      blocking(
        'answersDiffer',
        `选项中标为正确的是“${letters}”，答案写的是“${written.slice(0, 20)}”，请核对`,
      ),
    )
}

/** The text without the cross that marks it as wrong. */
function crossless(text: string): string | null {
  const match = CROSS.exec(shapeOf(text))
  const rest = match === null ? '' : text.slice(0, match.index).trim()
  return rest === '' || SIGN_IS_MEANT.test(rest) ? null : rest
}

const LAST = /\s[([]\s*([A-L](?:[\s,，、]*[A-L])*)\s*[)\]]\s*[。.]?$/

/** `A.一 B.二 C.三 （B）`: the answer behind the last option. */
export function takeAnswerBehindOptions(draft: RawQuestion): void {
  const last = draft.options.at(-1)
  if (last === undefined || draft.answer !== null || draft.options.length < 2) return
  const match = LAST.exec(shapeOf(last.text))
  const letters = match?.[1]?.replace(/[^A-L]/g, '') ?? ''
  const known = draft.options.map(({ letter }) => letter)
  if (match === null || !Array.from(letters).every((letter) => known.includes(letter))) return
  draft.answer = letters
  draft.options = draft.options.map((option) =>
    option === last ? { ...option, text: last.text.slice(0, match.index).trim() } : option,
  )
}
