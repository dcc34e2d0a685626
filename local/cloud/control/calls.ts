import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendJson } from '../gateway/answer'
import type { Cost } from '../operations/operations'
import type { Route } from '../service'
import type { Timers } from '../timers/timers'
import { headerOf, nameInPath, readJson } from './input'
import { route } from './route'

/** The person a call is made as; what is left out, the function does not learn. */
export interface Caller {
  openid?: string
  unionid?: string
  appid?: string
}

/** How a call of a function ended. */
export type Outcome = { result: unknown } | { error: { code: string; message: string } }

/** An outcome, and what the call asked of the database. */
export type CostedOutcome = Outcome & Cost & { invocationId: string }

/** Stands in for `wx.cloud.callFunction`. */
export type Invoke = (name: string, event: unknown, caller: Caller) => Promise<CostedOutcome>

/** `POST /_local/functions/<name>`: the body is the event. */
export function callRoutes(invoke: Invoke): Route[] {
  return [
    route('POST', 'functions/', async (request, response, url) => {
      const name = nameInPath(url, '/_local/functions/')
      const event = (await readJson(request)) ?? {}
      sendOutcome(response, await invoke(name, event, callerOf(request)))
    }),
  ]
}

/** Lets the timer of a function strike now. */
export type FireTimer = (functionName: string) => Promise<CostedOutcome>

/** `POST /_local/timers/<function>` lets its timer strike; `GET /_local/timers` lists them. */
export function timerRoutes(fire: FireTimer, timers: Pick<Timers, 'list'>): Route[] {
  return [
    route('GET', 'timers', (_request, response) => sendJson(response, 200, timers.list())),
    route('POST', 'timers/', async (_request, response, url) => {
      sendOutcome(response, await fire(nameInPath(url, '/_local/timers/')))
    }),
  ]
}

/** Answers with the outcome, and with its cost in the headers. */
function sendOutcome(
  response: ServerResponse,
  { operations, rounds, invocationId, ...outcome }: CostedOutcome,
): void {
  sendJson(response, 200, outcome, {
    'x-local-operations': String(operations),
    'x-local-rounds': String(rounds),
    'x-local-invocation': invocationId,
  })
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
