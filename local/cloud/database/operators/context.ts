import { Context, ProcessingMode } from 'mingo/core'
import * as accumulator from 'mingo/operators/accumulator'
import * as expression from 'mingo/operators/expression'
import * as pipeline from 'mingo/operators/pipeline'
import * as projection from 'mingo/operators/projection'
import * as query from 'mingo/operators/query'
import * as window from 'mingo/operators/window'
import type { AnyObject, Options } from 'mingo/types'
import { $eq, $exists, $gt, $gte, $in, $lt, $lte, $ne, $nin } from './comparison'
import { $elemMatch, $type } from './element'
import { $indexOfCP, $substrBytes, $week } from './expressions'
import { $geoIntersects, $geoWithin, $nearSphere } from './geo-query'
import { jsonSchemaTest } from './json-schema'

/** mingo's operators with ours in place of those that differ from the service's. */
const operators = {
  query: {
    ...query,
    $eq,
    $ne,
    $in,
    $nin,
    $gt,
    $gte,
    $lt,
    $lte,
    $exists,
    $type,
    $elemMatch,
    $nearSphere,
    $near: $nearSphere,
    $geoWithin,
    $geoIntersects,
  },
  expression: {
    ...expression,
    $week,
    $substr: $substrBytes,
    $substrBytes,
    $indexOfCP,
  },
  accumulator,
  pipeline,
  projection,
  window,
}

/** For queries, projections and updates. */
export const queryOptions: Partial<Options> = {
  context: Context.init(operators as never),
  // $where, $function and $accumulator would run the caller's code in this process.
  scriptEnabled: false,
  jsonSchemaValidator: (schema: AnyObject) => jsonSchemaTest(schema),
}

/** For aggregations, with stages of their own and documents that they may change. */
export function aggregationOptions(
  stages: Record<string, unknown>,
  collectionResolver: (name: string) => AnyObject[],
): Partial<Options> {
  return {
    ...queryOptions,
    context: Context.init({ ...operators, pipeline: { ...pipeline, ...stages } } as never),
    processingMode: ProcessingMode.CLONE_INPUT,
    collectionResolver,
  }
}
