import { TmplGroup } from 'glass-easel-template-compiler'
import type { ComponentConfig, Problem } from '../bundle'
import { resolvePath, type ShippedFiles } from './files'
import type { Memo } from './memo'
import { type Packages, whyOutOfReach } from './packages'
import { Problems } from './problems'
import { BUILT_IN_TAGS, TEMPLATE_TAGS } from './tags'
import { type Place, placeAt } from './text'
import { callsOfData, filtersIn, tooDeep } from './wxml-limits'
import { scanWxml, type WxmlScan, type WxmlScript } from './wxml-scan'
import { transformWxs, type WxsResult } from './wxs'
import { GUARD_SCRIPT, WXS_SCRIPT } from './wxs-script'

interface Context {
  files: ShippedFiles
  components: Record<string, ComponentConfig>
  tags: ReadonlyMap<string, ReadonlySet<string>>
  packages: Packages
  problems: Problems
  memo: Memo
}

/**
 * The compiled templates of every package as a JavaScript expression: an object of generators by path.
 * A package holds the templates of its own components and copies of what they import from the main package.
 */
export function compileTemplates(context: Context): Map<string, string> {
  const { components, problems, packages, memo } = context
  const compiled = new Map<string, string>()
  for (const name of packages.names) {
    const roots = Object.keys(components).filter((path) => components[path]?.package === name)
    const closure = readClosure(roots, name, context)
    for (const path of roots) checkTags(path, closure, context)
    compiled.set(name, writeGroup(closure, problems, memo))
  }
  return compiled
}

interface Template {
  text: string
  scan: WxmlScan
  /** Templates this one imports or includes. */
  imports: string[]
  /** Those of them that are put in place, which goes on without end when one includes itself. */
  includes: { target: string; offset: number }[]
  /** Modules written inside the template. */
  inline: { module: string; result: WxsResult }[]
}

interface Closure {
  templates: Map<string, Template>
  scripts: Map<string, WxsResult>
}

/** The templates of some components with everything they import, and the WXS files of all of them. */
function readClosure(roots: string[], name: string, context: Context): Closure {
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
  for (const path of closure.templates.keys()) {
    checkIncludes(path, closure, problems)
    checkTemplateNames(path, closure, problems)
  }
  return closure
}

/** `<template is="name">` finds what its own file or one that this imports defines. */
function checkTemplateNames(path: string, { templates }: Closure, problems: Problems): void {
  const template = templates.get(path)
  if (!template || isPublished(path)) return
  const ofTemplates = (file: string, name: 'is' | 'name') =>
    (templates.get(file)?.scan.tags ?? [])
      .filter((tag) => tag.name === 'template')
      .flatMap(({ attributes }) => attributes.filter((attribute) => attribute.name === name))
  const known = new Set(
    [path, ...template.imports].flatMap((file) =>
      ofTemplates(file, 'name').map(({ value }) => value),
    ),
  )
  for (const { value, offset } of ofTemplates(path, 'is')) {
    if (known.has(value) || value.includes('{{')) continue
    const message = `Template \`${value}\` not found`
    problems.warning(`${path}.wxml`, placeAt(template.text, offset), message)
  }
}

/** An include that leads back to the file it stands in. Imports may: they take over definitions only. */
function checkIncludes(path: string, { templates }: Closure, problems: Problems): void {
  const leadsBack = (target: string, seen: Set<string>): boolean => {
    if (target === path) return true
    if (seen.has(target)) return false
    seen.add(target)
    return (templates.get(target)?.includes ?? []).some((next) => leadsBack(next.target, seen))
  }
  const template = templates.get(path)
  for (const { target, offset } of template?.includes ?? []) {
    if (!template || !leadsBack(target, new Set())) continue
    const message = `"${target}.wxml" includes this file again`
    problems.error(`${path}.wxml`, placeAt(template.text, offset), message)
    template.includes = []
  }
}

/** Tags of a component's template, and of those it imports, must be built in or declared by the component. */
function checkTags(path: string, { templates }: Closure, context: Context): void {
  const { problems } = context
  const declared = context.tags.get(path) ?? new Set()
  const seen = new Set<string>()
  const visit = (current: string) => {
    const template = templates.get(current)
    if (!template || seen.has(current)) return
    seen.add(current)
    for (const tag of template.scan.tags) {
      const known =
        BUILT_IN_TAGS.has(tag.name) || TEMPLATE_TAGS.has(tag.name) || declared.has(tag.name)
      const place = () => placeAt(template.text, tag.offset)
      if (!known) {
        const owner = current === path ? `${path}.json` : `${path}.json, which uses this template`
        const message = `<${tag.name}> is neither a built-in component nor declared in ["usingComponents"] of ${owner}`
        problems.error(`${current}.wxml`, place(), message)
      }
      for (const attribute of tag.attributes) {
        if (!attribute.name.startsWith('generic:')) continue
        if (declared.has(attribute.value)) continue
        const message = `${attribute.name}: "${attribute.value}" is not declared in ["usingComponents"] of ${path}.json`
        problems.error(`${current}.wxml`, placeAt(template.text, attribute.offset), message)
      }
    }
    template.imports.forEach(visit)
  }
  visit(path)
}

/**
 * A package from npm was published and runs in WeChat, which is laxer than its documents; what only breaks the rules
 * there is its author's to mend.
 */
function isPublished(path: string): boolean {
  return path.includes('miniprogram_npm/')
}

function told(path: string, { errors }: WxsResult): WxsResult['errors'] {
  return isPublished(path) ? errors.filter((error) => error.fatal) : errors
}

/** What the template compiler only warns about and WeChat's own compiler refuses. */
const REFUSED_BY_WECHAT = new Set(['missing end tag', 'invalid end tag'])

interface TemplateMessage {
  level: 'Note' | 'Warn' | 'Error' | 'Fatal'
  message: string
  /** 0-based. */
  startLine: number
  startColumn: number
}

interface CompiledTemplate {
  code: string
  problems: Problem[]
}

/** The expression of a package. Each template is compiled by itself, so that only changed ones are compiled again. */
function writeGroup({ templates, scripts }: Closure, problems: Problems, memo: Memo): string {
  const parts = [`(()=>{var G={};var R={};${runtime()}`]
  for (const [path, { code }] of scripts) {
    const name = JSON.stringify(path)
    parts.push(`R[${name}]=D(${name},(require,exports,module)=>{${code}\n});`)
  }
  for (const [path, template] of templates) {
    const compiled = memo.of('template', path, template.text, () => compileTemplate(path, template))
    problems.addAll(compiled.problems)
    parts.push(`G[${JSON.stringify(path)}]=${compiled.code};`)
  }
  parts.push('return G})()')
  return parts.join('\n')
}

let runtimeText: string | undefined

/** The compiler's own preamble, in the form it takes when there is a script, with what WXS modules find. */
function runtime(): string {
  if (runtimeText === undefined) {
    const group = new TmplGroup()
    group.addScript('any', '')
    runtimeText = `${group.getRuntimeString()};${GUARD_SCRIPT}${WXS_SCRIPT}`
    group.free()
  }
  return runtimeText
}

/** In place of a template that cannot be compiled: what is said about it covers the page. */
const NOTHING = '()=>()=>{}'

function compileTemplate(path: string, { text, scan, inline }: Template): CompiledTemplate {
  const problems = new Problems()
  const deep = tooDeep(text, scan)
  if (deep) {
    problems.error(`${path}.wxml`, deep.place, deep.message)
    return { code: NOTHING, problems: problems.list() }
  }
  if (!isPublished(path)) {
    for (const { place, message } of [...filtersIn(text), ...callsOfData(text, scan)]) {
      problems.warning(`${path}.wxml`, place, message)
    }
  }
  const group = new TmplGroup()
  try {
    for (const message of group.addTmpl(path, text) as TemplateMessage[]) {
      judge(path, text, message, problems)
    }
    const names = new Set<unknown>(group.getInlineScriptModuleNames(path))
    for (const { module, result } of inline) {
      if (!names.has(module)) continue
      group.setInlineScript(path, module, `${result.code}\n`)
    }
    return { code: group.getTmplGenObject(path), problems: problems.list() }
  } finally {
    group.free()
  }
}

function judge(path: string, text: string, found: TemplateMessage, problems: Problems): void {
  const { level, message } = found
  const file = `${path}.wxml`
  const place = { line: found.startLine + 1, column: found.startColumn + 1 }
  const broken = level === 'Fatal' || level === 'Error'
  if (isPublished(path)) {
    if (level === 'Fatal') problems.error(file, place, message)
    else if (broken) problems.warning(file, place, message)
    return
  }
  const word = text.split('\n')[found.startLine]?.slice(found.startColumn) ?? ''
  const lonely = message === 'invalid attribute' && /^wx:el(se|if)\b/.test(word)
  if (lonely) problems.error(file, place, 'wx:else and wx:elif need a wx:if right before')
  else if (broken || REFUSED_BY_WECHAT.has(message)) problems.error(file, place, message)
  else problems.warning(file, place, message)
}
