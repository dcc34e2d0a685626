import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ServiceError } from '../errors'
import type { ActionHandler, Route, Service } from '../service'
import { describeError, sendJson } from './answer'
import { trackArrivals } from './arrivals'
import { allowLoopbackPage, refusal } from './guard'
import { createWire, type WireParts } from './wire'

export interface GatewayOptions extends Omit<WireParts, 'actions' | 'arrivals'> {
  services: readonly Service[]
  /** Answers to `/`, so that somebody who opens the address sees where they are. */
  greeting: string
}

/** The door of the environment: one HTTP server on the loopback interface. */
export interface Gateway {
  /**
   * Begins to serve.
   *
   * @param port 0 for any free one
   * @returns the port
   * @throws Error with `code` EADDRINUSE when the port is taken
   */
  listen(port: number): Promise<number>
  /** Cuts all connections and frees the port. */
  stop(): Promise<void>
}

const HOST = '127.0.0.1'

/** Longer than SDKs and browsers keep a connection, so that it is never ours that ends under a request. */
const KEEP_ALIVE = 65_000

/**
 * Builds the gateway from the services that make up the environment.
 *
 * @throws Error when two services claim the same action
 */
export function createGateway({ services, greeting, ...parts }: GatewayOptions): Gateway {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE })
  const answer = createWire({
    ...parts,
    actions: actionsOf(services),
    arrivals: trackArrivals(server),
  })
  const routes = services
    .flatMap((service) => service.routes ?? [])
    .sort((a, b) => b.prefix.length - a.prefix.length)

  server.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
      const described = describeError(error, parts.log)
      if (response.headersSent) request.socket.destroy()
      else sendJson(response, described.code === 'SYS_ERR' ? 500 : 400, { error: described })
    })
  })
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n')
  })

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const reason = refusal(request)
    if (reason !== undefined) {
      sendJson(response, 403, { error: { code: 'INVALID_REQUEST_SOURCE', message: reason } })
      return
    }
    allowLoopbackPage(request, response)
    const { method = 'GET' } = request
    if (method === 'OPTIONS') {
      response.writeHead(204).end()
      return
    }
    const url = addressOf(request)
    if (url.pathname === '/admin' && method === 'POST') return answer(request, response, url)
    const route = findRoute(routes, method, url.pathname)
    if (route !== undefined) return route.handle(request, response, url)
    if (url.pathname === '/') {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(greeting)
      return
    }
    sendJson(response, 404, {
      error: { code: 'INVALID_PATH', message: `Nothing answers ${method} ${url.pathname}.` },
    })
  }

  return {
    listen(port) {
      return new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, HOST, () => {
          server.off('error', reject)
          resolve((server.address() as AddressInfo).port)
        })
      })
    },
    async stop() {
      if (!server.listening) return
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

function actionsOf(services: readonly Service[]): ReadonlyMap<string, ActionHandler> {
  const actions = new Map<string, ActionHandler>()
  for (const service of services)
    for (const [action, handler] of Object.entries(service.actions ?? {})) {
      if (actions.has(action)) throw new Error(`Two services answer ${action}.`)
      actions.set(action, handler)
    }
  return actions
}

/** @throws ServiceError INVALID_PATH for an address that cannot be read, such as `//` or one that ends in `%` */
function addressOf({ url = '/', headers }: IncomingMessage): URL {
  try {
    const address = new URL(url, `http://${headers.host}`)
    decodeURIComponent(address.pathname)
    return address
  } catch {
    throw new ServiceError('INVALID_PATH', `The address ${url} cannot be read.`)
  }
}

function findRoute(routes: readonly Route[], method: string, path: string): Route | undefined {
  // What answers GET answers HEAD as well; Node leaves the body out.
  const wanted = method === 'HEAD' ? ['HEAD', 'GET'] : [method]
  return routes.find((route) => wanted.includes(route.method) && path.startsWith(route.prefix))
}
