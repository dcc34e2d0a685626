import { Query } from 'mingo/query'
import type { Document } from '../../ejson'
import { evaluating } from '../errors'
import { queryOptions } from './context'
import { distanceIn } from './geo-query'

/** A condition, ready to be asked of documents. */
export interface Matcher {
  /** @throws ServiceError when the condition makes no sense for the document */
  test(document: Document): boolean
  /** With `$nearSphere`: metres, by which the result is ordered. */
  byDistance: ((document: Document) => number) | undefined
}

/** @throws ServiceError for operators that do not exist and operands that do not fit */
export function matcherOf(filter: Document): Matcher {
  const query = evaluating(() => new Query(filter, queryOptions))
  return {
    test: (document) => evaluating(() => query.test(document)),
    byDistance: evaluating(() => distanceIn(filter)),
  }
}
