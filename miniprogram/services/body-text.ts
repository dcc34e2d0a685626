import type { Paragraph } from '../../typings/notice'

/**
 * The text of a notice as it is typed: a line is a paragraph; a short line that begins with 一、 is a heading;
 * lines that begin with · or - are a list. Pure.
 */

const HEADING = /^[一二三四五六七八九十]+、[^。；，]{1,28}$/
const ITEM = /^[·•-]\s*/

/** A title as it is typed into a field that grows: its breaks are spaces. */
export function oneLine(typed: string): string {
  return typed.replace(/\s*\n\s*/g, ' ')
}

export function toParagraphs(typed: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  for (const line of typed.split('\n').map((each) => each.trim())) {
    const last = paragraphs.at(-1)
    if (line === '') continue
    if (HEADING.test(line)) paragraphs.push({ kind: 'heading', text: line })
    else if (!ITEM.test(line)) paragraphs.push({ kind: 'text', text: line })
    else {
      const item = line.replace(ITEM, '')
      if (item === '') continue
      if (last?.kind === 'list') last.items.push(item)
      else paragraphs.push({ kind: 'list', items: [item] })
    }
  }
  return paragraphs
}

/** What is shown in the field when a draft or a notice is edited. */
export function toTyped(paragraphs: readonly Paragraph[]): string {
  return paragraphs
    .map((paragraph) =>
      paragraph.kind === 'list'
        ? paragraph.items.map((item) => `· ${item}`).join('\n')
        : paragraph.text,
    )
    .join('\n')
}
