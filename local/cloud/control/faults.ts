import type { Faults } from '../faults/faults'
import { parsePlan } from '../faults/plan'
import { sendJson } from '../gateway/answer'
import type { Route } from '../service'
import { invalid, readObject } from './input'
import { route } from './route'

/** `GET /_local/faults` lists them with what they did, `POST` adds some, `DELETE` removes all. */
export function faultRoutes(faults: Faults): Route[] {
  return [
    route('GET', 'faults', (_request, response) => sendJson(response, 200, faults.list())),
    route('POST', 'faults', async (request, response) => {
      const { seed = 1, faults: plans } = await readObject(request)
      if (!Number.isSafeInteger(seed)) throw invalid(`'seed' is a whole number.`)
      if (!Array.isArray(plans)) throw invalid(`'faults' is a list.`)
      sendJson(response, 200, faults.add(plans.map(parsePlan), Number(seed)))
    }),
    route('DELETE', 'faults', (_request, response) => {
      faults.clear()
      sendJson(response, 200, [])
    }),
  ]
}
