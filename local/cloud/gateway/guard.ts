import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Why a request is turned away before it is read; `undefined` when it may pass.
 *
 * The server listens on the loopback interface, but a web page from anywhere can make the browser on
 * this machine send requests to it. Such a request names a foreign `Origin`, or reached us under a
 * foreign name (`Host`) that was made to point to 127.0.0.1.
 */
export function refusal(request: IncomingMessage): string | undefined {
  const remote = request.socket.remoteAddress
  if (remote !== undefined && !isLoopbackAddress(remote))
    return `Only this machine may call; ${remote} is another.`
  if (!isLoopbackHost(request.headers.host))
    return `Host '${request.headers.host ?? ''}' is not this machine.`
  const origin = request.headers.origin
  if (origin !== undefined && !isLoopbackOrigin(origin))
    return `A page of '${origin}' may not call this machine.`
  return undefined
}

/** Answers 403 with the reason where there is a `refusal`, and says whether there was. */
export function turnsAway(request: IncomingMessage, response: ServerResponse): boolean {
  const reason = refusal(request)
  if (reason === undefined) return false
  response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(reason)
  return true
}

/**
 * Lets a page that was itself served from this machine (a preview on another port) read the answer.
 * To be called only after `refusal` let the request pass.
 */
export function allowLoopbackPage(request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers
  if (origin === undefined) return
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-methods', 'GET, HEAD, POST, PUT, DELETE')
  response.setHeader('access-control-expose-headers', '*')
  response.setHeader('vary', 'origin')
  const headers = request.headers['access-control-request-headers']
  if (headers !== undefined) response.setHeader('access-control-allow-headers', headers)
}

function isLoopbackAddress(address: string): boolean {
  const v4 = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
  return v4 === '::1' || /^127\.\d+\.\d+\.\d+$/.test(v4)
}

function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/i.test(host)
}

function isLoopbackOrigin(origin: string): boolean {
  const match = /^https?:\/\/(.+)$/i.exec(origin)
  return match !== null && isLoopbackHost(match[1])
}
