import type { Line } from './raw'

/** A table of a Markdown text, row by row. */
export interface MarkdownTable {
  place: string
  rows: string[][]
  places: string[]
}

/** Whether a text uses Markdown's signs, whatever its file is called. */
export function looksLikeMarkdown(text: string): boolean {
  return /^#{1,6} \S/m.test(text) && /\*\*[^*\n]+\*\*/.test(text)
}

/** Lines without headings' `#`, emphasis, quotes and list signs, and the tables between them. */
export function readMarkdown(lines: readonly Line[]): (Line[] | MarkdownTable)[] {
  const parts: (Line[] | MarkdownTable)[] = []
  let text: Line[] = []
  let table: MarkdownTable | null = null
  for (const line of lines) {
    const isRow = /^\s*\|.*\|\s*$/.test(line.text)
    if (!isRow) {
      table = null
      text.push({ place: line.place, text: plainLine(line.text) })
      continue
    }
    if (table === null) {
      parts.push(text)
      text = []
      table = { place: line.place, rows: [], places: [] }
      parts.push(table)
    }
    if (/^[\s|:-]+$/.test(line.text)) continue
    table.rows.push(cellsOf(line.text))
    table.places.push(line.place)
  }
  parts.push(text)
  return parts.filter((part) => !Array.isArray(part) || part.length > 0)
}

function cellsOf(row: string): string[] {
  const inner = row.trim().slice(1, -1)
  return inner
    .split(/(?<!\\)\|/)
    .map((cell) => plainLine(cell.replace(/<br\s*\/?>/gi, '\n').replace(/\\\|/g, '|')).trim())
}

function plainLine(text: string): string {
  return text
    .replace(/^\s*(?:>\s*)*#{1,6}\s+/, '')
    .replace(/^\s*>+\s?/, '')
    .replace(/^(\s*)[-*+]\s+(?:\[[ xX]\]\s+)?(?=\S)/, '$1')
    .replace(/(\*\*|__)(?=\S)([^*_\n]+?)\1/g, '$2')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!])/g, '$1')
    .replace(/<\/?(?:font|span|b|i|u|em|strong|p|div|center|mark|sub|sup)\b[^<>]{0,200}>/gi, '')
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/&nbsp;/g, ' ')
}
