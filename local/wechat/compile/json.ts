import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import { type Place, placeAt } from './text'

export type JsonPath = (string | number)[]

/** `["pages"][0]`, as DevTools names a place in a JSON file. */
export function showPath(path: JsonPath): string {
  return path.map((step) => `[${JSON.stringify(step)}]`).join('')
}

/** A JSON file with the places of its values. */
export interface JsonFile {
  value: unknown
  /** Place of a value or, when the path names none, of the nearest one around it. */
  place(path: JsonPath): Place
  /** Place of the key of a property. */
  keyPlace(path: JsonPath): Place
}

export interface JsonSyntaxError extends Place {
  message: string
}

/** Parses JSON as WeChat does: no comments, no trailing commas, not empty. Errors are returned, in order. */
export function parseJson(text: string): { file: JsonFile; errors: JsonSyntaxError[] } {
  const found: ParseError[] = []
  const deep = tooDeepAt(text)
  const tree =
    deep === undefined
      ? parseTree(text, found, { disallowComments: true, allowTrailingComma: false })
      : undefined
  const errors = found.map((error) => ({
    ...placeAt(text, error.offset),
    message: text.trim() === '' ? 'an empty file is not valid JSON' : sentence(error),
  }))
  if (deep !== undefined)
    errors.push({ ...placeAt(text, deep), message: `nested deeper than ${MOST_LEVELS} levels` })
  const nodeAt = (path: JsonPath): Node | undefined => {
    for (let length = path.length; tree && length >= 0; length -= 1) {
      const node = findNodeAtLocation(tree, path.slice(0, length))
      if (node) return node
    }
    return tree
  }
  return {
    errors,
    file: {
      value: errors.length === 0 && tree ? JSON.parse(text) : undefined,
      place: (path) => placeAt(text, nodeAt(path)?.offset ?? 0),
      keyPlace: (path) => {
        const node = nodeAt(path)
        const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : node
        return placeAt(text, key?.offset ?? 0)
      },
    },
  }
}

/** More than any mini-program has; the parser is recursive and would end at some thousands. */
const MOST_LEVELS = 200

/** Offset of the first bracket that is too deep. Brackets in strings count too: they come in pairs or are few. */
function tooDeepAt(text: string): number | undefined {
  let level = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '[' || sign === '{') level += 1
    else if (sign === ']' || sign === '}') level -= 1
    if (level > MOST_LEVELS) return at
  }
  return undefined
}

function sentence(error: ParseError): string {
  const words = printParseErrorCode(error.error).replace(/([a-z])([A-Z])/g, '$1 $2')
  return `not valid JSON: ${words.toLowerCase()}`
}

export type JsonObject = Record<string, unknown>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The entries of an object whose values are strings; everything else is left out. */
export function stringEntries(value: unknown): [string, string][] {
  if (!isObject(value)) return []
  return Object.entries(value).filter((entry): entry is [string, string] => {
    return typeof entry[1] === 'string'
  })
}

/** What WeChat's settings files hold. */
export type JsonKind = 'string' | 'object' | 'array'

/** What kind a value should be and is not; `undefined` when it is, or is not there. */
export function wrongKind(value: unknown, kind: JsonKind): string | undefined {
  const isKind = Array.isArray(value)
    ? kind === 'array'
    : kind === (value === null ? 'null' : typeof value)
  return value === undefined || isKind ? undefined : `字段需为 ${kind}`
}

/** The strings of a list with their index; everything else is left out. */
export function strings(value: unknown): { value: string; index: number }[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown, index) =>
    typeof item === 'string' ? [{ value: item, index }] : [],
  )
}
