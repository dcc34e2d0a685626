import { type AnyNode, type Identifier, type Node, Parser, type Program } from 'acorn'
import { fullAncestor } from 'acorn-walk'
import { analyze } from 'eslint-scope'
import { ABSENT_GLOBALS, KNOWN_TYPES } from './script-globals'
import { type Place, placeAt } from './text'

/** A `require` of a path written as a string. */
export interface Requirement {
  reference: string
  place: Place
  /** Character offsets of the string with its quotes. */
  start: number
  end: number
  /** `require.async(path)` or `require(path, done)`: may reach into another package, which is loaded then. */
  isAsync: boolean
}

/** What a module needs, and what in it WeChat would refuse. Places are in the shipped text. */
export interface CheckedScript {
  requires: Requirement[]
  errors: (Place & { message: string })[]
}

/** The syntax every client of base library 3.x runs without translation; see build/script.ts. */
const ECMA_VERSION = 2018

const ABSENT = new Set(ABSENT_GLOBALS)
const WATCHED = new Set([...ABSENT, 'eval', 'Function', 'require'])
const MENTIONS = new RegExp(`\\b(?:${[...WATCHED].join('|')})\\b`)

/** Reads a CommonJS module. Names are looked up by scope, and code that cannot run in WeChat is passed over. */
export function checkScript(source: string): CheckedScript {
  const result: CheckedScript = { requires: [], errors: [] }
  let tree: Program
  try {
    tree = Parser.parse(source, {
      ecmaVersion: ECMA_VERSION,
      sourceType: 'script',
      allowReturnOutsideFunction: true,
      // Allowed at the head of a file only, and WeChat puts a module into a function.
      allowHashBang: false,
      ranges: true,
    })
  } catch (error) {
    result.errors.push(syntaxError(source, error))
    return result
  }
  if (!MENTIONS.test(source)) return result
  const free = freeIdentifiers(tree)
  const watched = new Set<Node>([...free].filter((identifier) => WATCHED.has(identifier.name)))
  if (watched.size === 0) return result
  fullAncestor(tree, (node, _state, ancestors) => {
    if (node.type !== 'Identifier' || !watched.has(node) || isDead(ancestors, free)) return
    const around = [ancestors.at(-2), ancestors.at(-3)] as (AnyNode | undefined)[]
    const refuse = (message: string) =>
      result.errors.push({ ...placeAt(source, node.start), message })
    checkUse(node as Identifier, around, source, result, refuse)
  })
  const order = (a: Place, b: Place) => a.line - b.line || a.column - b.column
  result.errors.sort(order)
  result.requires.sort((a, b) => order(a.place, b.place))
  return result
}

function checkUse(
  { name, start }: Identifier,
  [parent, above]: (AnyNode | undefined)[],
  source: string,
  result: CheckedScript,
  refuse: (message: string) => void,
): void {
  const isTypeof = parent?.type === 'UnaryExpression' && parent.operator === 'typeof'
  if (name === 'require') {
    const requirement = requirementOf(parent, start, above, source)
    if (typeof requirement === 'string') refuse(requirement)
    else if (requirement) result.requires.push(requirement)
  } else if (name === 'eval') refuse('eval is not supported: WeChat runs no code made at run time')
  else if (name === 'Function') {
    const isCall = parent?.type === 'NewExpression' || parent?.type === 'CallExpression'
    if (!isCall || parent.callee.start !== start) return
    const [first, ...more] = parent.arguments
    const onlyThis = first?.type === 'Literal' && first.value === 'return this' && more.length === 0
    if (!onlyThis) refuse('new Function is not supported: WeChat runs no code made at run time')
  } else if (!isTypeof) {
    refuse(`"${name}" does not exist in WeChat's script environment (it is undefined on a phone)`)
  }
}

/** The requirement a use of `require` states, what is wrong with it, or nothing when it is only mentioned. */
function requirementOf(
  parent: AnyNode | undefined,
  start: number,
  above: AnyNode | undefined,
  source: string,
): Requirement | string | undefined {
  const isMember = parent?.type === 'MemberExpression' && parent.object.start === start
  if (isMember && source.slice(parent.property.start, parent.property.end) !== 'async') {
    return 'require has no other member than async()'
  }
  const call = isMember ? above : parent
  if (call?.type !== 'CallExpression' || call.callee.start !== start) return undefined
  const [first] = call.arguments
  if (first?.type !== 'Literal' || typeof first.value !== 'string') {
    return 'require() needs a path written as a string'
  }
  return {
    reference: first.value,
    place: placeAt(source, first.start),
    start: first.start,
    end: first.end,
    isAsync: isMember || call.arguments.length > 1,
  }
}

function freeIdentifiers(tree: Program): Set<Identifier> {
  const scopes = analyze(tree as never, { ecmaVersion: ECMA_VERSION, sourceType: 'script' })
  const global = scopes.globalScope
  const declared = new Set(global?.variables.map((variable) => variable.name))
  const through = (global?.through ?? []) as unknown as { identifier: Identifier }[]
  return new Set(
    through
      .map((reference) => reference.identifier)
      .filter((identifier) => !declared.has(identifier.name)),
  )
}

/** Whether a test that is always the same in WeChat, such as `typeof window`, keeps a node from ever running. */
function isDead(ancestors: Node[], free: Set<Identifier>): boolean {
  return ancestors.some((ancestor, index) => {
    const node = ancestor as AnyNode
    const child = ancestors[index + 1]
    if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') {
      const value = evaluate(node.test, free)
      return (
        (value === false && child === node.consequent) ||
        (value === true && child === node.alternate)
      )
    }
    if (node.type !== 'LogicalExpression' || child !== node.right) return false
    return evaluate(node.left, free) === (node.operator === '||')
  })
}

/** The value of a test made of `typeof name` comparisons, or `undefined` when it may be either. */
function evaluate(node: AnyNode, free: Set<Identifier>): boolean | undefined {
  if (node.type === 'ParenthesizedExpression') return evaluate(node.expression, free)
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const value = evaluate(node.argument, free)
    return value === undefined ? undefined : !value
  }
  if (node.type === 'LogicalExpression' && node.operator !== '??') {
    const sides = [evaluate(node.left, free), evaluate(node.right, free)]
    const decisive = node.operator === '||'
    if (sides.includes(decisive)) return decisive
    return sides.includes(undefined) ? undefined : !decisive
  }
  if (node.type !== 'BinaryExpression') return undefined
  const type = typeOf(node.left, free) ?? typeOf(node.right, free)
  const word = textOf(node.right) ?? textOf(node.left)
  if (type === undefined || word === undefined) return undefined
  if (node.operator === '===' || node.operator === '==') return type === word
  if (node.operator === '!==' || node.operator === '!=') return type !== word
  // Minifiers write `typeof x < "u"` for “is defined” and `typeof x > "u"` for “is undefined”.
  if (word !== 'u') return undefined
  if (node.operator === '<') return type !== 'undefined'
  return node.operator === '>' ? type === 'undefined' : undefined
}

function typeOf(node: AnyNode, free: Set<Identifier>): string | undefined {
  if (node.type !== 'UnaryExpression' || node.operator !== 'typeof') return undefined
  const { argument } = node
  if (argument.type === 'Identifier') {
    return free.has(argument) ? KNOWN_TYPES.get(argument.name) : undefined
  }
  const isExports =
    argument.type === 'MemberExpression' &&
    argument.object.type === 'Identifier' &&
    argument.object.name === 'module' &&
    free.has(argument.object) &&
    argument.property.type === 'Identifier' &&
    argument.property.name === 'exports'
  return isExports ? 'object' : undefined
}

function textOf(node: AnyNode): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
}

function syntaxError(source: string, error: unknown): Place & { message: string } {
  if (!(error instanceof SyntaxError) || !('pos' in error)) throw error
  const message = error.message.replace(/ \(\d+:\d+\)$/, '')
  const place = placeAt(source, Number(error.pos))
  if (/^import\s*\(/.test(source.slice(Number(error.pos)))) {
    return { ...place, message: 'import() is not supported by WeChat; use require.async()' }
  }
  const isModule = /'import' and 'export' may (only )?appear/.test(message)
  const hint = isModule
    ? 'a shipped script is a CommonJS module'
    : `a shipped script has the syntax of ECMAScript ${ECMA_VERSION} at most`
  return { ...place, message: `${message}: ${hint}` }
}
