import { createAnimation } from './animation'
import { syncFailure } from './apis'
import type { WxContext } from './context'
import { fromBase64, toBase64 } from './files'
import { typeName } from './parameters'
import { SelectorQuery } from './selector-query'

type Observing = Record<string, ((options?: unknown) => unknown) | undefined>

/** Tools of a page's script: queries, observers, animations, bytes. */
export function definePageTools({ apis, runtime }: WxContext): void {
  apis.define('createSelectorQuery', () => new SelectorQuery(runtime))
  apis.define('createAnimation', createAnimation, [
    'duration',
    'timingFunction',
    'delay',
    'transformOrigin',
  ])
  const ofPage = (name: string) => (scope: unknown, options?: unknown) => {
    const owner = (scope ?? runtime.router.top?.instance) as Observing | undefined
    return owner?.[name]?.(options)
  }
  apis.define('createIntersectionObserver', ofPage('createIntersectionObserver'))
  apis.define('createMediaQueryObserver', ofPage('createMediaQueryObserver'))
  apis.define('arrayBufferToBase64', (buffer: unknown) => {
    if (typeName(buffer) === 'ArrayBuffer') return toBase64(new Uint8Array(buffer as ArrayBuffer))
    const problem = `parameter error: parameter should be ArrayBuffer instead of ${typeName(buffer)};`
    throw syncFailure('arrayBufferToBase64', problem)
  })
  apis.define('base64ToArrayBuffer', (text: unknown) => {
    try {
      return fromBase64(String(text)).buffer
    } catch {
      throw syncFailure('base64ToArrayBuffer', 'the text is no Base64')
    }
  })
  apis.async('getRandomValues', {
    required: { length: 'Number' },
    returns: ['randomValues'],
    run: ({ length }) => ({ randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer }),
  })
  apis.define('getUserCryptoManager', () => ({
    getRandomValues: apis.wx.getRandomValues,
  }))
}
