import { sendJson } from '../gateway/answer'
import type { Outbox } from '../openapi/outbox'
import type { Operations } from '../operations/operations'
import type { Route } from '../service'
import { route } from './route'

/** `GET /_local/operations`, of one invocation with `?invocation=ID`. */
export function operationRoutes(operations: Operations): Route[] {
  return [
    route('GET', 'operations', (_request, response, url) => {
      const invocation = url.searchParams.get('invocation') ?? undefined
      sendJson(response, 200, operations.recent(invocation))
    }),
  ]
}

/** `GET /_local/outbox`, narrowed with `?kind=` and `?openid=`. */
export function outboxRoutes(outbox: Outbox): Route[] {
  return [
    route('GET', 'outbox', (_request, response, { searchParams }) => {
      const kind = searchParams.get('kind')
      const openid = searchParams.get('openid')
      sendJson(
        response,
        200,
        outbox.list({ ...(kind !== null && { kind }), ...(openid !== null && { openid }) }),
      )
    }),
  ]
}

/** `POST /_local/reset`. */
export function resetRoutes(reset: () => Promise<void>): Route[] {
  return [
    route('POST', 'reset', async (_request, response) => {
      await reset()
      sendJson(response, 200, {})
    }),
  ]
}
