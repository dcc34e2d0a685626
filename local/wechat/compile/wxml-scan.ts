/**
 * The tags of a WXML text with their places. The template compiler gives no syntax tree, but says where a text is
 * malformed; this scan only has to be right about texts it accepts, and quiet about the others.
 */
export interface WxmlTag {
  name: string
  /** Offset of the `<`. */
  offset: number
  /** Written `<a/>`. */
  closed: boolean
  attributes: { name: string; value: string; offset: number }[]
}

export interface WxmlScript {
  module: string
  /** Offset of the first character of the code. */
  offset: number
  code: string
}

export interface WxmlScan {
  tags: WxmlTag[]
  /** `<wxs module="…">code</wxs>`. */
  scripts: WxmlScript[]
  /** Offsets of the `</`. */
  closings: number[]
  /** Offset of a `<!--` that nothing ends. */
  openComment?: number
}

const NAME = /[^\s/>"'=<]+/y
const SPACE = /\s*/y

export function scanWxml(text: string): WxmlScan {
  const scan: WxmlScan = { tags: [], scripts: [], closings: [] }
  let at = 0
  while (at < text.length) {
    const open = nextOpening(text, at)
    if (open < 0) break
    if (text.startsWith('<!--', open)) {
      const end = text.indexOf('-->', open + 4)
      if (end < 0) scan.openComment = open
      at = end < 0 ? text.length : end + 3
      continue
    }
    const name = match(NAME, text, open + 1)
    if (name === '') {
      if (text[open + 1] === '/') scan.closings.push(open)
      const end = text.indexOf('>', open)
      at = end < 0 ? text.length : end + 1
      continue
    }
    const tag: WxmlTag = { name, offset: open, closed: false, attributes: [] }
    const { end, closed } = readAttributes(text, open + 1 + name.length, tag)
    tag.closed = closed
    scan.tags.push(tag)
    at = end
    if (name === 'wxs' && !closed) {
      const close = text.indexOf('</wxs', end)
      const stop = close < 0 ? text.length : close
      const module = tag.attributes.find((attribute) => attribute.name === 'module')?.value ?? ''
      scan.scripts.push({ module, offset: end, code: text.slice(end, stop) })
      at = stop
    }
  }
  return scan
}

/** The next `<` that begins a tag or a comment, outside `{{ }}`. */
function nextOpening(text: string, from: number): number {
  let at = from
  for (;;) {
    const open = text.indexOf('<', at)
    const braces = text.indexOf('{{', at)
    if (open < 0 || braces < 0 || open < braces) return open
    const end = text.indexOf('}}', braces)
    if (end < 0) return open
    at = end + 2
  }
}

function readAttributes(text: string, from: number, tag: WxmlTag) {
  let at = from
  for (;;) {
    at += match(SPACE, text, at).length
    if (at >= text.length) return { end: at, closed: true }
    if (text[at] === '>') return { end: at + 1, closed: false }
    if (text.startsWith('/>', at)) return { end: at + 2, closed: true }
    const offset = at
    const name = match(NAME, text, at)
    if (name === '') {
      at += 1
      continue
    }
    at += name.length
    const space = match(SPACE, text, at).length
    if (text[at + space] !== '=') {
      tag.attributes.push({ name, value: '', offset })
      continue
    }
    at += space + 1
    at += match(SPACE, text, at).length
    const quote = text[at]
    if (quote === '"' || quote === "'") {
      const close = text.indexOf(quote, at + 1)
      const stop = close < 0 ? text.length : close
      tag.attributes.push({ name, value: text.slice(at + 1, stop), offset })
      at = stop + 1
    } else {
      const value = match(NAME, text, at)
      tag.attributes.push({ name, value, offset })
      at += Math.max(value.length, 1)
    }
  }
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}
