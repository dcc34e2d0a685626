/** A call whose input cannot be right, and what was done to it. */
export interface Mutant {
  what: string
  input: unknown
}

/** Where a value stands in an input. */
export type Path = readonly (string | number)[]

const OPERATORS = [{ $ne: null }, { $gt: '' }]
/** One megabyte. */
const HUGE = 'x'.repeat(1_000_000)
const MANY = 300

/** What nobody may add to an input: who they claim to be, operators, keys that reach into prototypes. */
const FORGED = [
  'openid',
  'userInfo',
  'groupOpenID',
  '$where',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
] as const

/** `action path` of what may be left out. */
const OPTIONAL = new Set([
  'member.myRecords after',
  'member.audit action',
  'member.audit actorId',
  'member.audit since',
  'member.audit before',
  'member.audit after',
  'member.appoint until',
  'member.attach until',
  'notice.confirm reply',
  'organisation.create openedOn',
  'organisation.update kind',
  'organisation.update openedOn',
])
/** `action path` of texts that may be `null`. */
const NULLABLE = new Set([
  'organisation.close closesOn',
  'member.leave on',
  'question.list subject',
  'question.list kind',
  'question.list before',
  'question.export subject',
  'study.publish quiz.publishAt',
  'study.published before',
  'study.history before',
  'question.mend question',
])
/** `action path` of numbers that may be halves and less than nothing. */
const HALVES = new Set(['study.correctCredit hours'])
/** `action path` of objects that are kept as text, whatever is in them. */
const FREE = new Set(['member.lateOutbox changes.0.input'])

/** Every single way in which a valid input is made wrong here, one at a time. */
export function mutantsOf(action: string, valid: unknown): Mutant[] {
  const roots = [null, 42, 'text', [1], OPERATORS[0]].map((input) => ({
    what: `input is ${JSON.stringify(input)}`,
    input,
  }))
  return [{ what: 'no input', input: undefined }, ...roots, ...within(action, valid, [])]
}

/** A copy of `root` with another value at `path`; `undefined` takes it out. */
export function withValue(root: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(root))
    return root.map((item, index) => (index === key ? withValue(item, rest, value) : item))
  const copy = { ...(root as Record<string, unknown>) }
  const next = withValue(copy[key], rest, value)
  // Defined, not assigned: `__proto__` is to arrive as a key.
  Object.defineProperty(copy, key, { value: next, enumerable: true, configurable: true })
  if (next === undefined) delete copy[key]
  return copy
}

/** Every place in an input that can be changed, the root excepted. */
export function pathsIn(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return path.length === 0 ? [] : [path]
  const inside = Object.entries(value).flatMap(([key, item]) =>
    pathsIn(item, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return path.length === 0 ? inside : [path, ...inside]
}

function within(action: string, root: unknown, path: Path): Mutant[] {
  const value = path.reduce<unknown>(
    (outer, key) => (outer as Record<string | number, unknown>)[key],
    root,
  )
  const place = `${action} ${path.join('.')}`
  const change = (what: string, other: unknown, at: Path = path): Mutant => ({
    what: `${at.join('.')}: ${what}`,
    input: withValue(root, at, other),
  })
  const wrong =
    path.length === 0
      ? []
      : [...OPERATORS, ...wrongFor(value)]
          .filter((other) => other !== null || !NULLABLE.has(place))
          .filter((other) => !(HALVES.has(place) && (other === 1.5 || other === -1)))
          .filter((other) => !(FREE.has(place) && typeof other === 'object' && other !== null))
          .map((other) => change(nameOf(other), other))
  const isField = typeof path.at(-1) === 'string'
  const missing = isField && !OPTIONAL.has(place) ? [change('missing', undefined)] : []
  if (value === null || typeof value !== 'object' || FREE.has(place)) return [...wrong, ...missing]
  const extra = Array.isArray(value)
    ? []
    : FORGED.map((key) => change('forged', { openId: 'somebody' }, [...path, key]))
  const inside = Object.keys(value).flatMap((key) =>
    within(action, root, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return [...wrong, ...missing, ...extra, ...inside]
}

/** Values that cannot stand where `value` stands. */
function wrongFor(value: unknown): unknown[] {
  if (typeof value === 'string') return [null, 42, true, [], HUGE]
  if (typeof value === 'number') return [null, '1', true, 1.5, -1, 1e300]
  if (typeof value === 'boolean') return [null, 'true', 1]
  if (Array.isArray(value)) return [null, 'x', 1, Array(MANY).fill({ $ne: null })]
  if (value === null) return [42, true, [], HUGE]
  return [null, 'x', 1, []]
}

function nameOf(value: unknown): string {
  return value === HUGE ? 'a megabyte' : JSON.stringify(value).slice(0, 40)
}
