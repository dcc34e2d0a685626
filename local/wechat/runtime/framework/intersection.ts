/**
 * `this.createIntersectionObserver` and `this.createMediaQueryObserver`; `wx.createIntersectionObserver(page)` is
 * the same called on the page.
 */
import { type Caller, componentOf, domOf } from './engine'
import { selectElements } from './select'

export interface IntersectionOptions {
  thresholds?: number[]
  initialRatio?: number
  observeAll?: boolean
  nativeMode?: boolean
}

type Margins = Partial<Record<'left' | 'top' | 'right' | 'bottom', number>>

export class PageIntersectionObserver {
  private reference: { selector: string | undefined; margins: Margins } | undefined
  private readonly observers: IntersectionObserver[] = []

  constructor(
    private readonly scope: Caller,
    private readonly options: IntersectionOptions,
  ) {}

  /** Measures against an element of the same component. */
  relativeTo(selector: string, margins: Margins = {}): this {
    this.reference = { selector, margins }
    return this
  }

  /** Measures against the page's visible area. */
  relativeToViewport(margins: Margins = {}): this {
    this.reference = { selector: undefined, margins }
    return this
  }

  observe(selector: string, listener: (result: Record<string, unknown>) => void): void {
    const { thresholds = [0], initialRatio = 0, observeAll = false } = this.options
    const all = selectElements(this.scope, selector)
    const root = this.rootElement()
    const view = viewOf(this.scope)
    if (!view) return
    for (const target of observeAll ? all : all.slice(0, 1)) {
      const dom = domOf(target)
      if (!dom) continue
      let last = initialRatio
      const observer = new view.IntersectionObserver(
        (entries) => {
          for (const entry of entries) {
            const ratio = entry.intersectionRatio
            const crossed = thresholds.some((limit) => side(last, limit) !== side(ratio, limit))
            last = ratio
            if (crossed) listener({ id: target.id, dataset: target.dataset, ...resultOf(entry) })
          }
        },
        { root: root ?? view.document, rootMargin: this.rootMargin(), threshold: thresholds },
      )
      observer.observe(dom)
      this.observers.push(observer)
    }
  }

  disconnect(): void {
    for (const observer of this.observers.splice(0)) observer.disconnect()
  }

  private rootElement(): HTMLElement | undefined {
    const selector = this.reference?.selector
    return selector === undefined ? undefined : domOf(selectElements(this.scope, selector)[0])
  }

  private rootMargin(): string {
    const { top = 0, right = 0, bottom = 0, left = 0 } = this.reference?.margins ?? {}
    return [top, right, bottom, left].map((margin) => `${margin}px`).join(' ')
  }
}

/** Which side of a threshold a ratio is on; touching at 0 counts as outside. */
function side(ratio: number, limit: number): boolean {
  return limit === 0 ? ratio > 0 : ratio >= limit
}

function resultOf(entry: IntersectionObserverEntry): Record<string, unknown> {
  return {
    intersectionRatio: entry.intersectionRatio,
    intersectionRect: rect(entry.intersectionRect),
    boundingClientRect: rect(entry.boundingClientRect),
    relativeRect: rect(entry.rootBounds ?? new DOMRect()),
    time: Date.now(),
  }
}

function rect({ left, top, right, bottom, width, height }: DOMRectReadOnly) {
  return { left, top, right, bottom, width, height }
}

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

function viewOf(scope: Caller): (Window & typeof globalThis) | undefined {
  const context = componentOf(scope)?.getBackendContext() as {
    frame?: Window & typeof globalThis
  } | null
  return context?.frame
}
