import type { EncodedSourceMap, SectionedSourceMap } from '@jridgewell/trace-mapping'
import type { AppConfig } from '../bundle'
import { ABSENT_GLOBALS } from './script-globals'
import type { Module } from './scripts'
import type { SourceMaps } from './source-maps'

interface Content {
  name: string
  templates: string
  styles: Record<string, string>
  modules: Module[]
  /** Given for the main package only. */
  config: AppConfig | undefined
}

/**
 * The script of one package, and a source map whose sections are those of its modules.
 * The modules stand in a function whose parameters hide what WeChat does not have.
 */
export function writePackage(
  { name, templates, styles, modules, config }: Content,
  maps: SourceMaps,
): { code: string; map: string } {
  const out = new Lines()
  const sections: SectionedSourceMap['sections'] = []
  if (config) out.add(`__mp.setConfig(${asScript(config)});`)
  out.add(`__mp.addPackage(${asScript(name)},{`)
  out.add(`styles:${asScript(styles)},`)
  out.add(`modules:(function(Function,${ABSENT_GLOBALS.join(',')}){return {`)
  for (const { path, text, dependencies } of modules) {
    const head = `${asScript(path)}:{dependencies:${asScript(dependencies)},run:function(require,module,exports){`
    out.add(head)
    sections.push({
      offset: { line: out.count, column: 0 },
      map: maps.of(path) ?? identityMap(path, text),
    })
    out.add(text)
    out.add('}},')
  }
  out.add('}})(__mp.Function),')
  out.add(`templates:${templates || '{}'}`)
  out.add('});')
  out.add(`//# sourceURL=${packageUrl(name)}`)
  return { code: out.toString(), map: JSON.stringify({ version: 3, sections }) }
}

/** The name a package's script has in stack traces. */
export function packageUrl(name: string): string {
  return `mini-program:///${encodeURIComponent(name || 'main')}.js`
}

class Lines {
  readonly #parts: string[] = []
  count = 0

  add(text: string): void {
    this.#parts.push(text)
    this.count += text.split('\n').length
  }

  toString(): string {
    return this.#parts.join('\n')
  }
}

/** JSON that is also a JavaScript expression inside a `<script>`. */
function asScript(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
    .replaceAll('</', '<\\/')
}

/** Each line of a script without a map is its own source. */
function identityMap(path: string, text: string): EncodedSourceMap {
  const lines = text.split('\n').length
  return {
    version: 3,
    names: [],
    sources: [`${path}.js`],
    mappings: `AAAA${';AACA'.repeat(lines - 1)}`,
  }
}
