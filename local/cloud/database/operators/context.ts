import { Context, ProcessingMode } from 'mingo/core'
import * as accumulator from 'mingo/operators/accumulator'
import * as expression from 'mingo/operators/expression'
import * as pipeline from 'mingo/operators/pipeline'
import * as projection from 'mingo/operators/projection'
import * as query from 'mingo/operators/query'
import type { $set } from 'mingo/operators/update'
import * as window from 'mingo/operators/window'
import { Query } from 'mingo/query'
import type { AnyObject, Options } from 'mingo/types'
import { $eq, $exists, $gt, $gte, $in, $lt, $lte, $ne, $nin, $regex } from './comparison'
import { $elemMatch, $type } from './element'
import { counted } from './expression-limits'
import { $indexOfCP, $range, $regexFindAll, $substrBytes, $week } from './expressions'
import { $geoIntersects, $geoWithin, $nearSphere } from './geo-query'
import { jsonSchemaTest } from './json-schema'

/** Options as mingo hands them to its operators; it does not export the type. */
export type ComputeOptions = NonNullable<Parameters<typeof $set>[2]>

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
    $regex,
    $type,
    $elemMatch,
    $nearSphere,
    $near: $nearSphere,
    $geoWithin,
    $geoIntersects,
  },
  expression: counted({
    ...expression,
    $week,
    $substr: $substrBytes,
    $substrBytes,
    $indexOfCP,
    $range,
    $regexFindAll,
  }),
  accumulator,
  pipeline,
  projection,
  window,
}

const given: Partial<Options> = {
  context: Context.init(operators as never),
  // $where, $function and $accumulator would run the caller's code in this process.
  scriptEnabled: false,
  jsonSchemaValidator: (schema: AnyObject) => jsonSchemaTest(schema),
}

/**
 * For updates. mingo copies all operators whenever it is given plain options, which
 * takes longer than most queries; what it makes of them, and hands to operators, it takes as it is.
 */
export const computeOptions: ComputeOptions = prepared(given)

/** The same, as queries and projections take them. */
export const queryOptions = computeOptions as Partial<Options>

function prepared(options: Partial<Options>): ComputeOptions {
  const seen: ComputeOptions[] = []
  const context = Context.init({
    query: {
      $eq: (_path: string, _operand: unknown, computed: ComputeOptions) => {
        seen.push(computed)
        return () => true
      },
    },
  } as never)
  new Query({ field: { $eq: 1 } }, { context })
  const [sample] = seen
  if (sample === undefined) throw new Error('mingo hands no options to its operators')
  const { init } = sample.constructor as unknown as {
    init: (from: Partial<Options>) => ComputeOptions
  }
  return init(options)
}

/** For aggregations, with stages of their own and documents that they may change. */
export function aggregationOptions(
  stages: Record<string, unknown>,
  collectionResolver: (name: string) => AnyObject[],
): Partial<Options> {
  return {
    ...given,
    context: Context.init({ ...operators, pipeline: { ...pipeline, ...stages } } as never),
    processingMode: ProcessingMode.CLONE_INPUT,
    collectionResolver,
  }
}
