import { createHmac, timingSafeEqual } from 'node:crypto'
import { basename } from 'node:path/posix'

/** Where uploads go: `PREFIX<path in base64url>?t=<expiry>`. */
export const UPLOAD_PREFIX = '/_storage/upload/'
/** Where temporary addresses point: `PREFIX<path in base64url>/<name>?t=<expiry>&sign=<signature>`. */
export const FILE_PREFIX = '/_storage/file/'

type Purpose = 'upload' | 'file'

/** What an address that carries a good signature allows. */
export type Grant =
  | { state: 'granted'; path: string }
  | { state: 'expired' }
  | { state: 'mismatch' }

/** Signs addresses of one environment and checks them. Expiries are whole seconds since the epoch. */
export interface Addresses {
  upload(path: string, expires: number): { url: string; signature: string }
  /** `signature` comes apart from the address, in a header or form field. */
  checkUpload(url: URL, signature: string | undefined, now: number): Grant
  file(path: string, expires: number): string
  checkFile(url: URL, now: number): Grant
}

/**
 * The path travels in base64url, not as it is: the SDK applies `encodeURI` to temporary addresses before it
 * uses them but not in every mode (node-sdk `storage/index.ts`, downloadFile), so an address must hold nothing
 * that encoding would change.
 */
export function createAddresses(secret: Buffer, endpoint: () => string): Addresses {
  const sign = (purpose: Purpose, path: string, expires: number) =>
    createHmac('sha256', secret).update(`${purpose}\n${expires}\n${path}`).digest('hex')

  function check(purpose: Purpose, id: string, url: URL, signature: string, now: number): Grant {
    const path = Buffer.from(id, 'base64url').toString()
    const expires = Number(url.searchParams.get('t'))
    const expected = Buffer.from(sign(purpose, path, expires))
    const given = Buffer.from(signature)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      return { state: 'mismatch' }
    }
    return now < expires * 1000 ? { state: 'granted', path } : { state: 'expired' }
  }

  return {
    upload: (path, expires) => ({
      url: `${endpoint()}${UPLOAD_PREFIX}${encode(path)}?t=${expires}`,
      signature: sign('upload', path, expires),
    }),
    checkUpload(url, signature, now) {
      const id = url.pathname.slice(UPLOAD_PREFIX.length)
      return check('upload', id, url, signature ?? '', now)
    },
    file(path, expires) {
      // The last step is for whoever reads the address and for tools that look at its extension.
      const name = basename(path).replace(/[^A-Za-z0-9._-]/g, '_')
      const signature = sign('file', path, expires)
      return `${endpoint()}${FILE_PREFIX}${encode(path)}/${name}?t=${expires}&sign=${signature}`
    },
    checkFile(url, now) {
      const [id = ''] = url.pathname.slice(FILE_PREFIX.length).split('/')
      return check('file', id, url, url.searchParams.get('sign') ?? '', now)
    },
  }
}

function encode(path: string): string {
  return Buffer.from(path).toString('base64url')
}
