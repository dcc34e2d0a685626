import type { QuestionKind } from '../../../../typings/question-bank'
import type { Given, Marked, ShownQuestion } from '../../../../typings/study'

/**
 * How a question stands on the page. `kept`: answered, but an exam asks the same question now, so the server keeps
 * its key to itself.
 */
export type QuestionState = 'open' | 'sending' | 'waiting' | 'right' | 'wrong' | 'refused' | 'kept'

/** Shown with `kept`. */
export const KEPT_NOTE = '这道题正在一次考试中使用，考试结束后再看答案和解析。'

export interface OptionView {
  choice: number
  /** A, B … in the order shown; √ and × of a true/false question. */
  letter: string
  text: string
  /** `right` also marks what should have been chosen. */
  mark: '' | 'chosen' | 'right' | 'wrong'
  /** For a screen reader: 已选, 正确答案 … */
  said: string
}

/** A question ready to be drawn by `question-card`. */
export interface QuestionView {
  position: number
  /** `1 / 5 · 单选题`. */
  label: string
  stem: string
  isMultiple: boolean
  options: OptionView[]
  /** What is in each field of a fill-in. */
  blanks: string[]
  state: QuestionState
  /** Shown with `waiting` and `refused`. */
  note: string
  /** `正确答案：A、C`; empty before the person may know. */
  key: string
  explanation: string
  /** 确定 is offered, and may be tapped. */
  wantsConfirm: boolean
  mayConfirm: boolean
  /** A wrong answer may be given again. */
  mayRetry: boolean
}

/** What is known of one question besides the question itself. */
export interface Standing {
  given: Given | null
  marked: Marked | null
  state: QuestionState
  note?: string
  mayRetry?: boolean
}

const KIND_NAMES: Readonly<Record<QuestionKind, string>> = {
  single: '单选题',
  multiple: '多选题',
  trueFalse: '判断题',
  fill: '填空题',
}

/** The page's view of a question. Pure. @param total how many there are, for `1 / 5`; 0 leaves it out */
export function questionView(
  question: ShownQuestion,
  total: number,
  { given, marked, state, note = '', mayRetry = false }: Standing,
): QuestionView {
  const { position, kind, stem } = question
  const chosen = new Set(given !== null && 'choices' in given ? given.choices : [])
  const key = marked?.key ?? null
  const right = new Set(key !== null && 'choices' in key ? key.choices : [])
  const texts = given !== null && 'texts' in given ? given.texts : []
  const options = question.options.map(({ choice, text }, index): OptionView => {
    const mark = markOf(chosen.has(choice), key === null ? null : right.has(choice))
    return { choice, letter: letterOf(kind, choice, index), text, mark, said: SAID[mark] }
  })
  const isOpen = state === 'open' || state === 'refused'
  const wantsConfirm = isOpen && (kind === 'multiple' || kind === 'fill')
  return {
    position,
    label: total === 0 ? KIND_NAMES[kind] : `${position + 1} / ${total} · ${KIND_NAMES[kind]}`,
    stem,
    isMultiple: kind === 'multiple',
    options,
    blanks: Array.from({ length: question.blanks }, (_, index) => texts[index] ?? ''),
    state,
    note,
    key: key === null ? '' : keyWords(kind, key, options),
    explanation: marked?.explanation ?? '',
    wantsConfirm,
    mayConfirm: wantsConfirm && isAnswered(question, given),
    mayRetry: state === 'wrong' && mayRetry,
  }
}

/** Whether something is answered that can be submitted. */
export function isAnswered(question: Pick<ShownQuestion, 'blanks'>, given: Given | null): boolean {
  if (given === null) return false
  if ('choices' in given) return given.choices.length > 0
  return (
    given.texts.length === question.blanks && given.texts.every((text) => text.trim().length > 0)
  )
}

/** The answer after a tap on an option. */
export function choose(kind: QuestionKind, given: Given | null, choice: number): Given {
  if (kind !== 'multiple') return { choices: [choice] }
  const before = given !== null && 'choices' in given ? given.choices : []
  const choices = before.includes(choice)
    ? before.filter((each) => each !== choice)
    : [...before, choice]
  return { choices: choices.sort((a, b) => a - b) }
}

/** The answer after typing into a field. */
export function fill(given: Given | null, blanks: number, index: number, text: string): Given {
  const before = given !== null && 'texts' in given ? given.texts : []
  return {
    texts: Array.from({ length: blanks }, (_, at) => (at === index ? text : (before[at] ?? ''))),
  }
}

const SAID = { '': '', chosen: '已选', right: '正确答案', wrong: '选错了' } as const

function markOf(isChosen: boolean, isRight: boolean | null): OptionView['mark'] {
  if (isRight === null) return isChosen ? 'chosen' : ''
  if (isRight) return 'right'
  return isChosen ? 'wrong' : ''
}

function letterOf(kind: QuestionKind, choice: number, index: number): string {
  if (kind === 'trueFalse') return choice === 0 ? '√' : '×'
  return String.fromCharCode(65 + index)
}

function keyWords(kind: QuestionKind, key: Marked['key'], options: readonly OptionView[]): string {
  if ('blanks' in key)
    return `正确答案：${key.blanks.map((texts) => texts.join(' 或 ')).join('；')}`
  const right = options.filter((option) => key.choices.includes(option.choice))
  const names = right.map(({ letter, text }) => (kind === 'trueFalse' ? text : letter))
  return `正确答案：${names.join('、')}`
}
