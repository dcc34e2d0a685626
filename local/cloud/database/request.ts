import { type Document, isPlainObject, parseEjson, parseEjsonObject } from '../ejson'
import type { WireRequest } from '../service'
import type { Stage } from './aggregate'
import { invalidParameter } from './errors'
import { MOST_NESTING, QUERY_DEFAULT_ROWS, QUERY_MOST_ROWS } from './limits'
import type { Sort } from './planner/plan'

/** Reads the parameters of one request. Each throws ServiceError INVALID_PARAM for what does not fit. */
export function parametersOf({ params }: WireRequest, now: number) {
  const ejson = { now, mostNesting: MOST_NESTING }

  function text(name: string): string {
    const value = params[name]
    if (typeof value !== 'string' || value === '') throw invalidParameter(`${name} must be a text`)
    return value
  }

  function object(name: string): Document {
    if (params[name] === undefined || params[name] === null)
      throw invalidParameter(`${name} is required`)
    return parseEjsonObject(params[name], name, ejson)
  }

  const objectOr = (name: string, otherwise: Document): Document =>
    isGiven(params[name]) ? object(name) : otherwise

  function wholeNumber(name: string, otherwise: number): number {
    const value = params[name]
    if (!isGiven(value)) return otherwise
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
      throw invalidParameter(`${name} must be a whole number and not negative`)
    return value
  }

  function flag(name: string): boolean {
    const value = params[name]
    if (isGiven(value) && typeof value !== 'boolean')
      throw invalidParameter(`${name} must be true or false`)
    return value === true
  }

  return {
    collectionName: () => text('collectionName'),
    transactionId: (): string | undefined =>
      isGiven(params.transactionId) ? text('transactionId') : undefined,
    requiredTransactionId: () => text('transactionId'),
    /** Without one, all documents are meant. */
    filter: () => objectOr('query', {}),
    /** A write without a condition would hit everything, so it has to be there. */
    requiredFilter: () => object('query'),
    data: () => object('data'),
    documents: () => list('data').map((source) => parseEjsonObject(source, 'data', ejson)),
    projection: () => checkedProjection(objectOr('projection', {})),
    sort: () => checkedSort(objectOr('order', {})),
    skip: () => wholeNumber('offset', 0),
    limit: () => Math.min(wholeNumber('limit', 0) || QUERY_DEFAULT_ROWS, QUERY_MOST_ROWS),
    flag,
    stages: (): Stage[] =>
      list('stages').map((stage) => {
        const key = isPlainObject(stage) ? stage.stageKey : undefined
        if (!isPlainObject(stage) || typeof key !== 'string' || !key.startsWith('$'))
          throw invalidParameter('each of stages must have a stageKey that begins with $')
        return { [key]: parseEjson(stage.stageValue, ejson) }
      }),
  }

  function list(name: string): unknown[] {
    const value = params[name]
    if (!Array.isArray(value)) throw invalidParameter(`${name} must be a list`)
    return value
  }
}

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== ''

function checkedSort(order: Document): Sort {
  return Object.entries(order).map(([path, direction]) => {
    if (path === '' || (direction !== 1 && direction !== -1))
      throw invalidParameter('order must give 1 or -1 for each field')
    return { path, direction }
  })
}

function checkedProjection(projection: Document): Document {
  for (const [path, value] of Object.entries(projection))
    if (
      path === '' ||
      path.startsWith('$') ||
      !(typeof value === 'number' || typeof value === 'boolean' || isPlainObject(value))
    )
      throw invalidParameter('projection must give 1, 0 or an expression for each field')
  return projection
}
