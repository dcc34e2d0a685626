import { ApiFailure } from './apis'
import { fromBase64, toBase64 } from './files'

/** The encodings of `FileSystemManager` (WeChat reference, “writeFile”, `encoding`). */

/** @throws ApiFailure for data that is neither text nor an ArrayBuffer, and for an encoding that is none */
export function encode(data: unknown, encoding: unknown): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data.slice(0))
  if (typeof data !== 'string') throw new ApiFailure('invalid data')
  switch (encoding) {
    case 'base64':
      return fromBase64(data)
    case 'hex':
      return Uint8Array.from(data.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    case 'ascii':
    case 'binary':
    case 'latin1':
      return Uint8Array.from(data, (letter) => letter.charCodeAt(0))
    case undefined:
    case 'utf8':
    case 'utf-8':
      return new TextEncoder().encode(data)
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le':
      return new Uint8Array(Uint16Array.from(data, (letter) => letter.charCodeAt(0)).buffer)
    default:
      throw new ApiFailure(`invalid encoding "${String(encoding)}"`)
  }
}

/** An ArrayBuffer without an encoding. @throws ApiFailure for an encoding that is none */
export function decode(bytes: Uint8Array, encoding: unknown): string | ArrayBuffer {
  switch (encoding) {
    case undefined:
      return bytes.slice().buffer
    case 'base64':
      return toBase64(bytes)
    case 'hex':
      return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    case 'ascii':
    case 'binary':
    case 'latin1':
      return [...bytes].map((byte) => String.fromCharCode(byte)).join('')
    case 'utf8':
    case 'utf-8':
      return new TextDecoder().decode(bytes)
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le':
      return new TextDecoder('utf-16le').decode(bytes)
    default:
      throw new ApiFailure(`invalid encoding "${String(encoding)}"`)
  }
}
