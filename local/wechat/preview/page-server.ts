import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { turnsAway } from '../../cloud/gateway/guard'
import { fontFaces, fontPiece } from '../phone/fonts'
import type { PreviewCommand } from '../preview-state'
import type { Desk } from './desk'

const PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>网上支部 · 预览</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/fonts/shipped.css"></head>
<body><script src="/page.js"></script></body></html>`
/** Messages that were sent do not announce themselves. */
const LOOK_AGAIN = 2000
const MOST_BYTES = 10_000

/** Serves the preview's page on the loopback interface, with its state as a stream of events. */
export async function servePage(desk: Desk, script: string, port: number) {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent)
        response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
      response.end(error instanceof Error ? error.message : String(error))
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (type: string, body: string) => {
      response.writeHead(200, {
        'content-type': `${type}; charset=utf-8`,
        'cache-control': 'no-store',
      })
      response.end(body)
    }
    if (turnsAway(request, response)) return
    const { pathname } = new URL(request.url ?? '/', 'http://preview')
    if (pathname === '/') return send('text/html', PAGE)
    if (pathname === '/page.js') return send('text/javascript', script)
    if (pathname === '/events') return stream(response)
    if (pathname === '/do' && request.method === 'POST') {
      const { origin, host } = request.headers
      if (origin === undefined || new URL(origin).host !== host)
        throw new Error('Only the page itself may do this.')
      await desk.act(JSON.parse(await bodyOf(request)) as PreviewCommand)
      return send('application/json', '{}')
    }
    if (pathname === '/fonts/shipped.css') return send('text/css', fontFaces())
    const piece =
      pathname.startsWith('/fonts/') && (await fontPiece(pathname.slice('/fonts/'.length)))
    if (piece) {
      response.writeHead(200, { 'content-type': 'font/woff2' })
      return void response.end(piece)
    }
    response.writeHead(404, { 'content-type': 'text/plain' })
    response.end('not found')
  }

  function stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    let last = ''
    const push = () => {
      const now = JSON.stringify(desk.state())
      if (now === last) return
      last = now
      response.write(`data: ${now}\n\n`)
    }
    const stop = desk.onChange(push)
    const timer = setInterval(push, LOOK_AGAIN)
    response.on('close', () => {
      stop()
      clearInterval(timer)
    })
    push()
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > MOST_BYTES) throw new Error('too long')
  }
  return body
}
