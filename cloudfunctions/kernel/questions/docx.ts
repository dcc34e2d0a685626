import { headingOf } from '../../rules/questions/headings'
import { labelAt } from '../../rules/questions/marks'
import type { Line } from '../../rules/questions/raw'
import type { Block } from '../../rules/questions/read'
import { shapeOf } from '../../rules/questions/text'
import type { Cell } from '../../rules/roster/sheet'
import { type NumberedBy, Numbering } from './numbering'
import { readXml } from './xml'

/** The parts of a Word file that are read; the others are not even unpacked. */
export const WORD_PARTS = ['word/document.xml', 'word/numbering.xml', 'word/styles.xml'] as const

interface Paragraph {
  text: string
  /** Places of `text` that are underlined. */
  underlined: { from: number; to: number }[]
  listId: string | null
  level: number | null
  style: string | null
}

/** Shorter lines may have words between them. */
const SHORTEST_BLANK = 4

interface Table {
  rows: Cell[][]
  merges: { top: number; left: number; bottom: number; right: number }[]
  /** First row of a cell merged downwards, by column. */
  open: Map<number, number>
}

/**
 * Paragraphs of a Word document with their automatic numbers written out (place `P7`, counted from 1 with empty ones,
 * those in tables left out), and its tables (place `表2!3`).
 */
export function readWordParts(parts: ReadonlyMap<string, string>): Block[] {
  const reader = new BodyReader(
    new Numbering(parts.get('word/numbering.xml') ?? null),
    stylesOf(parts.get('word/styles.xml') ?? null),
  )
  readXml(parts.get('word/document.xml') ?? '', reader)
  return reader.blocks
}

/** Lists that styles bring with them. */
function stylesOf(xml: string | null): ReadonlyMap<string, NumberedBy> {
  const own = new Map<string, Partial<NumberedBy> & { basedOn?: string }>()
  if (xml === null) return new Map()
  let id = ''
  readXml(xml, {
    open: (name, attribute) => {
      const value = attribute('w:val') ?? ''
      const style = own.get(id)
      if (name === 'w:style') {
        id = attribute('w:styleId') ?? ''
        own.set(id, {})
      } else if (style === undefined) return
      else if (name === 'w:basedOn') style.basedOn = value
      else if (name === 'w:numId') style.listId = value
      else if (name === 'w:ilvl') style.level = Number(value)
    },
    close: (name) => {
      if (name === 'w:style') id = ''
    },
    text: () => undefined,
  })
  const numbered = new Map<string, NumberedBy>()
  for (const id of own.keys()) {
    let at: string | undefined = id
    for (let depth = 0; at !== undefined && depth < 10; depth += 1) {
      const style = own.get(at)
      if (style?.listId !== undefined) {
        numbered.set(id, { listId: style.listId, level: style.level ?? 0 })
        break
      }
      at = style?.basedOn
    }
  }
  return numbered
}

/** What a symbol font draws where the text has a private character. */
const SYMBOLS: Readonly<Record<string, string>> = {
  f0fc: '√',
  f0fe: '√',
  f050: '√',
  f052: '√',
  f0d6: '√',
  f0fb: '×',
  f0fd: '×',
  f04f: '×',
  f051: '×',
  f053: '×',
  f0b4: '×',
}

class BodyReader {
  readonly blocks: Block[] = []
  private lines: Line[] = []
  private count = 0
  private tableCount = 0
  /** Paragraphs being read: one in a text box stands inside another. */
  private readonly paragraphs: Paragraph[] = []
  private readonly tables: Table[] = []
  private cell: { texts: string[]; span: number; merge: 'none' | 'first' | 'next' } | null = null
  private row: Cell[] = []
  /** Depth inside what is not shown: deleted text, the second form of a drawing. */
  private hidden = 0
  /** Whether the last heading is one over fill-ins, and whether a key has begun. */
  private isFillIn = false
  private isKey = false
  private isText = false
  private isUnderlined = false
  private isRunProperties = false

  constructor(
    private readonly numbering: Numbering,
    private readonly styles: ReadonlyMap<string, NumberedBy>,
  ) {}

  open(name: string, attribute: (name: string) => string | undefined): void {
    const value = attribute('w:val')
    const paragraph = this.paragraphs.at(-1)
    switch (name) {
      case 'mc:Fallback':
      case 'w:del':
      case 'w:moveFrom':
        this.hidden += 1
        return
      case 'w:tbl':
        this.openTable()
        return
      case 'w:tr':
        if (this.tables.length === 1) this.row = []
        return
      case 'w:tc':
        if (this.tables.length === 1) this.cell = { texts: [], span: 1, merge: 'none' }
        return
      case 'w:gridSpan':
        if (this.cell !== null) this.cell.span = Math.min(60, Math.max(1, Number(value) || 1))
        return
      case 'w:vMerge':
        if (this.cell !== null) this.cell.merge = value === 'restart' ? 'first' : 'next'
        return
      case 'w:p':
        this.paragraphs.push({ text: '', underlined: [], listId: null, level: null, style: null })
        return
      case 'w:r':
        this.isUnderlined = false
        return
      case 'w:rPr':
        this.isRunProperties = true
        return
      case 'w:u':
        if (this.isRunProperties && value !== 'none') this.isUnderlined = true
        return
      case 'w:t':
      case 'm:t':
        this.isText = true
        return
      default:
        if (paragraph !== undefined && this.hidden === 0)
          openInParagraph(paragraph, name, value, attribute)
    }
  }

  close(name: string): void {
    switch (name) {
      case 'mc:Fallback':
      case 'w:del':
      case 'w:moveFrom':
        this.hidden -= 1
        return
      case 'w:rPr':
        this.isRunProperties = false
        return
      case 'w:t':
      case 'm:t':
        this.isText = false
        return
      case 'w:p':
        this.closeParagraph()
        return
      case 'w:tc':
        if (this.tables.length === 1) this.closeCell()
        return
      case 'w:tr':
        if (this.tables.length === 1) this.tables[0]?.rows.push(this.row)
        return
      case 'w:tbl':
        this.closeTable()
        return
      case 'w:body':
        this.flushLines()
    }
  }

  text(text: string): void {
    const paragraph = this.paragraphs.at(-1)
    if (!this.isText || this.hidden > 0 || paragraph === undefined) return
    if (this.isUnderlined) {
      const last = paragraph.underlined.at(-1)
      const to = paragraph.text.length + text.length
      // Word keeps one line in several runs.
      if (last?.to === paragraph.text.length) last.to = to
      else paragraph.underlined.push({ from: paragraph.text.length, to })
    }
    paragraph.text += text
  }

  private closeParagraph(): void {
    const paragraph = this.paragraphs.pop()
    if (paragraph === undefined) return
    const label = this.labelOf(paragraph)
    const heading = headingOf(label + paragraph.text, shapeOf(label + paragraph.text))
    if (heading !== null) this.isFillIn = heading.kind === 'fill' && !heading.isKey && !this.isKey
    if (heading?.isKey === true) this.isKey = true
    const text = label + withBlanks(paragraph, this.isFillIn && heading === null)
    if (this.cell !== null) {
      this.cell.texts.push(text)
      return
    }
    if (this.paragraphs.length === 0) this.count += 1
    for (const part of text.split('\n'))
      this.lines.push({ place: `P${this.count}`, text: part, isParagraph: !text.includes('\n') })
  }

  private labelOf({ text, listId, level, style }: Paragraph): string {
    const ofStyle = style === null ? undefined : this.styles.get(style)
    const id = listId ?? ofStyle?.listId
    if (id === undefined || id === '0' || text.trim() === '') return ''
    const label = this.numbering.label({ listId: id, level: level ?? ofStyle?.level ?? 0 })
    return label === '' || label.endsWith('、') ? label : `${label} `
  }

  private openTable(): void {
    this.tables.push({ rows: [], merges: [], open: new Map() })
    if (this.tables.length === 1) this.flushLines()
  }

  private closeCell(): void {
    const [table] = this.tables
    const { cell } = this
    this.cell = null
    if (table === undefined || cell === null) return
    const top = table.rows.length
    const left = this.row.length
    const right = left + cell.span - 1
    if (cell.merge === 'first') table.open.set(left, table.merges.length)
    if (cell.merge === 'first' || cell.span > 1)
      table.merges.push({ top, left, bottom: top, right })
    const merge = cell.merge === 'next' ? table.merges[table.open.get(left) ?? -1] : undefined
    if (merge !== undefined) merge.bottom = top
    this.row.push(cell.texts.join('\n'))
    for (let column = left + 1; column <= right; column += 1) this.row.push(null)
  }

  private closeTable(): void {
    const table = this.tables.pop()
    if (table === undefined || this.tables.length > 0) return
    this.tableCount += 1
    const name = `表${this.tableCount}`
    this.blocks.push({
      table: {
        name,
        rows: table.rows,
        merges: table.merges,
        places: table.rows.map((_, index) => `${name}!${index + 1}`),
      },
    })
  }

  private flushLines(): void {
    if (this.lines.length > 0) this.blocks.push({ lines: this.lines })
    this.lines = []
  }
}

/**
 * The text with underlined gaps as blanks to fill in; without the line they would be mere space. In a fill-in, underlined words are
 * its answer: `＿＿民主集中制＿＿`.
 */
function withBlanks({ text, underlined }: Paragraph, isFillIn: boolean): string {
  const label = labelAt(shapeOf(text))
  const holdsAnswers = isFillIn && label === null
  return underlined.reduceRight((written, { from, to }) => {
    const words = written.slice(from, to).trim()
    const isGap = words === ''
    if (!isGap && !(holdsAnswers && !isNumberAlone(words))) return written
    const blank = isGap ? '_'.repeat(Math.max(SHORTEST_BLANK, to - from)) : `＿＿${words}＿＿`
    return `${written.slice(0, from)}${blank}${written.slice(to)}`
  }, text)
}

/** A number of the question that is underlined with it. */
function isNumberAlone(words: string): boolean {
  return /^\d{1,4}\s*[.、．]$/.test(words)
}

function openInParagraph(
  paragraph: Paragraph,
  name: string,
  value: string | undefined,
  attribute: (name: string) => string | undefined,
): void {
  if (name === 'w:numId') paragraph.listId = value ?? null
  else if (name === 'w:ilvl') paragraph.level = Number(value)
  else if (name === 'w:pStyle') paragraph.style = value ?? null
  else if (name === 'w:tab') paragraph.text += value === undefined ? '\t' : ''
  else if (name === 'w:br' || name === 'w:cr')
    paragraph.text += attribute('w:type') === 'page' ? '' : '\n'
  else if (name === 'w:noBreakHyphen') paragraph.text += '-'
  else if (name === 'w:sym')
    paragraph.text += SYMBOLS[(attribute('w:char') ?? '').toLowerCase()] ?? '□'
}
