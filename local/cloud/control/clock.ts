import type { Clock } from '../clock'
import { sendJson } from '../gateway/answer'
import type { Route } from '../service'
import { invalid, readObject } from './input'
import { route } from './route'

/**
 * `GET /_local/clock` tells the time, `POST` moves it and answers when all that was due meanwhile has
 * been done.
 */
export function clockRoutes(clock: Clock, settled: () => Promise<void>): Route[] {
  return [
    route('GET', 'clock', (_request, response) => sendJson(response, 200, clockState(clock))),
    route('POST', 'clock', async (request, response) => {
      moveClock(clock, await readObject(request))
      await settled()
      sendJson(response, 200, clockState(clock))
    }),
  ]
}

/** What the control API tells of the clock. */
interface ClockState {
  /** ISO 8601, UTC. */
  now: string
  /** Milliseconds since the epoch. */
  milliseconds: number
  /** Milliseconds ahead of the machine's clock. */
  offset: number
}

function clockState(clock: Clock): ClockState {
  const now = clock.now()
  return { now: new Date(now).toISOString(), milliseconds: now, offset: Math.round(clock.offset) }
}

/**
 * Moves the clock: `{now: ISO text or milliseconds}`, `{advance: milliseconds}` or `{real: true}`.
 *
 * @throws ServiceError INVALID_PARAM
 */
function moveClock(clock: Clock, order: Readonly<Record<string, unknown>>): void {
  const [[what, value] = [], ...more] = Object.entries(order)
  if (more.length > 0 || what === undefined)
    throw invalid(`One of 'now', 'advance' and 'real' is needed.`)
  if (what === 'real' && value === true) clock.set(undefined)
  else if (what === 'advance' && typeof value === 'number' && Number.isFinite(value))
    clock.advance(value)
  else if (what === 'now') clock.set(instantOf(value))
  else throw invalid(`'${what}' cannot be ${JSON.stringify(value)}.`)
}

function instantOf(value: unknown): number {
  const instant =
    typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isNaN(new Date(instant).getTime()))
    throw invalid(`'now' is a time in ISO 8601 or milliseconds since 1970.`)
  return instant
}
