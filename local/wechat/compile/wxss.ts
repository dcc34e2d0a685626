import postcss, { type AtRule, type ChildNode, CssSyntaxError, type Root } from 'postcss'
import selectorParser from 'postcss-selector-parser'
import type { ComponentConfig, Problem } from '../bundle'
import { resolvePath, type ShippedFiles } from './files'
import type { Memo } from './memo'
import { type Packages, whyOutOfReach } from './packages'
import { Problems } from './problems'
import { applyEdits, type Edit } from './text'
import { endInSystemFont } from './wxss-fonts'
import {
  CLASS_PREFIX,
  HOST,
  RPX_END,
  RPX_START,
  THEME_END,
  THEME_START,
  withSafeArea,
} from './wxss-markers'

/**
 * WXSS made into CSS with the markers of wxss-markers.ts, which `resolveStyles` fills in on the phone:
 * - `.name` carries the class prefix, because a component's style isolation may be set by its script;
 * - `10rpx` depends on the width of the page;
 * - `page` is `body`; any other tag `x` is the element `wx-x`; `:host` is `[wx-host="scope"]`;
 * - `@import` is replaced by the imported rules;
 * - `env(safe-area-inset-bottom)` is the CSS variable `--wx-safe-area-inset-bottom`, which the runtime sets on the
 *   root element of each page frame;
 * - a list of typefaces ends in the phone's own, see wxss-fonts.ts;
 * - `(prefers-color-scheme: dark)` in a media query becomes a condition that is true when the *phone* is dark,
 *   whatever the browser is: any combination (`and`, `not`, lists, nesting, keyframes inside) keeps its meaning.
 */
export function compileStyles(context: Context): Map<string, Record<string, string>> {
  const { components, packages, files } = context
  const compiled = new Map<string, Record<string, string>>(packages.names.map((name) => [name, {}]))
  const add = (path: string, name: string, isComponent: boolean) => {
    const file = `${path}.wxss`
    const styles = compiled.get(name)
    if (!styles || !files.has(file)) return
    const budget = { imports: MOST_IMPORTS }
    styles[path] = inline(file, { ...context, name, isComponent, stack: [], budget })
  }
  add('app', '', false)
  for (const [path, component] of Object.entries(components)) {
    add(path, component.package, !component.isPage)
  }
  return compiled
}

interface Context {
  files: ShippedFiles
  components: Record<string, ComponentConfig>
  packages: Packages
  problems: Problems
  memo: Memo
}

interface Place {
  line: number
  column: number
}

/** A style sheet of its own: pieces of CSS and the imports between them. */
interface Sheet {
  pieces: (string | { reference: string; place: Place })[]
  problems: Problem[]
}

/** A sheet imported twice is there twice, so that two imports on every level double it with each. */
const MOST_IMPORTS = 1000

/** The CSS of a file with its imports in place; a circular import is left out, as WeChat does. */
function inline(
  file: string,
  context: Context & {
    name: string
    isComponent: boolean
    stack: string[]
    budget: { imports: number }
  },
): string {
  const { files, problems, memo, packages, name, isComponent, stack, budget } = context
  const text = files.text(file) ?? ''
  const ours = isComponent && !file.includes('miniprogram_npm/')
  const sheet = memo.of(ours ? 'component wxss' : 'wxss', file, text, () =>
    compileSheet(file, text, ours),
  )
  problems.addAll(sheet.problems)
  return sheet.pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece
      const target = resolvePath(file, piece.reference)
      if (target === undefined || !files.has(target)) {
        problems.error(file, piece.place, `path "${piece.reference}" not found from "${file}"`)
        return ''
      }
      const why = whyOutOfReach(packages, name, packages.of(target))
      if (why) problems.error(file, piece.place, `"${piece.reference}": ${why}`)
      if (why || stack.includes(target) || target === file) return ''
      budget.imports -= 1
      if (budget.imports === 0) {
        const message = `more than ${MOST_IMPORTS} sheets are imported into ${stack[0] ?? file}, most of them again and again`
        problems.error(file, piece.place, message)
      }
      if (budget.imports <= 0) return ''
      return inline(target, { ...context, stack: [...stack, file] })
    })
    .join('\n')
}

function compileSheet(file: string, text: string, ours: boolean): Sheet {
  const problems = new Problems()
  let root: Root
  try {
    root = postcss.parse(text, { from: file })
  } catch (error) {
    if (!(error instanceof CssSyntaxError)) throw error
    const place = { line: error.line ?? 0, column: error.column ?? 0 }
    problems.error(file, place, error.reason)
    return { pieces: [], problems: problems.list() }
  }
  root.walkComments((comment) => {
    comment.remove()
  })
  root.walkRules((rule) => {
    if (inKeyframes(rule.parent)) return
    try {
      rule.selector = compileSelector(rule.selector, (what) => {
        if (ours) warnSelector(file, rule, what, problems)
      })
      if (hasUniversal(rule.selector)) {
        const message =
          'unexpected token `*`: WXSS has no universal selector (from memory of DevTools)'
        problems.warning(file, startOf(rule), message)
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      problems.error(file, startOf(rule), reason)
      rule.remove()
    }
  })
  root.walkDecls((declaration) => {
    checkUrls(declaration.value, file, startOf(declaration), problems)
    declaration.value = compileValue(declaration.value)
    endInSystemFont(declaration)
  })
  root.walkAtRules((rule) => {
    if (rule.name.toLowerCase() !== 'import') rule.params = compileParams(rule.params)
  })
  return { pieces: splitAtImports(root, file, problems), problems: problems.list() }
}

/** Text between the imports of a sheet; an import below the first level has no effect in CSS either. */
function splitAtImports(root: Root, file: string, problems: Problems): Sheet['pieces'] {
  const pieces: Sheet['pieces'] = []
  let run = root.clone({ nodes: [] })
  for (const node of [...root.nodes]) {
    if (node.type === 'atrule' && node.name.toLowerCase() === 'import') {
      const reference = importOf(node)
      if (run.nodes.length > 0) pieces.push(run.toString())
      run = root.clone({ nodes: [] })
      if (reference !== undefined) pieces.push({ reference, place: startOf(node) })
      else problems.error(file, startOf(node), `@import ${node.params}: a path is expected`)
    } else run.append(node)
  }
  if (run.nodes.length > 0) pieces.push(run.toString())
  return pieces
}

function importOf(rule: AtRule): string | undefined {
  return /^\s*(?:url\(\s*)?(?:"([^"]+)"|'([^']+)'|([^'")\s]+))/
    .exec(rule.params)
    ?.slice(1)
    .find((path) => path !== undefined)
}

function inKeyframes(parent: ChildNode['parent']): boolean {
  return parent?.type === 'atrule' && /keyframes$/i.test((parent as AtRule).name)
}

function startOf(node: ChildNode): Place {
  const { line, column } = node.source?.start ?? { line: 0, column: 0 }
  return { line, column }
}

const DOCUMENT_TAGS: Record<string, string> = { page: 'body', body: 'body', html: 'html' }

function compileSelector(selector: string, refused: (what: string) => void): string {
  const edits: Edit[] = []
  selectorParser((root) => {
    root.walk((node) => {
      const start = node.sourceIndex
      if (node.type === 'class') {
        edits.push({ start: start + 1, end: start + 1, text: CLASS_PREFIX })
      } else if (node.type === 'tag') {
        const text =
          DOCUMENT_TAGS[node.value] ?? (node.value.startsWith('wx-') ? '' : 'wx-') + node.value
        edits.push({ start, end: start + node.value.length, text })
        if (!(node.value in DOCUMENT_TAGS)) refused('tag name selectors')
      } else if (node.type === 'pseudo' && node.value === ':host') {
        // `:host(.on)` narrows the host as `:is(.on)` does.
        const narrowed = node.nodes.length > 0 ? ':is' : ''
        const end = start + ':host'.length
        edits.push({ start, end, text: `[wx-host="${HOST}"]${narrowed}` })
      } else if (node.type === 'id') refused('ID selectors')
      else if (node.type === 'attribute') refused('attribute selectors')
    })
  }).processSync(selector)
  return applyEdits(selector, edits)
}

function hasUniversal(selector: string): boolean {
  const found: unknown[] = []
  selectorParser((root) => root.walkUniversals((node) => void found.push(node))).processSync(
    selector,
  )
  return found.length > 0
}

function warnSelector(file: string, rule: ChildNode, what: string, problems: Problems): void {
  const message = `Some selectors are not allowed in component wxss, including tag name selectors, ID selectors, and attribute selectors (${what})`
  problems.warning(file, startOf(rule), message)
}

/** Quoted strings and `url(…)` are left alone. */
const OPAQUE = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\)/
const RPX = new RegExp(`${OPAQUE.source}|(?<![\\w-])([+-]?(?:\\d+\\.?\\d*|\\.\\d+))rpx\\b`, 'gi')

function compileValue(value: string): string {
  return withSafeArea(
    value.replace(RPX, (whole, number: string | undefined) =>
      number === undefined ? whole : `${RPX_START}${number}${RPX_END}`,
    ),
  )
}

function compileParams(params: string): string {
  return compileValue(params).replace(
    /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi,
    (_, theme: string) => `${THEME_START}${theme.toLowerCase()}${THEME_END}`,
  )
}

/** WeChat does not load files of the package from WXSS: “本地资源无法通过 WXSS 获取”. */
function checkUrls(value: string, file: string, place: Place, problems: Problems): void {
  for (const match of value.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^'")\s]*))\s*\)/gi)) {
    const url = match[1] ?? match[2] ?? match[3] ?? ''
    if (/^(data:|https?:|\/\/|cloud:|#)/i.test(url)) continue
    problems.error(
      file,
      place,
      `"${url}": 本地资源无法通过 WXSS 获取 (use a data: URL, a network image or <image/>)`,
    )
  }
}
