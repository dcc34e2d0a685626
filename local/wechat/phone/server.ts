import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { refusal } from '../../cloud/gateway/guard'
import { createAutomatorEndpoint } from '../automator/endpoint'
import type { PhoneHands } from '../automator/hands'
import type { Bundle, Problem } from '../bundle'
import type { PhoneEffect, PhoneSettings, SharedCard } from '../phone'
import { createLine, type Line } from './line'
import type { SeenCode } from './messages'
import { type Compile, compiledApp, phonePrograms } from './programs'
import { createSite, decoded } from './site'

export interface PhonesOptions {
  /** Folder of the mini-program as shipped, for example `dist/miniprogram`. */
  miniprogram: string
  /** Address of the local cloud; without one `/cloud/…` answers 502. */
  cloudUrl?: string | undefined
  /** 0, the default, takes a free one. Only this machine can reach it. */
  port?: number
  compile: Compile
}

/** A server of simulated phones that all run the same mini-program. */
export interface Phones {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  /** What the last build complained about, warnings included. */
  readonly problems: readonly Problem[]
  readonly bundle: Bundle
  /** The line to the phone of these settings' id; an existing phone takes the settings over. */
  line(settings: PhoneSettings): Line
  lineOf(id: string): Line | undefined
  /** Address of the phone's page. */
  pageUrl(id: string): string
  /** Address of a page that shows the phone in its own size. */
  standUrl(id: string): string
  /** Address for `automator.connect({ wsEndpoint })`. */
  automatorUrl(id: string): string
  /** How many automators are connected. */
  readonly clients: number
  /** Lends the automator what only the owner of the browser can do. Returns the undo. */
  lend(id: string, hands: PhoneHands): () => void
  onCard(listener: (card: SharedCard) => void): () => void
  onEffect(listener: (phoneId: string, effect: PhoneEffect) => void): () => void
  /** Compiles again and reloads the open phones on their pages, or shows them the errors. */
  reload(): Promise<readonly Problem[]>
  /** Covers the phones with errors of a build that came to nothing; the next `reload` uncovers them. */
  refuse(problems: readonly Problem[]): void
  close(): Promise<void>
}

/**
 * Starts a server of phones on the loopback interface: `/phone/<id>` is a phone's page, `/automator/<id>` its
 * automator, `/cloud/…` the local cloud. `/` is the automator of the first phone, as DevTools has only one.
 */
export async function startPhones(options: PhonesOptions): Promise<Phones> {
  const [programs, first] = await Promise.all([
    phonePrograms(),
    compiledApp(options.miniprogram, options.compile),
  ])
  let bundle = first
  let problems: readonly Problem[] = first.problems
  const lines = new Map<string, Line>()
  const hands = new Map<string, PhoneHands>()
  const cardListeners = new Set<(card: SharedCard) => void>()
  const effectListeners = new Set<(phoneId: string, effect: PhoneEffect) => void>()
  const site = createSite({
    programs,
    miniprogram: options.miniprogram,
    cloudUrl: options.cloudUrl,
    bundle: () => bundle,
    problems: () => problems,
    settings: (id) => lines.get(id)?.settings,
  })
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    site(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
      response.end(error instanceof Error ? error.stack : String(error))
    })
  })
  const sockets = new WebSocketServer({
    server,
    perMessageDeflate: false,
    // Browsers name the page that connects (`null` for one without an address); only pages from here may. A page
    // whose own name was made to point to this machine is from here by that name, hence the refusal.
    verifyClient: ({ origin, req }: { origin?: string; req: IncomingMessage }) =>
      refusal(req) === undefined &&
      (origin === undefined || origin === `http://${req.headers.host}`),
  })
  // The server's own errors come here again, and whoever started it hears of them below.
  sockets.on('error', () => undefined)
  const automator = createAutomatorEndpoint({
    line: (id) => (id === '' ? [...lines.values()][0] : lines.get(id)),
    hands: (id) => hands.get(id),
  })

  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const [path = '', search = ''] = (request.url ?? '').split('?')
    if (path === '/__phone') {
      const line = lines.get(new URLSearchParams(search).get('id') ?? '')
      if (line) line.attach(socket)
      else socket.close(4404, 'no such phone')
      return
    }
    const id = decoded(/^\/automator\/(.+)$/.exec(path)?.[1] ?? '')
    if (id === undefined) socket.close(4404, 'no such phone')
    else automator.attach(socket, id)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo

  /** Reloads the open phones, or covers them with the errors. */
  function show(found: readonly Problem[]): void {
    problems = found
    const broken = found.some(({ severity }) => severity === 'error')
    for (const line of lines.values()) {
      if (!line.connected) continue
      if (!broken) line.expectReload()
      line.send(broken ? { type: 'problems', problems: [...found] } : { type: 'reload' })
    }
  }

  /** What a phone's camera sees: the codes on the other phones, or on one of them. */
  async function seenBy(looking: Line, phoneId: string | undefined): Promise<SeenCode[]> {
    const others = [...lines.values()].filter(
      (line) => line !== looking && (phoneId === undefined || line.settings.id === phoneId),
    )
    const seen = others.map(async (line) => {
      const { id, person } = line.settings
      const holder = person?.name ?? person?.openid ?? ''
      return (await line.codes()).map((text) => ({ phoneId: id, holder, text }))
    })
    return (await Promise.all(seen)).flat()
  }

  return {
    url: `http://127.0.0.1:${port}`,
    get problems() {
      return problems
    },
    get bundle() {
      return bundle
    },
    line(settings) {
      const known = lines.get(settings.id)
      if (known) {
        known.change(settings)
        return known
      }
      const line = createLine(settings, {
        card(card) {
          for (const listener of cardListeners) listener(card)
        },
        effect(effect) {
          for (const listener of effectListeners) listener(settings.id, effect)
        },
        look: (id) => seenBy(line, id),
      })
      lines.set(settings.id, line)
      return line
    },
    lineOf: (id) => lines.get(id),
    pageUrl: (id) => `http://127.0.0.1:${port}/phone/${encodeURIComponent(id)}`,
    standUrl: (id) => `http://127.0.0.1:${port}/stand/${encodeURIComponent(id)}`,
    automatorUrl: (id) => `ws://127.0.0.1:${port}/automator/${encodeURIComponent(id)}`,
    get clients() {
      return automator.clients
    },
    lend(id, lent) {
      hands.set(id, lent)
      return () => {
        if (hands.get(id) === lent) hands.delete(id)
      }
    },
    onCard(listener) {
      cardListeners.add(listener)
      return () => cardListeners.delete(listener)
    },
    onEffect(listener) {
      effectListeners.add(listener)
      return () => effectListeners.delete(listener)
    },
    async reload() {
      bundle = await compiledApp(options.miniprogram, options.compile, bundle)
      show(bundle.problems)
      return problems
    },
    refuse: show,
    async close() {
      for (const line of lines.values()) line.close()
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
