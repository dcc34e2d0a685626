import type { Route } from '../service'

/** A route of the control API. `name` stands behind `/_local/`. */
export function route(method: string, name: string, handle: Route['handle']): Route {
  return { method, prefix: `/_local/${name}`, handle }
}
