import { type IncomingMessage, request, type ServerResponse } from 'node:http'

/** Headers that belong to one hop and are not passed on (RFC 9110, 7.6.1). */
const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'host'])

/**
 * Passes `/cloud/…` on to the local cloud's `/_local/…`, so that the phone's page reaches it from its own
 * origin. Bodies are streamed both ways. A cloud that cannot be reached answers 502 with one sentence.
 */
export function passToCloud(
  cloudUrl: string,
  incoming: IncomingMessage,
  response: ServerResponse,
): void {
  const target = new URL(`/_local/${(incoming.url ?? '').replace(/^\/cloud\//, '')}`, cloudUrl)
  const outgoing = request(target, {
    method: incoming.method ?? 'GET',
    headers: withoutHop(incoming.headers),
  })
  outgoing.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, withoutHop(answer.headers))
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  outgoing.on('error', (error) => {
    if (response.headersSent) return void response.destroy()
    response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(`The local cloud at ${cloudUrl} cannot be reached: ${error.message}`)
  })
  response.on('close', () => outgoing.destroy())
  incoming.pipe(outgoing)
}

function withoutHop(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP.has(name)))
}
