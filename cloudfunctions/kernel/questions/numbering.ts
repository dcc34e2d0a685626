import { readXml } from './xml'

/** One level of a list, as Word describes it (ECMA-376 part 1, 17.9). */
interface Level {
  start: number
  format: string
  /** `%1.`: each `%n` is the number of level n. */
  text: string
}

interface List {
  abstractId: string
  /** Levels that begin again where this list is first used. */
  restarts: Map<number, number>
}

export interface NumberedBy {
  listId: string
  level: number
}

/** Lists of a document, and the numbers they have reached. */
export class Numbering {
  private readonly levels = new Map<string, Map<number, Level>>()
  private readonly lists = new Map<string, List>()
  private readonly counts = new Map<string, number[]>()
  private readonly begun = new Set<string>()

  constructor(numberingXml: string | null) {
    if (numberingXml !== null) this.readLists(numberingXml)
  }

  /** The visible number of the next paragraph of a list, such as `3.` or `B.`; empty for a bullet. */
  label({ listId, level }: NumberedBy): string {
    const list = this.lists.get(listId)
    if (list === undefined) return ''
    const levels = this.levels.get(list.abstractId)
    const own = levels?.get(level)
    if (levels === undefined || own === undefined) return ''
    const counts = this.counts.get(list.abstractId) ?? []
    this.counts.set(list.abstractId, counts)
    if (!this.begun.has(listId)) {
      this.begun.add(listId)
      for (const [restarted, start] of list.restarts) counts[restarted] = start - 1
    }
    counts[level] = (counts[level] ?? own.start - 1) + 1
    counts.length = level + 1
    if (own.format === 'bullet' || own.format === 'none') return ''
    return own.text.replace(/%([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1
      const of = levels.get(index)
      return formatted(counts[index] ?? of?.start ?? 1, of?.format ?? 'decimal')
    })
  }

  private readLists(xml: string): void {
    let abstractId = ''
    let listId = ''
    let level: Level = { start: 1, format: 'decimal', text: '' }
    let override = 0
    readXml(xml, {
      open: (name, attribute) => {
        const value = attribute('w:val') ?? ''
        const index = Number(attribute('w:ilvl') ?? 0)
        if (name === 'w:abstractNum') {
          abstractId = attribute('w:abstractNumId') ?? ''
          this.levels.set(abstractId, new Map())
        } else if (name === 'w:lvl' && listId === '') {
          level = { start: 1, format: 'decimal', text: '' }
          this.levels.get(abstractId)?.set(index, level)
        } else if (name === 'w:start' && listId === '') level.start = Number(value)
        else if (name === 'w:numFmt' && listId === '') level.format = value
        else if (name === 'w:lvlText' && listId === '') level.text = value
        else if (name === 'w:num') {
          listId = attribute('w:numId') ?? ''
          this.lists.set(listId, { abstractId: '', restarts: new Map() })
        } else if (name === 'w:abstractNumId' && listId !== '') {
          const list = this.lists.get(listId)
          if (list !== undefined) list.abstractId = value
        } else if (name === 'w:lvlOverride') override = index
        else if (name === 'w:startOverride')
          this.lists.get(listId)?.restarts.set(override, Number(value))
      },
      close: (name) => {
        if (name === 'w:num') listId = ''
      },
      text: () => undefined,
    })
  }
}

const DIGITS = '零一二三四五六七八九'

function formatted(value: number, format: string): string {
  switch (format) {
    case 'upperLetter':
      return letters(value)
    case 'lowerLetter':
      return letters(value).toLowerCase()
    case 'upperRoman':
      return roman(value)
    case 'lowerRoman':
      return roman(value).toLowerCase()
    case 'decimalZero':
      return String(value).padStart(2, '0')
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value >= 1 && value <= 20 ? String.fromCharCode(0x245f + value) : String(value)
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'ideographDigital':
      return chinese(value)
    default:
      return String(value)
  }
}

/** Word goes on after Z with AA, BB. */
function letters(value: number): string {
  if (value < 1) return ''
  return String.fromCharCode(65 + ((value - 1) % 26)).repeat(
    Math.min(4, Math.floor((value - 1) / 26) + 1),
  )
}

function roman(value: number): string {
  const steps: readonly (readonly [number, string])[] = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ]
  let left = Math.min(value, 3999)
  let text = ''
  for (const [step, sign] of steps) {
    while (left >= step) {
      text += sign
      left -= step
    }
  }
  return text
}

/** 十二, 一百零三. Headings do not go further. */
function chinese(value: number): string {
  if (value < 1 || value > 999) return String(value)
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10]
  const digit = (index: number) => DIGITS.charAt(index)
  let text = hundreds > 0 ? `${digit(hundreds)}百` : ''
  if (tens > 0) text += tens === 1 && hundreds === 0 ? '十' : `${digit(tens)}十`
  else if (hundreds > 0 && ones > 0) text += '零'
  return ones > 0 ? text + digit(ones) : text
}
