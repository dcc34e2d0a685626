import type { QuestionText } from '../../../typings/question-bank'
import { folded } from './score'

/** What a question is and whether it is whole. Pure. */

export const KIND_NAMES = {
  single: '单选题',
  multiple: '多选题',
  trueFalse: '判断题',
  fill: '填空题',
} as const

/** The two options of a true/false question, in the order of its key. */
export const TRUE_FALSE = ['正确', '错误'] as const

const MOST_OPTIONS = 8

/** What is wrong with a question as it stands, each with the field; empty when it can be saved. */
export function problemsOf(
  question: QuestionText,
): { field: 'stem' | 'options' | 'key'; text: string }[] {
  const { kind, stem, options, key } = question
  const found: { field: 'stem' | 'options' | 'key'; text: string }[] = []
  if (stem.trim() === '') found.push({ field: 'stem', text: '题干是空的' })
  if (kind === 'fill') {
    if (options.length > 0) found.push({ field: 'options', text: '填空题没有选项' })
    if (!('blanks' in key) || key.blanks.length === 0)
      found.push({ field: 'key', text: '请填写每个空的答案' })
    else if (key.blanks.some((texts) => texts.every((text) => folded(text) === '')))
      found.push({ field: 'key', text: '有的空没有答案' })
    return found
  }
  if (kind === 'trueFalse') {
    if (options.length > 0) found.push({ field: 'options', text: '判断题不需要填写选项' })
  } else {
    if (options.length < 2 || options.length > MOST_OPTIONS)
      found.push({ field: 'options', text: `选项应为2到${MOST_OPTIONS}个` })
    if (options.some((option) => option.trim() === ''))
      found.push({ field: 'options', text: '有的选项是空的' })
    if (new Set(options.map(folded)).size < options.length)
      found.push({ field: 'options', text: '有两个选项相同' })
  }
  const count = kind === 'trueFalse' ? 2 : options.length
  if (!('choices' in key) || key.choices.length === 0)
    found.push({ field: 'key', text: '请选择正确答案' })
  else if (key.choices.some((choice) => choice >= count))
    found.push({ field: 'key', text: '答案不在选项里' })
  else if (kind !== 'multiple' && key.choices.length > 1)
    found.push({ field: 'key', text: '这种题只能有一个正确答案' })
  return found
}

/** The options a phone shows. */
export function optionsOf({ kind, options }: Pick<QuestionText, 'kind' | 'options'>): string[] {
  return kind === 'trueFalse' ? [...TRUE_FALSE] : options
}

/** Fields a person fills in. */
export function blanksOf({ key }: Pick<QuestionText, 'key'>): number {
  return 'blanks' in key ? key.blanks.length : 0
}

/** Choices ascending and each once; everything trimmed. The form in which a question is kept and compared. */
export function tidy(question: QuestionText): QuestionText {
  const { kind, stem, options, key, explanation } = question
  return {
    kind,
    stem: stem.trim(),
    options: options.map((option) => option.trim()),
    key:
      'choices' in key
        ? { choices: [...new Set(key.choices)].sort((a, b) => a - b) }
        : { blanks: key.blanks.map((texts) => texts.map((text) => text.trim()).filter(Boolean)) },
    explanation: explanation.trim(),
  }
}

/**
 * What makes two questions the same: kind, stem and options, whatever their spacing, width, case and order of
 * options. The key is no part of it, so that a file with another key is seen as the question it is.
 */
export function contentOf({ kind, stem, options }: QuestionText): string {
  const bare = (text: string) => folded(text).replace(/[\s\p{P}]+/gu, '')
  return JSON.stringify([kind, bare(stem), options.map(bare).sort()])
}

/** Options that speak of one another, or an explanation that names them by letter, fix their order. */
export function mayShuffle({
  kind,
  options,
  explanation,
}: Pick<QuestionText, 'kind' | 'options' | 'explanation'>): boolean {
  if (kind === 'trueFalse' || kind === 'fill') return false
  const points = /以上|上述|前[两三二]项|[A-H]\s*[、和与或,，]\s*[A-H]/
  if (options.some((option) => points.test(option))) return false
  return !/(?<![A-Za-z])[A-H](?![A-Za-z])/.test(explanation.normalize('NFKC'))
}

/** What is right, in words: texts of the right options, or of the blanks. Equal for equal keys, however ordered. */
function rightTexts({ kind, options, key }: Pick<QuestionText, 'kind' | 'options' | 'key'>) {
  if ('blanks' in key) return key.blanks.map((texts) => texts.map(folded).sort())
  const shown = optionsOf({ kind, options })
  return key.choices.map((choice) => folded(shown[choice] ?? '')).sort()
}

export function hasSameKey(
  a: Pick<QuestionText, 'kind' | 'options' | 'key'>,
  b: Pick<QuestionText, 'kind' | 'options' | 'key'>,
): boolean {
  return JSON.stringify(rightTexts(a)) === JSON.stringify(rightTexts(b))
}

/**
 * A key given for one order of options, for a paper that shows them in another; `null` when the paper does not
 * have what is right, because it was made before an option was reworded.
 */
export function keyFor(
  paper: { kind: QuestionText['kind']; options: readonly string[]; blanks: number },
  corrected: Pick<QuestionText, 'kind' | 'options' | 'key'>,
): QuestionText['key'] | null {
  const { key } = corrected
  if (paper.kind !== corrected.kind) return null
  if ('blanks' in key) return key.blanks.length === paper.blanks ? key : null
  const shown = optionsOf(corrected)
  const there = paper.options.map(folded)
  const choices = key.choices.map((choice) => there.indexOf(folded(shown[choice] ?? '')))
  return choices.includes(-1) ? null : { choices: choices.sort((a, b) => a - b) }
}
