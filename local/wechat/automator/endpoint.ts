import type { WebSocket } from 'ws'
import type { Line } from '../phone/line'
import type { PhoneHands } from './hands'
import { type AutomatorRequest, createSession } from './session'

export interface AutomatorEndpointOptions {
  /** The phone of this id; '' asks for the one that is the default. */
  line(id: string): Line | undefined
  hands(id: string): PhoneHands | undefined
}

/**
 * The protocol of `miniprogram-automator` on a WebSocket: requests `{id, method, params}`, answers
 * `{id, result}` or `{id, error: {message}}`, events `{method, params}` without an id.
 */
export function createAutomatorEndpoint(options: AutomatorEndpointOptions) {
  let clients = 0
  return {
    get clients() {
      return clients
    },
    /** Takes a client's socket; closes it at once when there is no such phone. */
    attach(socket: WebSocket, phoneId: string): void {
      const line = options.line(phoneId)
      if (!line) {
        socket.close(4404, 'no such phone')
        return
      }
      const session = createSession(line, () => options.hands(line.settings.id))
      const stop = line.onEvent((event) => {
        if (session.wants(event)) {
          socket.send(JSON.stringify({ method: event.method, params: event.params }))
        }
      })
      clients += 1
      socket.on('close', () => {
        clients -= 1
        stop()
      })
      socket.on('message', async (data) => {
        const request = parseRequest(String(data))
        // There is nobody to answer: without an id the client could not tell to what.
        if (!request) return socket.close(4400, 'no request')
        const { id } = request
        try {
          socket.send(JSON.stringify({ id, result: (await session.answer(request)) ?? {} }))
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error)
          socket.send(JSON.stringify({ id, error: { message } }))
        }
      })
    },
  }
}

/** Undefined for a message that cannot be answered because it has no id. */
function parseRequest(text: string): AutomatorRequest | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { id, method, params } = value as Record<string, unknown>
  if (typeof id !== 'string') return undefined
  return {
    id,
    method: typeof method === 'string' ? method : '',
    params:
      typeof params === 'object' && params !== null ? (params as Record<string, unknown>) : {},
  }
}
