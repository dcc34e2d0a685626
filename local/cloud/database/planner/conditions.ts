import { type Document, isPlainObject } from '../../ejson'

/** What a condition demands of the values at one path. Each narrows a search on its own. */
export type Demand =
  /** One of these values. */
  | { kind: 'points'; values: unknown[] }
  /** In this range, among values of the bound's type. */
  | { kind: 'range'; from?: Bound; to?: Bound }

export interface Bound {
  value: unknown
  inclusive: boolean
}

/** What an index can know of a condition. */
export interface Conditions {
  demands: Map<string, Demand[]>
  /** Branches of `$or`s: of each list, at least one condition holds. */
  choices: Document[][]
  /** The demands say all that the condition says. */
  complete: boolean
}

/** Splits a condition into what indexes can answer. What they cannot is left to the filter. */
export function conditionsOf(filter: Document): Conditions {
  const conditions: Conditions = { demands: new Map(), choices: [], complete: true }
  collect(filter, '', conditions)
  return conditions
}

function collect(filter: Document, prefix: string, into: Conditions): void {
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(value) && value.every(isPlainObject))
      for (const part of value) collect(part, prefix, into)
    else if (key === '$or' && prefix === '' && Array.isArray(value) && value.every(isPlainObject)) {
      into.choices.push(value)
      into.complete = false
    } else if (key.startsWith('$')) into.complete = false
    else demand(prefix + key, value, into)
  }
}

function demand(path: string, expression: unknown, into: Conditions): void {
  if (!isOperators(expression)) {
    const operator = expression instanceof RegExp ? '$regex' : '$eq'
    operate(path, operator, expression, into)
    return
  }
  for (const [operator, operand] of Object.entries(expression))
    if (operator === '$elemMatch' && isPlainObject(operand) && !isOperators(operand)) {
      into.complete = false
      collect(operand, `${path}.`, into)
    } else operate(path, operator, operand, into)
}

function operate(path: string, operator: string, operand: unknown, into: Conditions): void {
  const asked = demandOf(operator, operand)
  if (asked === undefined) {
    into.complete = false
    return
  }
  if (!asked.exact) into.complete = false
  const demands = into.demands.get(path)
  if (demands === undefined) into.demands.set(path, [asked.demand])
  else demands.push(asked.demand)
}

/** What an index can know of one operator; `exact` if that is all there is to know. */
function demandOf(
  operator: string,
  operand: unknown,
): { demand: Demand; exact: boolean } | undefined {
  switch (operator) {
    case '$eq':
      return isPoint(operand) ? points([operand]) : undefined
    case '$in':
      return Array.isArray(operand) && operand.every(isPoint) ? points(operand) : undefined
    case '$gt':
    case '$gte':
      return isBound(operand)
        ? range({ from: { value: operand, inclusive: operator === '$gte' } })
        : undefined
    case '$lt':
    case '$lte':
      return isBound(operand)
        ? range({ to: { value: operand, inclusive: operator === '$lte' } })
        : undefined
    case '$regex':
      return operand instanceof RegExp ? beginning(operand) : undefined
    default:
      return undefined
  }
}

function points(values: unknown[]) {
  return { demand: { kind: 'points', values } as const, exact: true }
}

function range(bounds: { from?: Bound; to?: Bound }) {
  return { demand: { kind: 'range', ...bounds } as const, exact: true }
}

/** `/^text/` asks for a range of texts, and for the filter. */
function beginning({ source, flags }: RegExp) {
  const text = /^\^([\p{L}\p{N} _:/,@#-]+)/u.exec(source)?.[1]
  if (text === undefined || /[im]/.test(flags) || source.includes('|')) return undefined
  // What follows may make the last character optional.
  const isOptional = /[?*{]/.test(source.charAt(text.length + 1))
  const sure = isOptional ? [...text].slice(0, -1).join('') : text
  if (sure === '') return undefined
  const { demand } = range({
    from: { value: sure, inclusive: true },
    to: { value: `${sure}\u{10ffff}`, inclusive: true },
  })
  return { demand, exact: false }
}

/** Values whose equality an index and the filter see alike. */
function isPoint(value: unknown): boolean {
  return value === null || typeof value === 'boolean' || isBound(value)
}

function isBound(value: unknown): boolean {
  return (
    typeof value === 'string' ||
    (typeof value === 'number' && !Number.isNaN(value)) ||
    value instanceof Date
  )
}

function isOperators(value: unknown): value is Document {
  return isPlainObject(value) && Object.keys(value).some((key) => key.startsWith('$'))
}
