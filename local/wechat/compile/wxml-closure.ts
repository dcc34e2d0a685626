import type { ComponentConfig } from '../bundle'
import { resolvePath, type ShippedFiles } from './files'
import type { Memo } from './memo'
import { type Packages, whyOutOfReach } from './packages'
import type { Problems } from './problems'
import { type Place, placeAt } from './text'
import { scanWxml, type WxmlScan, type WxmlScript } from './wxml-scan'
import { transformWxs, type WxsResult } from './wxs'

export interface TemplateContext {
  files: ShippedFiles
  components: Record<string, ComponentConfig>
  tags: ReadonlyMap<string, ReadonlySet<string>>
  packages: Packages
  problems: Problems
  memo: Memo
}

export interface Template {
  text: string
  scan: WxmlScan
  /** Templates this one imports or includes. */
  imports: string[]
  /** Those of them that are put in place, which goes on without end when one includes itself. */
  includes: { target: string; offset: number }[]
  /** Modules written inside the template. */
  inline: { module: string; result: WxsResult }[]
}

export interface Closure {
  templates: Map<string, Template>
  scripts: Map<string, WxsResult>
}

/** The templates of some components with everything they import, and the WXS files of all of them. */
export function readClosure(roots: string[], name: string, context: TemplateContext): Closure {
  const { files, problems, packages, memo } = context
  const closure: Closure = { templates: new Map(), scripts: new Map() }
  const mayUse = (file: string, offset: number, text: string, target: string) => {
    const why = whyOutOfReach(packages, name, packages.of(target))
    if (why) problems.error(file, placeAt(text, offset), `"${target}": ${why}`)
    return !why
  }
  const addScript = (path: string) => {
    if (closure.scripts.has(path)) return
    const file = `${path}.wxs`
    const text = files.text(file) ?? ''
    const result = memo.of('wxs', file, text, () => transformWxs(text))
    closure.scripts.set(path, result)
    for (const error of told(path, result)) problems.error(file, error, error.message)
    for (const { reference, place } of result.requires) {
      const target = resolvePath(path, reference.replace(/\.wxs$/, ''))
      if (target !== undefined && files.has(`${target}.wxs`)) addScript(target)
      else problems.error(file, place, `"${reference}" not found from "${file}"`)
    }
  }
  const addInline = (path: string, { module, code, offset }: WxmlScript, template: Template) => {
    const file = `${path}.wxml`
    const result = transformWxs(code)
    template.inline.push({ module, result })
    const start = placeAt(template.text, offset)
    const inFile = ({ line, column }: Place) => ({
      line: start.line + line - 1,
      column: line === 1 ? start.column + column - 1 : column,
    })
    for (const error of told(path, result)) problems.error(file, inFile(error), error.message)
    for (const { reference, place } of result.requires) {
      const target = resolvePath(path, reference.replace(/\.wxs$/, ''))
      if (target !== undefined && files.has(`${target}.wxs`)) addScript(target)
      else problems.error(file, inFile(place), `"${reference}" not found from "${file}"`)
    }
  }
  const addTemplate = (path: string) => {
    if (closure.templates.has(path)) return
    const file = `${path}.wxml`
    const text = files.text(file) ?? ''
    const scan = memo.of('wxml scan', file, text, () => scanWxml(text))
    const template: Template = { text, scan, imports: [], includes: [], inline: [] }
    closure.templates.set(path, template)
    if (scan.openComment !== undefined) {
      problems.error(file, placeAt(text, scan.openComment), 'this comment does not end')
    }
    for (const script of scan.scripts) addInline(path, script, template)
    for (const tag of scan.tags) {
      if (tag.name !== 'import' && tag.name !== 'include' && tag.name !== 'wxs') continue
      const source = tag.attributes.find((attribute) => attribute.name === 'src')
      if (!source) continue
      const suffix = tag.name === 'wxs' ? 'wxs' : 'wxml'
      const target = resolvePath(path, source.value)?.replace(new RegExp(`\\.${suffix}$`), '')
      if (target === undefined || !files.has(`${target}.${suffix}`)) {
        const message = `Path "${source.value}" not found from "${file}"`
        problems.error(file, placeAt(text, source.offset), message)
      } else if (!mayUse(file, source.offset, text, `${target}.${suffix}`)) continue
      else if (suffix === 'wxs') addScript(target)
      else {
        template.imports.push(target)
        if (tag.name === 'include') template.includes.push({ target, offset: source.offset })
        addTemplate(target)
      }
    }
  }
  for (const path of roots) if (files.has(`${path}.wxml`)) addTemplate(path)
  return closure
}

/**
 * A package from npm was published and runs in WeChat, which is laxer than its documents; what only breaks the rules
 * there is its author's to mend.
 */
export function isPublished(path: string): boolean {
  return path.includes('miniprogram_npm/')
}

function told(path: string, { errors }: WxsResult): WxsResult['errors'] {
  return isPublished(path) ? errors.filter((error) => error.fatal) : errors
}
