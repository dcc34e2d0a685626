import postcss from 'postcss'
import { isObject, parseJson, stringEntries } from '../compile/json'
import { type Place, placeAt } from '../compile/text'
import { scanWxml } from '../compile/wxml-scan'
import { transformWxs } from '../compile/wxs'

/** What a file other than a script names. Paths as written. */
export interface Reference {
  kind: 'component' | 'file'
  target: string
  place: Place
}

/** The references of a `.json`, `.wxml`, `.wxss` or `.wxs` file; malformed parts of it name nothing. */
export function referencesOf(path: string, text: string): Reference[] {
  if (path.endsWith('.json')) return inJson(text)
  if (path.endsWith('.wxml')) return inWxml(text)
  if (path.endsWith('.wxss')) return inWxss(text)
  if (path.endsWith('.wxs')) return transformWxs(text).requires.map(asFile)
  return []
}

function asFile({ reference, place }: { reference: string; place: Place }): Reference {
  return { kind: 'file', target: withSuffix(reference, '.wxs'), place }
}

function inJson(text: string): Reference[] {
  const { file } = parseJson(text)
  const json = isObject(file.value) ? file.value : {}
  const generics = Object.entries(isObject(json.componentGenerics) ? json.componentGenerics : {})
  return [
    ...stringEntries(json.usingComponents).map(([tag, target]): Reference => {
      return { kind: 'component', target, place: file.place(['usingComponents', tag]) }
    }),
    ...generics.flatMap(([name, value]): Reference[] => {
      if (!isObject(value) || typeof value.default !== 'string') return []
      const place = file.place(['componentGenerics', name, 'default'])
      return [{ kind: 'component', target: value.default, place }]
    }),
  ]
}

const SUFFIX_OF_TAG: Record<string, string> = { import: '.wxml', include: '.wxml', wxs: '.wxs' }

function inWxml(text: string): Reference[] {
  const scan = scanWxml(text)
  const files = scan.tags.flatMap((tag) =>
    tag.attributes.flatMap((attribute): Reference[] => {
      if (attribute.name !== 'src' || attribute.value === '') return []
      if (/\{\{|^[a-z]+:/i.test(attribute.value)) return []
      const target = withSuffix(attribute.value, SUFFIX_OF_TAG[tag.name] ?? '')
      return [{ kind: 'file', target, place: placeAt(text, attribute.offset) }]
    }),
  )
  const required = scan.scripts.flatMap(({ code, offset }) =>
    transformWxs(code).requires.map(({ reference }) =>
      asFile({ reference, place: placeAt(text, offset) }),
    ),
  )
  return [...files, ...required]
}

function inWxss(text: string): Reference[] {
  const references: Reference[] = []
  let root: postcss.Root
  try {
    root = postcss.parse(text)
  } catch (error) {
    if (error instanceof postcss.CssSyntaxError) return []
    throw error
  }
  root.walkAtRules(/^import$/i, (rule) => {
    const target = /["']([^"']+)["']/.exec(rule.params)?.[1]
    const { line, column } = rule.source?.start ?? { line: 0, column: 0 }
    if (target) references.push({ kind: 'file', target, place: { line, column } })
  })
  return references
}

function withSuffix(path: string, suffix: string): string {
  return path.endsWith(suffix) ? path : path + suffix
}
