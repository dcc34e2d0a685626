import { letterAt, lettersIn } from './answers'
import { blocking } from './check'
import { bareOptionsIn } from './options'
import type { RawQuestion } from './raw'
import { tidy } from './text'

/** `① … ② …` are options when the answer says so; otherwise statements of the stem. */
export function takeCircledOptions(draft: RawQuestion): void {
  if (draft.options.length > 0) return
  takeCircledAnswer(draft)
  if (typeof draft.answer !== 'string' || !/^[①-⑩]/.test(draft.answer.trim())) return
  const first = draft.stem.indexOf('①')
  if (first <= 0) return
  const parts = draft.stem
    .slice(first)
    .split(/[①-⑩]\s*[.、]?/)
    .slice(1)
  draft.options = parts.map((text, index) => ({
    letter: letterAt(index),
    text: tidy(text).replace(/[；;]$/, ''),
  }))
  draft.stem = draft.stem.slice(0, first)
}

/** `（②）` in front of `①…②…` is the answer. */
function takeCircledAnswer(draft: RawQuestion): void {
  if (draft.answer !== null) return
  const [bracket, another] = [...draft.stem.matchAll(/[(（]\s*([①-⑩]+)\s*[)）]/g)]
  if (bracket === undefined || another !== undefined) return
  const behind = draft.stem.slice(bracket.index + bracket[0].length)
  if (!/①[\s\S]*②/.test(behind)) return
  draft.answer = bracket[1] ?? ''
  draft.stem = `${draft.stem.slice(0, bracket.index)}（ ）${behind}`
}

/** Options without any mark, where the answer names their letters. */
export function takeBareOptions(draft: RawQuestion): void {
  if (draft.options.length > 0 || typeof draft.answer !== 'string') return
  const letters = lettersIn(draft.answer)
  const found = letters === null || draft.declared === 'fill' ? null : bareOptionsIn(draft.stem)
  if (found !== null) Object.assign(draft, found)
}

/** Lines behind the stem of a choice without options are its options, to be confirmed. */
export function takeUnletteredOptions(draft: RawQuestion): void {
  if (draft.options.length > 0 || draft.unlettered.length < 2) return
  const isChoice =
    draft.declared === 'single' || draft.declared === 'multiple' || draft.declared === 'choice'
  const answered = typeof draft.answer === 'string' ? lettersIn(draft.answer) : null
  if (!isChoice || answered === null) return
  draft.options = draft.unlettered.map((text, index) => ({ letter: letterAt(index), text }))
  draft.stem = draft.stem.split('\n').slice(0, -draft.unlettered.length).join('\n')
  draft.problems.push(blocking('optionLetters', '选项前没有字母，已按先后标上，请核对'))
}
