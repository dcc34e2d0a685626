import { Query } from 'mingo/query'
import { type Document, isPlainObject } from '../../ejson'
import { evaluating } from '../errors'
import { queryOptions } from './context'
import { type ExpressionLimits, expressionLimits } from './expression-limits'
import { distanceIn } from './geo-query'

/** A condition, ready to be asked of documents. */
export interface Matcher {
  /** @throws ServiceError when the condition makes no sense for the document */
  test(document: Document): boolean
  /** Under which to ask, if the condition can take for ever: of many documents at once, as it costs time. */
  limits: ExpressionLimits | undefined
  /** With `$nearSphere`: metres, by which the result is ordered. */
  byDistance: ((document: Document) => number) | undefined
}

/** @throws ServiceError for operators that do not exist and operands that do not fit */
export function matcherOf(filter: Document): Matcher {
  const query = evaluating(() => new Query(filter, queryOptions))
  return {
    test: (document) => evaluating(() => query.test(document)),
    limits: mayTakeForEver(filter) ? expressionLimits() : undefined,
    byDistance: evaluating(() => distanceIn(filter)),
  }
}

/** Runs what may take for ever if its operands do, as `$pull` of a condition. */
export function evaluatingWith<T>(operands: unknown, run: () => T): T {
  return mayTakeForEver(operands) ? expressionLimits()(() => evaluating(run)) : evaluating(run)
}

const EXPRESSIONS = new Set(['$regex', '$expr', '$jsonSchema'])

/** True for what holds regular expressions or expressions of aggregations, at any depth. */
function mayTakeForEver(operands: unknown): boolean {
  if (operands instanceof RegExp) return true
  if (Array.isArray(operands)) return operands.some(mayTakeForEver)
  return (
    isPlainObject(operands) &&
    Object.entries(operands).some(([key, value]) => EXPRESSIONS.has(key) || mayTakeForEver(value))
  )
}
