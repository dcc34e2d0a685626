import type { QuestionKind, QuestionRow } from '../../../../typings/question-bank'
import { NO_TAG, type Tag } from '../../../services/words'

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
  tag: Tag
}

/** Characters of a stem and of an answer by which a line of the bank is recognised; a tap shows the whole. */
const MOST_STEM = 100
const MOST_KEY = 40

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
  const tag: Tag =
    state === 'retired'
      ? { word: '已停用', tone: 'plain' }
      : heldUntil !== null
        ? { word: '使用中', tone: 'due' }
        : practice
          ? { word: '可练习', tone: 'done' }
          : NO_TAG
  const note = `${KINDS[kind]} · ${subject} · 答案 ${shortened(keyWords(kind, key), MOST_KEY)}`
  return { id: _id, stem: shortened(stem, MOST_STEM), note, tag }
}

/** `AC`, `正确`, `改革开放`. Pure. */
export function keyWords(kind: QuestionKind, key: QuestionRow['key']): string {
  if ('blanks' in key) return key.blanks.map((texts) => texts[0] ?? '').join('；')
  if (kind === 'trueFalse') return key.choices[0] === 0 ? '正确' : '错误'
  return key.choices.map((choice) => String.fromCharCode(65 + choice)).join('')
}

function shortened(text: string, most: number): string {
  const characters = Array.from(text)
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}…`
}
