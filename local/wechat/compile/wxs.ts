import { type Node, Parser } from 'acorn'
import { fullAncestor } from 'acorn-walk'
import { analyze } from 'eslint-scope'
import { applyEdits, type Edit, type Place, placeAt } from './text'

/**
 * WXS, WeChat's small script language of the view layer, made into JavaScript that behaves the same.
 * Source of the rules: WeChat's WXS reference (variables, statements, operators, data types, base library).
 *
 * What means something else than in JavaScript is rewritten on the syntax tree: `x.constructor` is the name of the type
 * (`'Array'`); a pattern given to `getRegExp` as a literal keeps its backslashes
 * (`getRegExp('\d')`); `require('./a.wxs')` loses its suffix, as the template compiler expects; `this` is never the
 * browser's window, and a name that is only assigned is the module's own, so that no way leads out of a module.
 */
export interface WxsResult {
  /** Empty when the source cannot be read at all; its error is then `fatal`. */
  code: string
  /** References of `require`, as written. */
  requires: { reference: string; place: Place }[]
  errors: (Place & { message: string; fatal?: boolean })[]
}

/** Read with what comes after 5 too, so that it can be named. */
const ECMA_VERSION = 2018

const ALLOWED_GLOBALS = new Set(
  `module exports require console Math JSON Number Date Global getDate getRegExp NaN Infinity undefined
  parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent arguments`.split(
    /\s+/,
  ),
)

/** Those of them that are the module's own. */
const OWN = new Set(['module', 'exports', 'require', 'arguments'])

type Name = Node & { name: string }

/** Syntax that WXS has not, with what to write instead. What is newer than 2018 is a syntax error. */
const REFUSED: Record<string, string> = {
  ArrowFunctionExpression: newer('an arrow function'),
  AssignmentPattern: newer('a default value'),
  AwaitExpression: newer('`await`'),
  ClassDeclaration: newer('a class'),
  ClassExpression: newer('a class'),
  ForOfStatement: newer('`for … of`'),
  ArrayPattern: newer('destructuring'),
  ObjectPattern: newer('destructuring'),
  RestElement: newer('`...`'),
  SpreadElement: newer('`...`'),
  TemplateLiteral: newer('a template string'),
  YieldExpression: newer('`yield`'),
  NewExpression:
    '`new` is not supported in WXS; use getDate() for a date and getRegExp() for a pattern',
  TryStatement: '`try` is not supported in WXS',
  ThrowStatement: '`throw` is not supported in WXS',
  WithStatement: '`with` is not supported in WXS',
  ForInStatement: '`for … in` is not supported in WXS; loop over an index',
  DebuggerStatement: '`debugger` is not supported in WXS',
  LabeledStatement: 'labels are not supported in WXS',
}

function newer(what: string): string {
  return `${what} is not supported in WXS, which has the syntax of ECMAScript 5`
}

interface AnyNode extends Node {
  [key: string]: unknown
}

export function transformWxs(source: string): WxsResult {
  const result: WxsResult = { code: source, requires: [], errors: [] }
  let tree: Node
  try {
    tree = Parser.parse(source, {
      ecmaVersion: ECMA_VERSION,
      sourceType: 'script',
      ranges: true,
      // `({}).constructor` ends where its parenthesis ends.
      preserveParens: true,
    })
  } catch (error) {
    return { code: '', requires: [], errors: [{ ...syntaxError(source, error), fatal: true }] }
  }
  const edits: Edit[] = []
  const refuse = (node: Node, message: string) =>
    result.errors.push({ ...placeAt(source, node.start), message })
  fullAncestor(tree, (found) => {
    const node = found as AnyNode
    const reason = REFUSED[node.type] ?? newerForm(node)
    if (reason) refuse(node, reason)
    else if (node.type === 'Literal' && 'regex' in node) {
      refuse(node, 'a regular expression literal is not supported in WXS; use getRegExp()')
    } else if (node.type === 'BinaryExpression' && /^in(stanceof)?$/.test(String(node.operator))) {
      refuse(node, `\`${String(node.operator)}\` is not supported in WXS`)
    } else if (node.type === 'MemberExpression') editConstructor(node, edits)
    else if (node.type === 'ThisExpression') {
      edits.push({ start: node.start, end: node.end, text: '__wxsThis(this)' })
    } else if (node.type === 'CallExpression') editCall(node, source, edits, result, refuse)
  })
  const { unknown, assigned, overwritten } = undeclared(tree)
  for (const name of overwritten) refuse(name, `"${name.name}" of WXS cannot be assigned to`)
  for (const name of unknown) {
    if (ALLOWED_GLOBALS.has(name.name)) continue
    refuse(name, `"${name.name}" is not defined in WXS`)
  }
  const own = assigned.size > 0 ? `var ${[...assigned].join(',')};` : ''
  result.code = own + applyEdits(source, edits)
  result.errors.sort((a, b) => a.line - b.line || a.column - b.column)
  return result
}

/** Newer forms of nodes that ECMAScript 5 has too. */
function newerForm(node: AnyNode): string | undefined {
  if (node.type === 'VariableDeclaration' && node.kind !== 'var') {
    return newer(`\`${String(node.kind)}\``)
  }
  if (node.type === 'Property' && (node.shorthand || node.method || node.computed)) {
    return newer('a short form of a property')
  }
  return undefined
}

/** `x.constructor` and `x['constructor']` → `__wxsType(x)`; inner ones nest, so insertions are used. */
function editConstructor(node: AnyNode, edits: Edit[]): void {
  const object = node.object as Node
  const property = node.property as AnyNode
  const name = node.computed ? property.value : property.name
  if (name !== 'constructor') return
  edits.push({ start: node.start, end: node.start, text: '__wxsType(' })
  edits.push({ start: object.end, end: node.end, text: ')' })
}

function editCall(
  node: AnyNode,
  source: string,
  edits: Edit[],
  result: WxsResult,
  refuse: (node: Node, message: string) => void,
): void {
  const callee = node.callee as AnyNode
  const [first] = node.arguments as AnyNode[]
  if (callee.type !== 'Identifier' || !first) return
  const literal = first.type === 'Literal' && typeof first.value === 'string'
  if (callee.name === 'getRegExp' && literal) {
    const written = source.slice(first.start, first.end)
    // An escaped quote must stay one, or the literal would end early.
    const kept = new Set(['\\', written[0]])
    const text = written.replace(/\\[\s\S]/g, (pair) => (kept.has(pair[1]) ? pair : `\\${pair}`))
    edits.push({ start: first.start, end: first.end, text })
  } else if (callee.name === 'require') {
    if (!literal) refuse(first, 'require() in WXS needs a path written as a string')
    else {
      const reference = String(first.value)
      result.requires.push({ reference, place: placeAt(source, first.start) })
      const text = JSON.stringify(reference.replace(/\.wxs$/, ''))
      edits.push({ start: first.start, end: first.end, text })
    }
  }
}

/** Names that nothing declares: never assigned either, assigned, and those of WXS itself that are assigned. */
function undeclared(tree: Node): Record<'unknown' | 'overwritten', Name[]> & {
  assigned: Set<string>
} {
  const scopes = analyze(tree as never, {
    ecmaVersion: ECMA_VERSION,
    sourceType: 'script',
    childVisitorKeys: { ParenthesizedExpression: ['expression'] },
  })
  const global = scopes.globalScope
  const declared = new Set(global?.variables.map((variable) => variable.name))
  const references = (global?.through ?? []) as unknown as {
    identifier: Name
    isWrite(): boolean
  }[]
  const free = references.filter(({ identifier }) => !declared.has(identifier.name))
  const written = free.filter((one) => one.isWrite()).map(({ identifier }) => identifier)
  const assigned = new Set(
    written.map(({ name }) => name).filter((name) => !ALLOWED_GLOBALS.has(name)),
  )
  return {
    unknown: free.map(({ identifier }) => identifier).filter(({ name }) => !assigned.has(name)),
    overwritten: written.filter(({ name }) => ALLOWED_GLOBALS.has(name) && !OWN.has(name)),
    assigned,
  }
}

function syntaxError(source: string, error: unknown): Place & { message: string } {
  const offset = isSyntaxError(error) ? error.pos : 0
  const reason = error instanceof Error ? error.message.replace(/ \(\d+:\d+\)$/, '') : String(error)
  return { ...placeAt(source, offset), message: reason }
}

function isSyntaxError(error: unknown): error is SyntaxError & { pos: number } {
  return error instanceof SyntaxError && 'pos' in error && typeof error.pos === 'number'
}
