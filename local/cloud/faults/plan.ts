import { ServiceError } from '../errors'

const KINDS = ['latency', 'error', 'conflict', 'response-lost', 'worker-killed'] as const

/** What a fault does to the requests it strikes. */
export type FaultKind = (typeof KINDS)[number]

/** Which requests are struck, and how. */
export interface FaultPlan {
  kind: FaultKind
  /** An action such as `database.getDocument`, or all that begin alike: `database.*`; absent: every action. */
  action?: string
  collection?: string
  /** The first matching request to be struck, counted from 1; default 1. */
  nth: number
  /** How many are struck from there on; default 1. */
  times: number | 'always'
  /** Chance of each of these, 0–1; default 1. */
  probability: number
  /** `latency` only: how long the request is held back, or a range to draw from. */
  milliseconds: [least: number, most: number]
  /** `error` only. */
  code: string
  /** `error` only. */
  message: string
  /** `worker-killed` only: whether the request still takes place. */
  when: 'before' | 'after'
}

/**
 * Reads a fault as it is written in JSON (README, “Faults”).
 *
 * @throws ServiceError INVALID_PARAM naming the field that is wrong
 */
export function parsePlan(value: unknown): FaultPlan {
  if (typeof value !== 'object' || value === null) throw wrong('a fault is an object')
  const given = value as Record<string, unknown>
  const known = 'kind action collection nth times probability milliseconds code message when'.split(
    ' ',
  )
  for (const name of Object.keys(given))
    if (!known.includes(name)) throw wrong(`a fault has no field '${name}'`)

  const kind = KINDS.find((one) => one === given.kind)
  if (kind === undefined) throw wrong(`'kind' is one of ${KINDS.join(', ')}`)
  const { times = 1, when = 'before' } = given
  if (when !== 'before' && when !== 'after') throw wrong(`'when' is 'before' or 'after'`)
  const action = text(given, 'action')
  const collection = text(given, 'collection')
  return {
    kind,
    ...(action === undefined ? {} : { action }),
    ...(collection === undefined ? {} : { collection }),
    nth: count('nth', given.nth ?? 1),
    times: times === 'always' ? times : count('times', times),
    probability: probability(given.probability ?? 1),
    milliseconds: range(given.milliseconds, kind),
    code: text(given, 'code') ?? 'SYS_ERR',
    message: text(given, 'message') ?? '[SystemError] A fault was asked for.',
    when,
  }
}

function text(given: Record<string, unknown>, name: string): string | undefined {
  const value = given[name]
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  throw wrong(`'${name}' is text`)
}

function count(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value
  throw wrong(`'${name}' is a whole number from 1 on`)
}

function probability(value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw wrong(`'probability' lies between 0 and 1`)
}

function range(value: unknown, kind: FaultKind): [number, number] {
  if (kind !== 'latency' && value === undefined) return [0, 0]
  const [least, most]: unknown[] = Array.isArray(value) ? value : [value, value]
  if (typeof least === 'number' && typeof most === 'number' && least >= 0 && most >= least)
    return [least, most]
  throw wrong(`'milliseconds' is a number, or the least and the most of them`)
}

function wrong(reason: string): ServiceError {
  return new ServiceError('INVALID_PARAM', `[InvalidParameter] ${reason}.`)
}
