import type { QuestionKind, QuestionRow } from '../../../../typings/question-bank'
import type { Tag } from '../../../services/words'

export const KINDS: Readonly<Record<QuestionKind, string>> = {
  single: '单选',
  multiple: '多选',
  trueFalse: '判断',
  fill: '填空',
}

export interface ShownRow {
  id: string
  stem: string
  note: string
  tag: Tag | null
}

/** A line of the bank. Pure. */
export function shownRow({
  _id,
  kind,
  subject,
  stem,
  key,
  practice,
  state,
  heldUntil,
}: QuestionRow): ShownRow {
  const tag: Tag | null =
    state === 'retired'
      ? { word: '已停用', tone: 'plain' }
      : heldUntil !== null
        ? { word: '使用中', tone: 'due' }
        : practice
          ? { word: '可练习', tone: 'done' }
          : null
  return { id: _id, stem, note: `${KINDS[kind]} · ${subject} · 答案 ${keyWords(kind, key)}`, tag }
}

/** `AC`, `正确`, `改革开放`. Pure. */
export function keyWords(kind: QuestionKind, key: QuestionRow['key']): string {
  if ('blanks' in key) return key.blanks.map((texts) => texts[0] ?? '').join('；')
  if (kind === 'trueFalse') return key.choices[0] === 0 ? '正确' : '错误'
  return key.choices.map((choice) => String.fromCharCode(65 + choice)).join('')
}
