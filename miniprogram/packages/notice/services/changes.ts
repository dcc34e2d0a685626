import type { NoticeView } from '../../../../typings/notice'
import { momentWords } from '../../../services/time'

/** One thing that was changed since the reader looked, as the page shows it. */
export interface Change {
  name: string
  /** Empty where something was only added, or there was nothing. */
  before: string
  after: string
}

const NAMES: Record<NoticeView['changes'][number]['field'], string> = {
  title: '标题',
  body: '正文',
  deadline: '截止时间',
}

/** Of the text only the lines that differ: a reader looks for the change, not for the notice. Pure. */
export function changesShown(changes: NoticeView['changes'], now: Date): Change[] {
  return changes.map(({ field, before, after }) => {
    const name = NAMES[field]
    if (field === 'deadline') {
      const words = (at: string) => (at === '' ? '没有' : `${momentWords(at, now)} 前`)
      return { name, before: words(before), after: words(after) }
    }
    if (field === 'title') return { name, before, after }
    return { name, before: linesOnlyIn(before, after), after: linesOnlyIn(after, before) }
  })
}

function linesOnlyIn(text: string, other: string): string {
  const others = other.split('\n')
  return text
    .split('\n')
    .filter((line) => {
      const twin = others.indexOf(line)
      if (twin >= 0) others.splice(twin, 1)
      return twin < 0
    })
    .join('\n')
}
