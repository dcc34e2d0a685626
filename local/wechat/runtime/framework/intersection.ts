/** `this.createIntersectionObserver`; `wx.createIntersectionObserver(page)` is the same called on the page. */
import { type Caller, componentOf, domOf } from './engine'
import { selectElements } from './select'

export interface IntersectionOptions {
  thresholds?: number[]
  initialRatio?: number
  observeAll?: boolean
  nativeMode?: boolean
}

type Margins = Partial<Record<'left' | 'top' | 'right' | 'bottom', number>>

/** A reference area: of a node of the same component, or, without one, the page's visible area. */
interface Area {
  selector: string | undefined
  margins: Margins
}

/** Often enough to see a node cross any threshold. */
const EVERY_HUNDREDTH = Array.from({ length: 101 }, (_, index) => index / 100)

export class PageIntersectionObserver {
  private readonly areas: Area[] = []
  private readonly stops: (() => void)[] = []

  constructor(
    private readonly scope: Caller,
    private readonly options: IntersectionOptions,
  ) {}

  /** Measures against an element of the same component. */
  relativeTo(selector: string, margins: Margins = {}): this {
    this.areas.push({ selector, margins })
    return this
  }

  /** Measures against the page's visible area. */
  relativeToViewport(margins: Margins = {}): this {
    this.areas.push({ selector: undefined, margins })
    return this
  }

  observe(selector: string, listener: (result: Record<string, unknown>) => void): void {
    const { thresholds = [0], initialRatio = 0, observeAll = false } = this.options
    const all = selectElements(this.scope, selector)
    const view = viewOf(this.scope)
    if (!view) return
    for (const target of observeAll ? all : all.slice(0, 1)) {
      const dom = domOf(target)
      if (!dom) continue
      let last = initialRatio
      const tell = (seen: Seen) => {
        const { intersectionRatio: ratio } = seen
        const crossed = thresholds.some((limit) => side(last, limit) !== side(ratio, limit))
        last = ratio
        if (crossed) listener({ id: target.id, dataset: target.dataset, ...seen, time: Date.now() })
      }
      this.stops.push(
        this.needsGeometry(dom)
          ? this.compare(view, dom, tell)
          : this.watch(view, dom, thresholds, tell),
      )
    }
  }

  disconnect(): void {
    for (const stop of this.stops.splice(0)) stop()
  }

  /** The browser's observer knows one area, and of nodes only those around the target. */
  private needsGeometry(target: HTMLElement): boolean {
    const [area, more] = this.areas
    if (more) return true
    return area?.selector !== undefined && !this.nodeOf(area)?.contains(target)
  }

  private watch(
    view: View,
    target: HTMLElement,
    threshold: number[],
    tell: (seen: Seen) => void,
  ): () => void {
    const [area = { selector: undefined, margins: {} }] = this.areas
    const { top = 0, right = 0, bottom = 0, left = 0 } = area.margins
    const rootMargin = [top, right, bottom, left].map((margin) => `${margin}px`).join(' ')
    const observer = new view.IntersectionObserver(
      (entries) => {
        for (const entry of entries) tell(seenBy(entry))
      },
      { root: this.nodeOf(area) ?? view.document, rootMargin, threshold },
    )
    observer.observe(target)
    return () => observer.disconnect()
  }

  /** Several areas, or one elsewhere on the page: the target is compared with what all of them share. */
  private compare(view: View, target: HTMLElement, tell: (seen: Seen) => void): () => void {
    const look = () => {
      const box = target.getBoundingClientRect()
      const areas = this.areas.map((area) => this.boxOf(area, view))
      const relativeRect = areas.reduce(shared)
      const intersectionRect = shared(box, relativeRect)
      const part = intersectionRect.width * intersectionRect.height
      const whole = box.width * box.height
      tell({
        intersectionRatio: whole === 0 ? 0 : part / whole,
        intersectionRect: rect(intersectionRect),
        boundingClientRect: rect(box),
        relativeRect: rect(relativeRect),
      })
    }
    const observer = new view.IntersectionObserver(look, {
      root: view.document,
      threshold: EVERY_HUNDREDTH,
    })
    observer.observe(target)
    view.addEventListener('scroll', look, { capture: true, passive: true })
    return () => {
      observer.disconnect()
      view.removeEventListener('scroll', look, { capture: true })
    }
  }

  private nodeOf({ selector }: Area): HTMLElement | undefined {
    return selector === undefined ? undefined : domOf(selectElements(this.scope, selector)[0])
  }

  /** An area that is not there holds nothing. */
  private boxOf(area: Area, view: View): DOMRect {
    const { top = 0, right = 0, bottom = 0, left = 0 } = area.margins
    const node = this.nodeOf(area)
    if (area.selector !== undefined && !node) return new DOMRect()
    const box =
      node?.getBoundingClientRect() ?? new DOMRect(0, 0, view.innerWidth, view.innerHeight)
    return new DOMRect(
      box.left - left,
      box.top - top,
      box.width + left + right,
      box.height + top + bottom,
    )
  }
}

type View = Window & typeof globalThis
type Rect = ReturnType<typeof rect>

interface Seen {
  intersectionRatio: number
  intersectionRect: Rect
  boundingClientRect: Rect
  relativeRect: Rect
}

/** What two boxes have in common; nothing has no size. */
function shared(one: DOMRect, other: DOMRect): DOMRect {
  const left = Math.max(one.left, other.left)
  const top = Math.max(one.top, other.top)
  const width = Math.max(0, Math.min(one.right, other.right) - left)
  const height = Math.max(0, Math.min(one.bottom, other.bottom) - top)
  return width && height ? new DOMRect(left, top, width, height) : new DOMRect()
}

/** Which side of a threshold a ratio is on; touching at 0 counts as outside. */
function side(ratio: number, limit: number): boolean {
  return limit === 0 ? ratio > 0 : ratio >= limit
}

function seenBy(entry: IntersectionObserverEntry): Seen {
  return {
    intersectionRatio: entry.intersectionRatio,
    intersectionRect: rect(entry.intersectionRect),
    boundingClientRect: rect(entry.boundingClientRect),
    relativeRect: rect(entry.rootBounds ?? new DOMRect()),
  }
}

function rect({ left, top, right, bottom, width, height }: DOMRectReadOnly) {
  return { left, top, right, bottom, width, height }
}

/** The window of the page a component is on. */
export function viewOf(scope: Caller): View | undefined {
  const context = componentOf(scope)?.getBackendContext() as {
    frame?: View
  } | null
  return context?.frame
}
