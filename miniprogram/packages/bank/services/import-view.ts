import type { ImportItem, ImportSummary } from '../../../../typings/question-bank'
import type { Tag } from '../../../services/words'
import { KINDS, keyWords } from './question-row'

/** Which items of a file the page shows. */
export type Which = 'broken' | 'sound' | 'known' | 'skipped'

export interface ItemView {
  id: string
  index: number
  place: string
  stem: string
  options: string[]
  /** `单选 · 答案 B`. */
  note: string
  explanation: string
  problems: string[]
  tag: Tag
}

export interface TabView {
  which: Which
  name: string
  count: number
}

const TAGS: Readonly<Record<ImportItem['state'], Tag>> = {
  sound: { word: '可导入', tone: 'done' },
  broken: { word: '需处理', tone: 'overdue' },
  known: { word: '题库已有', tone: 'plain' },
  skipped: { word: '不导入', tone: 'plain' },
}

/** One item as it was understood. Pure. */
export function itemView({
  index,
  place,
  state,
  question,
  problems,
  mended,
}: ImportItem): ItemView {
  const { kind, key, stem, options, explanation } = question
  const answer = kind === null || key === null ? '没有答案' : `答案 ${keyWords(kind, key)}`
  return {
    id: String(index),
    index,
    place,
    stem,
    options: options.map((text, at) => `${String.fromCharCode(65 + at)}. ${text}`),
    note: `${kind === null ? '题型不明' : KINDS[kind]} · ${answer}`,
    explanation,
    problems: problems.map(({ text }) => text),
    tag: mended && state === 'sound' ? { word: '已改好', tone: 'done' } : TAGS[state],
  }
}

/** The lists of a checked file, those that need somebody first. Pure. */
export function tabsOf({ broken, sound, known, skipped }: ImportSummary): TabView[] {
  const all: TabView[] = [
    { which: 'broken', name: '需处理', count: broken },
    { which: 'sound', name: '可导入', count: sound },
    { which: 'known', name: '已有', count: known },
    { which: 'skipped', name: '不导入', count: skipped },
  ]
  return all.filter(({ count }) => count > 0)
}

/** `共 120 题，可导入单选 80、多选 20`. Pure. */
export function summaryWords({ total, byKind }: ImportSummary): string {
  const kinds = (Object.keys(KINDS) as (keyof typeof KINDS)[]).flatMap((kind) =>
    byKind[kind] > 0 ? [`${KINDS[kind]} ${byKind[kind]}`] : [],
  )
  return `共 ${total} 题${kinds.length === 0 ? '' : `，可导入${kinds.join('、')}`}`
}
