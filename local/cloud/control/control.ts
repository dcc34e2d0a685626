import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../clock'
import type { Faults } from '../faults/faults'
import { parsePlan } from '../faults/plan'
import { sendJson } from '../gateway/answer'
import type { Cost, Operations } from '../operations/operations'
import type { Route } from '../service'
import { clockState, moveClock } from './clock'
import { type DataAccess, exportCollection, importCollection } from './data'
import { headerOf, invalid, nameInPath, readJson, readObject } from './input'

/** The person a call is made as; what is left out the function does not learn. */
export interface Caller {
  openid?: string
  unionid?: string
  appid?: string
}

/** How a call of a function ended. */
export type Outcome = { result: unknown } | { error: { code: string; message: string } }

/** What the control API steers. */
export interface ControlParts {
  clock: Clock
  faults: Faults
  operations: Operations
  data: DataAccess
  /** Stands in for `wx.cloud.callFunction`. */
  invoke(name: string, event: unknown, caller: Caller): Promise<Outcome & { cost: Cost }>
  /** Lets a timer of the function strike now; without `trigger` the function's only one. */
  runTimer(functionName: string, trigger: string | undefined): Promise<Outcome & { cost: Cost }>
  outbox(): readonly unknown[]
  reset(): Promise<void>
}

type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => Promise<void> | void

/** The control API under `/_local/`, for tests, previews and tools (README, “Control API”). */
export function createControl(parts: ControlParts): Route[] {
  const { clock, faults, operations } = parts
  const route = (method: string, prefix: string, handle: Handler): Route => ({
    method,
    prefix,
    handle,
  })

  return [
    route('POST', '/_local/functions/', async (request, response, url) => {
      const name = nameInPath(url, '/_local/functions/')
      const event = (await readJson(request)) ?? {}
      answerCall(response, await parts.invoke(name, event, callerOf(request)))
    }),
    route('POST', '/_local/timers/', async (request, response, url) => {
      const name = nameInPath(url, '/_local/timers/')
      const { trigger } = await readObject(request)
      if (trigger !== undefined && typeof trigger !== 'string')
        throw invalid(`'trigger' is a name.`)
      answerCall(response, await parts.runTimer(name, trigger))
    }),
    route('GET', '/_local/clock', (_request, response) => {
      sendJson(response, 200, clockState(clock))
    }),
    route('POST', '/_local/clock', async (request, response) => {
      moveClock(clock, await readObject(request))
      sendJson(response, 200, clockState(clock))
    }),
    route('GET', '/_local/outbox', (_request, response) => {
      sendJson(response, 200, parts.outbox())
    }),
    route('GET', '/_local/faults', (_request, response) => sendJson(response, 200, faults.list())),
    route('POST', '/_local/faults', async (request, response) => {
      const { seed = 1, faults: plans } = await readObject(request)
      if (!Number.isSafeInteger(seed)) throw invalid(`'seed' is a whole number.`)
      if (!Array.isArray(plans)) throw invalid(`'faults' is a list.`)
      sendJson(response, 200, faults.add(plans.map(parsePlan), Number(seed)))
    }),
    route('DELETE', '/_local/faults', (_request, response) => {
      faults.clear()
      sendJson(response, 200, [])
    }),
    route('GET', '/_local/operations', (_request, response, url) => {
      sendJson(response, 200, operations.recent(url.searchParams.get('invocation') ?? undefined))
    }),
    route('POST', '/_local/reset', async (_request, response) => {
      await parts.reset()
      sendJson(response, 200, {})
    }),
    route('POST', '/_local/import', (request, response, url) =>
      importCollection(parts.data, request, response, url),
    ),
    route('GET', '/_local/export', (_request, response, url) =>
      exportCollection(parts.data, response, url),
    ),
  ]
}

function callerOf(request: IncomingMessage): Caller {
  const openid = headerOf(request, 'x-wx-openid')
  const unionid = headerOf(request, 'x-wx-unionid')
  const appid = headerOf(request, 'x-wx-appid')
  return {
    ...(openid === undefined ? {} : { openid }),
    ...(unionid === undefined ? {} : { unionid }),
    ...(appid === undefined ? {} : { appid }),
  }
}

function answerCall(
  response: ServerResponse,
  { cost, ...outcome }: Outcome & { cost: Cost },
): void {
  sendJson(response, 200, outcome, {
    'x-local-operations': String(cost.operations),
    'x-local-rounds': String(cost.rounds),
  })
}
