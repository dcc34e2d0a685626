import { type Document, isPlainObject } from '../../ejson'
import { compareValues } from '../value-order'

type Test = (value: unknown) => boolean

/**
 * `$jsonSchema` of queries: the keywords that describe documents as MongoDB understands them. Others are
 * refused rather than ignored.
 */
export function jsonSchemaTest(schema: Document): Test {
  const tests = Object.entries(schema).map(([keyword, operand]) => {
    const rule = KEYWORDS[keyword]
    if (rule === undefined) throw new Error(`Unknown $jsonSchema keyword: ${keyword}`)
    return rule(operand)
  })
  return (value) => tests.every((test) => test(value))
}

const TYPES: Readonly<Record<string, Test>> = {
  object: isPlainObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  double: (value) => typeof value === 'number',
  int: (value) => Number.isInteger(value),
  long: (value) => Number.isInteger(value),
  bool: (value) => typeof value === 'boolean',
  boolean: (value) => typeof value === 'boolean',
  date: (value) => value instanceof Date,
  null: (value) => value === null,
  regex: (value) => value instanceof RegExp,
}

const KEYWORDS: Readonly<Record<string, (operand: unknown) => Test>> = {
  bsonType: ofType,
  type: ofType,
  required: (names) => (value) =>
    !isPlainObject(value) || list(names).every((name) => value[String(name)] !== undefined),
  properties: (properties) => {
    const tests = Object.entries(object(properties)).map(
      ([name, schema]) => [name, jsonSchemaTest(object(schema))] as const,
    )
    return (value) =>
      !isPlainObject(value) ||
      tests.every(([name, test]) => value[name] === undefined || test(value[name]))
  },
  items: (schema) => {
    const test = jsonSchemaTest(object(schema))
    return (value) => !Array.isArray(value) || value.every(test)
  },
  enum: (values) => (value) => list(values).some((other) => compareValues(value, other) === 0),
  minimum: (least) => (value) => typeof value !== 'number' || value >= Number(least),
  maximum: (most) => (value) => typeof value !== 'number' || value <= Number(most),
  minLength: (least) => (value) => typeof value !== 'string' || [...value].length >= Number(least),
  maxLength: (most) => (value) => typeof value !== 'string' || [...value].length <= Number(most),
  minItems: (least) => (value) => !Array.isArray(value) || value.length >= Number(least),
  maxItems: (most) => (value) => !Array.isArray(value) || value.length <= Number(most),
  pattern: (pattern) => {
    const expression = new RegExp(String(pattern), 'u')
    return (value) => typeof value !== 'string' || expression.test(value)
  },
  title: () => () => true,
  description: () => () => true,
}

function ofType(operand: unknown): Test {
  const tests = (Array.isArray(operand) ? operand : [operand]).map((name) => {
    const test = TYPES[String(name)]
    if (test === undefined) throw new Error(`Unknown type name alias: ${String(name)}`)
    return test
  })
  return (value) => tests.some((test) => test(value))
}

function object(value: unknown): Document {
  if (!isPlainObject(value)) throw new Error('$jsonSchema: an object is needed')
  return value
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error('$jsonSchema: an array is needed')
  return value
}
