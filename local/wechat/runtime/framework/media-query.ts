/** `this.createMediaQueryObserver`, and the media queries of `<match-media>`. */
import type { Caller } from './engine'
import { viewOf } from './intersection'

interface MediaDescriptor {
  minWidth?: number
  maxWidth?: number
  width?: number
  minHeight?: number
  maxHeight?: number
  height?: number
  orientation?: string
}

export class PageMediaQueryObserver {
  private query: MediaQueryList | undefined
  private listener: (() => void) | undefined

  constructor(private readonly scope: Caller) {}

  observe(descriptor: MediaDescriptor, listener: (result: { matches: boolean }) => void): void {
    this.disconnect()
    const query = viewOf(this.scope)?.matchMedia(mediaQuery(descriptor))
    if (!query) return
    this.listener = () => listener({ matches: query.matches })
    this.query = query
    query.addEventListener('change', this.listener)
    queueMicrotask(() => this.listener?.())
  }

  disconnect(): void {
    if (this.query && this.listener) this.query.removeEventListener('change', this.listener)
    this.query = undefined
    this.listener = undefined
  }
}

/** The media query of a descriptor, for observers and `<match-media>`. */
export function mediaQuery(descriptor: MediaDescriptor): string {
  return (
    Object.entries(descriptor)
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => {
        const feature = name.replace(/[A-Z]/g, (upper) => `-${upper.toLowerCase()}`)
        return feature === 'orientation'
          ? `(orientation:${value})`
          : `(${feature}:${Number(value)}px)`
      })
      .join(' and ') || 'all'
  )
}
