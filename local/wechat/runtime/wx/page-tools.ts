import { createAnimation } from './animation'
import type { WxContext } from './context'
import { fromBase64, toBase64 } from './files'
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
  apis.define('arrayBufferToBase64', (buffer: ArrayBuffer) => toBase64(new Uint8Array(buffer)))
  apis.define('base64ToArrayBuffer', (text: string) => fromBase64(text).buffer)
  apis.async('getRandomValues', {
    required: { length: 'Number' },
    returns: ['randomValues'],
    run: ({ length }) => ({ randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer }),
  })
  apis.define('getUserCryptoManager', () => ({
    getRandomValues: apis.wx.getRandomValues,
  }))
}
