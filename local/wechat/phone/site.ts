import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { turnsAway } from '../../cloud/gateway/guard'
import type { Bundle, Problem } from '../bundle'
import type { PhoneSettings } from '../phone'
import { passToCloud } from './cloud-proxy'
import { MAIN_PACKAGE, phoneDocument, standDocument } from './document'
import { fontFaces, fontPiece } from './fonts'

/** What an address answers with. */
export interface Answer {
  type: string
  body: string | Buffer
  /** Never changes under this address. */
  lasting?: boolean
}

export interface SiteOptions {
  programs: { runtime: string; line: string }
  miniprogram: string
  cloudUrl: string | undefined
  bundle(): Bundle
  settings(id: string): PhoneSettings | undefined
  problems(): readonly Problem[]
}

const TYPES: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.json': 'application/json',
}
const HTML = 'text/html; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'

/** Answers the phones' HTTP requests: documents, scripts, the mini-program's assets, fonts and the cloud. */
export function createSite(options: SiteOptions) {
  const fixed: Record<string, () => Answer> = {
    '/line.js': () => ({ type: SCRIPT, body: options.programs.line }),
    '/runtime.js': () => ({ type: SCRIPT, body: options.programs.runtime }),
    '/fonts/shipped.css': () => ({ type: 'text/css; charset=utf-8', body: fontFaces() }),
    [MAIN_PACKAGE]: () => packageScript(options.bundle(), '') ?? { type: SCRIPT, body: '' },
  }

  async function find(path: string): Promise<Answer | undefined> {
    const known = fixed[path]
    if (known) return known()
    const [, folder = '', rest = ''] = /^\/(\w+)\/(.+)$/.exec(path) ?? []
    if (folder === 'phone') {
      const settings = options.settings(rest)
      if (!settings) return undefined
      return { type: HTML, body: phoneDocument(settings, { problems: [...options.problems()] }) }
    }
    if (folder === 'stand') {
      const settings = options.settings(rest)
      return settings && { type: HTML, body: standDocument(settings) }
    }
    if (folder === 'bundle') return packageScript(options.bundle(), rest.replace(/\.js$/, ''))
    if (folder === 'app') return appFile(options.miniprogram, rest)
    if (folder !== 'fonts') return undefined
    const body = await fontPiece(rest)
    return body && { type: 'font/woff2', body, lasting: true }
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // The cloud asks the same, but sees only the name that the request is passed on with.
    if (turnsAway(request, response)) return
    const pathname = decoded((request.url ?? '/').split('?')[0] ?? '/')
    if (pathname === undefined) {
      response.writeHead(400, { 'content-type': 'text/plain' })
      return void response.end('This address cannot be read.')
    }
    if (pathname.startsWith('/cloud/')) {
      if (options.cloudUrl) return passToCloud(options.cloudUrl, request, response)
      response.writeHead(502, { 'content-type': 'text/plain' })
      return void response.end('This phone has no cloud.')
    }
    const answer = await find(pathname)
    if (!answer) {
      response.writeHead(404, { 'content-type': 'text/plain' })
      return void response.end(`Nothing at ${pathname}`)
    }
    response.writeHead(200, {
      'content-type': answer.type,
      'cache-control': answer.lasting ? 'public, max-age=31536000, immutable' : 'no-store',
    })
    response.end(answer.body)
  }
}

function packageScript(bundle: Bundle, name: string): Answer | undefined {
  const found = bundle.packages.find((one) => one.name === name)
  return found && { type: SCRIPT, body: found.code }
}

/** A file of the mini-program; addresses that lead out of its folder find nothing. */
async function appFile(miniprogram: string, path: string): Promise<Answer | undefined> {
  const file = normalize(join(miniprogram, path))
  if (!file.startsWith(normalize(miniprogram) + sep)) return undefined
  const body = await readFile(file).catch(() => undefined)
  return body && { type: TYPES[extname(file)] ?? 'application/octet-stream', body }
}

/** An address without its percent signs; `undefined` when they are broken. */
export function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
