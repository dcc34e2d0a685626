import { type Place, placeAt } from './text'
import type { WxmlScan } from './wxml-scan'

/**
 * What the template compiler cannot take. It runs in WebAssembly with a small stack: at some 200 levels it fails in a
 * way that breaks every later compilation of the process, so such a text never gets there.
 */
const MOST_LEVELS = 100

const EXPRESSION = /\{\{([\s\S]*?)\}\}/g
const STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g

export interface WxmlFinding {
  place: Place
  message: string
}

/** The first tag and the first expression that are too deep. */
export function tooDeep(text: string, { tags, closings }: WxmlScan): WxmlFinding | undefined {
  const steps = [
    ...tags.filter(({ closed }) => !closed).map(({ offset }) => ({ offset, by: 1 })),
    ...closings.map((offset) => ({ offset, by: -1 })),
  ].sort((one, other) => one.offset - other.offset)
  let level = 0
  for (const { offset, by } of steps) {
    level += by
    if (level > MOST_LEVELS) {
      const message = `tags are nested deeper than ${MOST_LEVELS} levels`
      return { place: placeAt(text, offset), message }
    }
  }
  for (const { offset, code } of expressionsOf(text)) {
    let open = 0
    for (const sign of code) {
      if ('([{!~-'.includes(sign)) open += 1
      else if (')]}'.includes(sign)) open -= 1
      if (open > MOST_LEVELS) {
        const message = `an expression is nested deeper than ${MOST_LEVELS} levels`
        return { place: placeAt(text, offset), message }
      }
    }
  }
  return undefined
}

/** Filters as other template languages have them: here `|` is arithmetic, and the name behind it is data. */
export function filtersIn(text: string): WxmlFinding[] {
  return expressionsOf(text)
    .filter(({ code }) => /[^|]\|[^|]/.test(code))
    .map(({ offset }) => ({
      place: placeAt(text, offset),
      message: 'WXML has no filters: “|” is the bitwise or; call a function of a <wxs> module',
    }))
}

const CALL = /(?<![\w$.\])])([A-Za-z_$][\w$]*)\s*(?:\.\s*[\w$]+\s*|\[[^\]]*\]\s*)*\(/g

/**
 * Calls of what is no `<wxs>` module, such as `{{name.trim()}}`: the function runs without its `this`, so that it
 * fails, or is not there.
 */
export function callsOfData(text: string, { tags }: WxmlScan): WxmlFinding[] {
  const modules = new Set(
    tags
      .filter(({ name }) => name === 'wxs')
      .map(({ attributes }) => attributes.find(({ name }) => name === 'module')?.value),
  )
  return expressionsOf(text).flatMap(({ offset, code }) =>
    [...code.matchAll(CALL)]
      .filter(({ 1: root }) => !modules.has(root))
      .map(({ index, 0: call }) => ({
        place: placeAt(text, offset + 2 + index),
        message: `“${call.trim()}…)”: WXML calls functions of a <wxs> module only`,
      })),
  )
}

/** What stands in `{{ }}`, its strings blanked out. */
function expressionsOf(text: string): { offset: number; code: string }[] {
  return [...text.matchAll(EXPRESSION)].map(({ index, 1: code = '' }) => ({
    offset: index,
    code: code.replace(STRING, (quoted) => ' '.repeat(quoted.length)),
  }))
}
