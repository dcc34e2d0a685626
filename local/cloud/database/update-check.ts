import { type Document, isPlainObject } from '../ejson'
import { writeError } from './errors'
import { ARRAY_MOST_PLACES, MOST_NESTING } from './limits'
import { fieldOf, isPlace } from './paths'
import { compareValues } from './value-order'

/** An update by operators, checked: `{operator: {path: operand}}`. */
export type Modifier = Readonly<Record<string, Document>>

/** Operators that only take away, and find nothing to do where the path leads nowhere. */
const TAKING = new Set(['$unset', '$pull', '$pullAll', '$pop', '$rename'])

const OPERATORS = new Set([
  ...TAKING,
  ...[
    '$set',
    '$setOnInsert',
    '$inc',
    '$mul',
    '$min',
    '$max',
    '$push',
    '$addToSet',
    '$bit',
    '$currentDate',
  ],
])

/**
 * Reads an update by operators.
 *
 * @throws ServiceError for what MongoDB refuses whatever the document
 */
export function readModifier(data: Document): Modifier {
  const operators = Object.keys(data)
  if (operators.length === 0) throw emptyOperator('$set')
  for (const operator of operators) {
    const operand = data[operator]
    if (!OPERATORS.has(operator)) throw writeError(`Unknown modifier: ${operator}`)
    if (!isPlainObject(operand))
      throw writeError(`Modifiers operate on fields but we found type ${typeName(operand)} instead`)
    const paths = Object.keys(operand)
    if (paths.length === 0) throw emptyOperator(operator)
    for (const path of paths) checkPath(path)
    checkOperands(operator, operand)
  }
  checkDisjoint(data as Modifier)
  return data as Modifier
}

/** No path may be written twice, nor lie inside of another. */
function checkDisjoint(modifier: Modifier): void {
  const targets = Object.values(modifier.$rename ?? {}).map(String)
  const paths = [...Object.values(modifier).flatMap((operand) => Object.keys(operand)), ...targets]
  const inOrder = paths.map((path) => `${path}.`).sort()
  inOrder.forEach((path, at) => {
    const before = inOrder[at - 1]
    if (before !== undefined && path.startsWith(before))
      throw writeError(
        `Updating the path '${path.slice(0, -1)}' would create a conflict at '${before.slice(0, -1)}'`,
      )
  })
}

/** @throws ServiceError for a document that MongoDB would not keep */
export function checkStorable(document: Document, path = '', depth = 1): void {
  for (const [name, value] of Object.entries(document)) {
    if (name.startsWith('$'))
      throw writeError(
        `The dollar ($) prefixed field '${name}' in '${path}${name}' is not valid for storage.`,
      )
    checkStorableValue(value, `${path}${name}`, depth)
  }
}

/** @throws ServiceError for an `_id` that MongoDB refuses */
export function checkId(id: unknown): void {
  if (Array.isArray(id)) throw writeError(`The '_id' value cannot be of type array`)
  if (id instanceof RegExp) throw writeError(`The '_id' value cannot be of type regex`)
}

/**
 * Compares the operands with what the document has at their paths. mingo does nothing, or makes an object
 * of a `null`, where MongoDB refuses.
 */
export function checkAgainst(modifier: Modifier, document: Document): void {
  for (const [operator, operand] of Object.entries(modifier))
    for (const path of Object.keys(operand)) {
      if (path.includes('$')) continue
      const isTaking = TAKING.has(operator)
      const value = valueForUpdate(document, path, !isTaking)
      if (value !== undefined) checkType(operator, path, value, document)
    }
  const id = modifier.$set?._id
  if (id !== undefined && compareValues(id, document._id) !== 0) throw immutableId()
}

/** `depth`: how many objects and lists the value lies in. An update adds its operand's to those of its path. */
function checkStorableValue(value: unknown, path: string, depth: number): void {
  if (depth > MOST_NESTING) throw writeError(`nested deeper than ${MOST_NESTING} levels`)
  if (Array.isArray(value))
    value.forEach((element, place) => {
      checkStorableValue(element, `${path}.${place}`, depth + 1)
    })
  else if (isPlainObject(value)) checkStorable(value, `${path}.`, depth + 1)
}

function checkPath(path: string): void {
  const parts = path.split('.')
  if (parts.length > MOST_NESTING) throw writeError(`The update path is nested too deeply`)
  for (const part of parts) {
    if (part === '')
      throw writeError(
        `The update path '${path}' contains an empty field name, which is not allowed.`,
      )
    // Setting fields of what every object inherits would change this process, not the document.
    if (part in Object.prototype) throw writeError(`The field name '${part}' is not supported here`)
    if (isPlace(part) && Number(part) > ARRAY_MOST_PLACES)
      throw writeError(`can't backfill more than ${ARRAY_MOST_PLACES} elements`)
  }
  if (parts[0] === '_id' && parts.length > 1) throw immutableId(path)
}

function checkOperands(operator: string, operand: Document): void {
  for (const [path, value] of Object.entries(operand)) {
    const depth = path.split('.').length
    // `$set` may repeat the `_id` that is there; `checkAgainst` compares.
    if (path === '_id' && operator !== '$set' && operator !== '$setOnInsert') throw immutableId()
    switch (operator) {
      case '$set':
      case '$setOnInsert':
      case '$min':
      case '$max':
        checkStorableValue(value, path, depth)
        break
      case '$push':
      case '$addToSet':
        checkStorableValue(
          isPlainObject(value) && '$each' in value ? value.$each : [value],
          path,
          depth,
        )
        break
      case '$inc':
      case '$mul':
        if (typeof value !== 'number')
          throw writeError(
            `Cannot ${operator === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${path}: ${shown(value)}}`,
          )
        break
      case '$rename':
        if (typeof value !== 'string')
          throw writeError(`The 'to' field for $rename must be a string: ${path}: ${shown(value)}`)
        checkPath(value)
        if (value === '_id') throw immutableId()
    }
  }
}

/** What is at the path; refuses to go through what has no fields. */
function valueForUpdate(document: Document, path: string, creating: boolean): unknown {
  let value: unknown = document
  let name = ''
  for (const part of path.split('.')) {
    if (value === undefined) return undefined
    const isOpen = isPlainObject(value) || (Array.isArray(value) && isPlace(part))
    if (!isOpen) {
      if (!creating) return undefined
      throw writeError(`Cannot create field '${part}' in element {${name}: ${shown(value)}}`)
    }
    value = Array.isArray(value) ? value[Number(part)] : fieldOf(value, part)
    name = part
  }
  return value
}

function checkType(operator: string, path: string, value: unknown, document: Document): void {
  const owner = `{_id: ${shown(document._id)}}`
  const type = typeName(value)
  switch (operator) {
    case '$inc':
    case '$mul':
      if (typeof value !== 'number')
        throw writeError(
          `Cannot apply ${operator} to a value of non-numeric type. ${owner} has the field '${path}' of non-numeric type ${type}`,
        )
      break
    case '$push':
    case '$addToSet':
      if (!Array.isArray(value))
        throw writeError(
          `The field '${path}' must be an array but is of type ${type} in document ${owner}`,
        )
      break
    case '$pull':
    case '$pullAll':
      if (!Array.isArray(value)) throw writeError(`Cannot apply ${operator} to a non-array value`)
      break
    case '$pop':
      if (!Array.isArray(value))
        throw writeError(`Path '${path}' contains an element of non-array type '${type}'`)
  }
}

export function immutableId(path = '_id'): Error {
  return writeError(
    `Performing an update on the path '${path}' would modify the immutable field '_id'`,
  )
}

/** Wording as users of the service report it for an update with nothing in it. */
function emptyOperator(operator: string): Error {
  return writeError(
    `'${operator}' is empty. You must specify a field like so: {${operator}: {<field>: ...}}`,
  )
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > SHOWN_MOST ? `${text.slice(0, SHOWN_MOST)}…` : text
}

/** Letters of a value in an error. */
const SHOWN_MOST = 200

function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'number' && Number.isInteger(value) ? 'int' : typeof value
}
