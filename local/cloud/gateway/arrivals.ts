import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { setImmediate as nextIteration } from 'node:timers/promises'

/** Knows when a caller set out to make a request, which can be well before we come to read it. */
export interface Arrivals {
  /** When the caller began, on the scale of `performance.now()`. To be called once per request. */
  began(request: IncomingMessage): number
  /** Resolves when every connection that callers had opened by now has been accepted. */
  settled(): Promise<void>
}

/** A caller that opens connections without end must not hold back the answers to others. */
const PATIENCE = 64

/**
 * Two requests made at the same time are read one after the other, and the first may be answered
 * before the second is read; taken by the time of reading, the second would seem to have waited for
 * the first. But the SDK in a cloud function opens a connection per request, and opens it before any
 * byte of either request is sent. So a request begins when its connection is accepted, and an answer
 * counts as given only once all connections that were waiting have been accepted (`settled`).
 * On a connection that is used again, a request begins when it is read.
 */
export function trackArrivals(server: Server): Arrivals {
  const fresh = new WeakMap<Socket, number>()
  let accepted = 0
  server.on('connection', (socket) => {
    accepted += 1
    fresh.set(socket, performance.now())
  })

  return {
    began(request) {
      const { socket } = request
      const began = fresh.get(socket) ?? performance.now()
      fresh.delete(socket)
      return began
    },
    async settled() {
      let seen: number
      let patience = PATIENCE
      // The event loop accepts one connection in each iteration. The first wait ends the iteration in
      // which the answer was made; the next has asked the system for waiting connections.
      await nextIteration()
      do {
        seen = accepted
        await nextIteration()
        patience -= 1
      } while (seen !== accepted && patience > 0)
    },
  }
}
