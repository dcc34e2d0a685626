import type { ImportItem, QuestionKind, QuestionText } from '../../../../typings/question-bank'

/** A question while it is being written: every field may still be missing. */
export interface Draft {
  kind: QuestionKind | ''
  stem: string
  options: { text: string; right: boolean }[]
  /** Of a true/false question: 0 正确, 1 错误, -1 not chosen. */
  judged: number
  /** Of a fill-in: accepted texts of each blank, separated by `；`. */
  blanks: string[]
  explanation: string
}

const LEAST_OPTIONS = 4

export function emptyDraft(): Draft {
  return {
    kind: 'single',
    stem: '',
    options: Array.from({ length: LEAST_OPTIONS }, () => ({ text: '', right: false })),
    judged: -1,
    blanks: [''],
    explanation: '',
  }
}

/** What was understood of a question, as a form. Pure. */
export function draftOf({ kind, stem, options, key, explanation }: ImportItem['question']): Draft {
  const choices = key !== null && 'choices' in key ? key.choices : []
  const accepted = key !== null && 'blanks' in key ? key.blanks : [[]]
  return {
    kind: kind ?? '',
    stem,
    options: options.map((text, index) => ({ text, right: choices.includes(index) })),
    judged: kind === 'trueFalse' ? (choices[0] ?? -1) : -1,
    blanks: accepted.map((texts) => texts.join('；')),
    explanation,
  }
}

/**
 * The question as it would be saved, or the sentence that says what is missing. Empty options at the end are left
 * out. The server checks again. Pure.
 */
export function questionOf(draft: Draft): QuestionText | string {
  const { kind, stem, explanation } = draft
  if (kind === '') return '请选择题型。'
  if (stem.trim() === '') return '请填写题干。'
  const base = { kind, stem: stem.trim(), explanation: explanation.trim() }
  if (kind === 'fill') {
    const blanks = draft.blanks.map((texts) => texts.split(/[;；]/).flatMap(nonEmpty))
    if (blanks.some((texts) => texts.length === 0)) return '请填写每个空的答案。'
    const marks = base.stem.match(/_{2,}/g)?.length ?? 0
    if (marks !== blanks.length)
      return `题干里有 ${marks} 个空（用____表示），答案有 ${blanks.length} 个，请改成一样多。`
    return { ...base, options: [], key: { blanks } }
  }
  if (kind === 'trueFalse') {
    if (draft.judged < 0) return '请选择正确或错误。'
    return { ...base, options: [], key: { choices: [draft.judged] } }
  }
  const options = draft.options.filter(({ text }) => text.trim() !== '')
  if (options.length < 2) return '请至少填写两个选项。'
  const choices = options.flatMap(({ right }, index) => (right ? [index] : []))
  if (choices.length === 0) return '请点选正确答案。'
  if (kind === 'single' && choices.length > 1) return '单选题只能有一个正确答案。'
  return { ...base, options: options.map(({ text }) => text.trim()), key: { choices } }
}

function nonEmpty(text: string): string[] {
  const trimmed = text.trim()
  return trimmed === '' ? [] : [trimmed]
}
