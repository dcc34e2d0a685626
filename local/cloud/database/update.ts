import * as operators from 'mingo/operators/update'
import { type Modifier as MingoModifier, updateOne } from 'mingo/updater'
import { cloneDeep } from 'mingo/util'
import { type Document, isPlainObject } from '../ejson'
import { writeError } from './errors'
import { type ComputeOptions, computeOptions, queryOptions } from './operators/context'
import { evaluatingWith } from './operators/matcher'
import { fieldOf, isPlace } from './paths'
import { sortDocuments, sortOf } from './sort'
import { checkAgainst, type Modifier } from './update-check'
import { compareValues } from './value-order'

export interface UpdateContext {
  /** The condition by which the document was found: says which element `$` in a path is. */
  filter: Document
  /** Milliseconds since the epoch, for `$currentDate`. */
  now: number
  /** The document does not exist yet. */
  inserting: boolean
}

/**
 * The document after an update. The one given stays as it is.
 *
 * @throws ServiceError for what MongoDB refuses
 */
export function updated(document: Document, modifier: Modifier, context: UpdateContext): Document {
  checkAgainst(modifier, document)
  const copy = cloneDeep(document) as Document
  const plain = translated(modifier, copy, context)
  if (Object.keys(plain).length === 0) return copy
  const paths = Object.values(plain).flatMap((operand) => Object.keys(operand))
  if (paths.some((path) => path.includes('$')))
    evaluatingWith([plain, context.filter], () => applyPositional(plain, copy, context.filter))
  else evaluatingWith(plain, () => apply(plain, copy))
  return copy
}

const OPERATORS = new Map(Object.entries(operators)) as Map<
  string,
  (operand: Document, filters: [], options: ComputeOptions) => (document: Document) => unknown
>

function apply(plain: Record<string, Document>, copy: Document): void {
  for (const [operator, operand] of Object.entries(plain))
    OPERATORS.get(operator)?.(operand, [], computeOptions)(copy)
}

/** `$` in a path is the element by which the condition found the document. */
function applyPositional(plain: Record<string, Document>, copy: Document, filter: Document): void {
  const modifier = plain as MingoModifier<Document>
  updateOne([copy], filter, modifier, { cloneMode: 'deep' }, queryOptions)
}

/**
 * The update in those operators that mingo does as MongoDB: its `$push` ignores modifiers where the field is
 * missing and sorts by one key only, its `$addToSet` removes repetitions that were there, its `$currentDate`
 * knows no clock but the machine's, and `$setOnInsert` is missing.
 */
function translated(
  modifier: Modifier,
  document: Document,
  context: UpdateContext,
): Record<string, Document> {
  const plain: Record<string, Document> = {}
  for (const [operator, operand] of Object.entries(modifier))
    for (const [path, value] of Object.entries(operand)) {
      if (path === '_id' || (operator === '$setOnInsert' && !context.inserting)) continue
      const replacement = replacementFor(operator, value, path, document, context)
      const target = replacement === undefined ? operator : '$set'
      const fields = plain[target] ?? {}
      fields[path] = replacement === undefined ? value : replacement.value
      plain[target] = fields
    }
  return plain
}

/** What to set instead, for operators that are not left to mingo. */
function replacementFor(
  operator: string,
  operand: unknown,
  path: string,
  document: Document,
  context: UpdateContext,
): { value: unknown } | undefined {
  if (operator === '$setOnInsert') return { value: operand }
  if (operator === '$currentDate') return { value: currentDate(operand, context.now) }
  // Which element `$` is, mingo finds out.
  if (path.includes('$')) return undefined
  if (operator === '$push') return { value: pushed(arrayAt(document, path), operand) }
  if (operator === '$addToSet') return { value: withAdded(arrayAt(document, path), operand) }
  return undefined
}

function currentDate(operand: unknown, now: number): Date {
  const type = isPlainObject(operand) ? operand.$type : 'date'
  if (type !== 'date') throw writeError(`$currentDate sets dates only, not '${String(type)}'`)
  return new Date(now)
}

/** `$push` with `$each`, `$position`, `$sort` and `$slice`, in the order in which MongoDB applies them. */
function pushed(before: unknown[], operand: unknown): unknown[] {
  if (!isPlainObject(operand) || !('$each' in operand)) return [...before, operand]
  const each = eachOf(operand, '$push')
  const position = wholeNumber(operand, '$position') ?? before.length
  let after = [...before]
  after.splice(position, 0, ...each)
  const sort = operand.$sort
  if (typeof sort === 'number')
    after.sort((left, right) => (sort < 0 ? -1 : 1) * compareValues(left, right))
  else if (isPlainObject(sort)) after = sortDocuments(after, (element) => element, sortOf(sort))
  const slice = wholeNumber(operand, '$slice')
  if (slice === undefined) return after
  return slice < 0 ? after.slice(slice) : after.slice(0, slice)
}

function withAdded(before: unknown[], operand: unknown): unknown[] {
  const each =
    isPlainObject(operand) && '$each' in operand ? eachOf(operand, '$addToSet') : [operand]
  const after = [...before]
  for (const value of each)
    if (!after.some((other) => compareValues(other, value) === 0)) after.push(value)
  return after
}

function eachOf(operand: Document, operator: string): unknown[] {
  const each = operand.$each
  if (!Array.isArray(each))
    throw writeError(`The argument to $each in ${operator} must be an array`)
  return each
}

function wholeNumber(operand: Document, name: string): number | undefined {
  const value = operand[name]
  if (value === undefined) return undefined
  if (!Number.isInteger(value)) throw writeError(`The value for ${name} must be an integer value`)
  return value as number
}

/** The array at the path; empty when nothing is there. `checkAgainst` has refused anything else. */
function arrayAt(document: Document, path: string): unknown[] {
  let value: unknown = document
  for (const part of path.split('.'))
    value = Array.isArray(value) && isPlace(part) ? value[Number(part)] : fieldOf(value, part)
  return Array.isArray(value) ? value : []
}
