import { $type as typeOfField } from 'mingo/operators/query/element'
import { Query } from 'mingo/query'
import type { Options } from 'mingo/types'
import { isPlainObject } from '../../ejson'
import { reach, spread } from '../paths'

type Test = (document: unknown) => boolean

/**
 * mingo tests conditions on fields against elements that are no objects. Here `{field: …}` is met only by
 * objects, and `{$gt: …}` by any element.
 */
export function $elemMatch(path: string, criteria: unknown, options: Options): Test {
  if (!isPlainObject(criteria)) throw new Error('$elemMatch needs an Object')
  const onValue =
    Object.keys(criteria).length > 0 &&
    Object.keys(criteria).every((key) => key.startsWith('$') && !LOGICAL.has(key))
  const query = new Query(onValue ? { value: criteria } : criteria, options)
  const matches = (element: unknown) =>
    onValue ? query.test({ value: element }) : isPlainObject(element) && query.test(element)
  return (document) =>
    reach(document, path).values.some((value) => Array.isArray(value) && value.some(matches))
}

const LOGICAL = new Set(['$and', '$or', '$nor'])

/** mingo looks at the array alone; MongoDB also at its elements. */
export function $type(path: string, operand: unknown, options: Options): Test {
  const test = typeOfField('value', operand as string, options)
  return (document) =>
    spread(reach(document, path).values).some((value) => value !== undefined && test({ value }))
}
