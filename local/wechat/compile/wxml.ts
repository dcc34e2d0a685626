import { TmplGroup } from 'glass-easel-template-compiler'
import type { Problem } from '../bundle'
import type { Memo } from './memo'
import { Problems } from './problems'
import { checkIncludes, checkTags, checkTemplateNames } from './wxml-checks'
import {
  type Closure,
  isPublished,
  readClosure,
  type Template,
  type TemplateContext,
} from './wxml-closure'
import { callsOfData, filtersIn, tooDeep } from './wxml-limits'
import { GUARD_SCRIPT, WXS_SCRIPT } from './wxs-script'

/**
 * The compiled templates of every package as a JavaScript expression: an object of generators by path.
 * A package holds the templates of its own components and copies of what they import from the main package.
 */
export function compileTemplates(context: TemplateContext): Map<string, string> {
  const { components, problems, packages, memo } = context
  const compiled = new Map<string, string>()
  for (const name of packages.names) {
    const roots = Object.keys(components).filter((path) => components[path]?.package === name)
    const closure = readClosure(roots, name, context)
    for (const path of closure.templates.keys()) {
      checkIncludes(path, closure, problems)
      checkTemplateNames(path, closure, problems)
    }
    for (const path of roots) checkTags(path, closure, context)
    compiled.set(name, writeGroup(closure, problems, memo))
  }
  return compiled
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
