import type { PageRecord, WindowConfig } from '../parts'
import { element } from './element'
import type { PhoneMetrics } from './metrics'
import { PullDown } from './pull-down'

/** What the shell knows of one page. */
export interface PageView {
  readonly path: string
  readonly isTab: boolean
  readonly frame: HTMLIFrameElement
  readonly pullDown: PullDown
  window: WindowConfig
  loading: boolean
  homeHidden: boolean
  /** Milliseconds of the navigation bar's next change of colour. */
  duration: number
  listening: boolean
}

/** The pages' iframes: where they lie, which one is seen, and how it comes in. */
export class Frames {
  readonly element = element('main', { class: 'mp-frames' })
  readonly #views = new Map<HTMLIFrameElement, PageView>()
  #shown: PageView | undefined
  #depth = 0

  constructor(
    private readonly metrics: PhoneMetrics,
    private readonly tabBarShown: () => boolean,
  ) {}

  get shown(): PageView | undefined {
    return this.#shown
  }

  get views(): Iterable<PageView> {
    return this.#views.values()
  }

  create(page: { path: string; isTab: boolean; window: WindowConfig }): HTMLIFrameElement {
    const frame = element('iframe', { title: page.window.navigationBarTitleText || page.path })
    const pullDown = new PullDown(frame, this.top(page.window))
    const view: PageView = {
      ...page,
      frame,
      pullDown,
      loading: false,
      homeHidden: false,
      duration: 0,
      listening: false,
    }
    this.#views.set(frame, view)
    this.element.append(pullDown.element, frame)
    this.place(view)
    return frame
  }

  of(page: PageRecord): PageView {
    const view = this.#views.get(page.frame)
    if (!view) throw new Error(`page ${page.path} has no frame`)
    return view
  }

  /** Shows a page; a deeper one comes in from the right, going back reveals the one below. */
  show(view: PageView, depth: number): void {
    const before = this.#shown
    this.#shown = view
    for (const each of this.#views.values()) {
      each.frame.classList.toggle('mp-shown', each === view)
      each.frame.classList.remove('mp-in', 'mp-back')
      each.frame.toggleAttribute('inert', each !== view)
    }
    if (before && before !== view && depth !== this.#depth && !(view.isTab && before.isTab)) {
      view.frame.classList.add(depth > this.#depth ? 'mp-in' : 'mp-back')
    }
    this.#depth = depth
  }

  remove(page: PageRecord): void {
    const view = this.#views.get(page.frame)
    if (!view) return
    this.#views.delete(page.frame)
    if (this.#shown === view) this.#shown = undefined
    view.pullDown.element.remove()
    view.frame.remove()
  }

  /** Lays all pages out again, after the tab bar came or went. */
  placeAll(): void {
    for (const view of this.#views.values()) this.place(view)
  }

  private top(window: WindowConfig): number {
    if (window.navigationStyle === 'custom') return 0
    return this.metrics.statusBarHeight + this.metrics.navigationBarHeight
  }

  private place(view: PageView): void {
    const bottom =
      view.isTab && this.tabBarShown() ? this.metrics.tabBarHeight + this.metrics.safeAreaBottom : 0
    const top = this.top(view.window)
    view.frame.style.top = `${top}px`
    view.frame.style.height = `calc(100% - ${top + bottom}px)`
  }
}
