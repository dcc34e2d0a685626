import { sendJson } from '../gateway/answer'
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

/** `POST /_local/reset`. */
export function resetRoutes(reset: () => Promise<void>): Route[] {
  return [
    route('POST', 'reset', async (_request, response) => {
      await reset()
      sendJson(response, 200, {})
    }),
  ]
}
