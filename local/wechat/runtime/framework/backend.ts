/**
 * What glass-easel draws on: the document of one page's iframe, as every page of a mini-program is a webview of
 * its own. Events do not come through here, see gestures.ts.
 */
import type { glassEasel } from 'glass-easel-miniprogram-adapter'
import { DOM_LIKE, type GeElement } from './engine'

type Context = glassEasel.domlikeBackend.Context
type BackendElement = glassEasel.domlikeBackend.Element

/** What of a page's surroundings decides how its styles come out. */
export interface StyleSource {
  /** CSS of a sheet by path; '' when there is none. */
  css(path: string): string
  /** Inline styles: rpx resolved. */
  inline(text: string): string
  theme(): 'light' | 'dark'
}

export class PageBackend {
  readonly mode = DOM_LIKE
  readonly document: Context['document']
  private readonly doc: Document
  private readonly sheets = new Map<string, HTMLStyleElement>()
  private readonly inlineStyles = new Map<HTMLElement, string>()

  constructor(
    readonly frame: Window & typeof globalThis,
    private readonly styles: StyleSource,
  ) {
    this.doc = frame.document
    const asBackend = (node: unknown) => node as BackendElement
    this.document = {
      createElement: (tag) => asBackend(this.createElement(tag)),
      createTextNode: (text) => asBackend(this.doc.createTextNode(text)),
      createDocumentFragment: () => asBackend(this.doc.createDocumentFragment()),
    }
  }

  /** Every element is `wx-…`, so that no style or behaviour of HTML leaks into a tag of WXML. */
  private createElement(tag: string): HTMLElement {
    const element = this.doc.createElement(`wx-${tag}`)
    const set = element.setAttribute.bind(element)
    element.setAttribute = (name, value) => {
      if (name === 'style') {
        const text = String(value)
        if (text.includes('rpx')) this.inlineStyles.set(element, text)
        else this.inlineStyles.delete(element)
        set('style', this.styles.inline(text))
      } else if (/^[A-Za-z_][\w.-]*$/.test(name)) set(name, String(value))
    }
    return element
  }

  /** Draws all styles again: the screen's width or the theme changed. */
  refreshStyles(): void {
    for (const [path, sheet] of this.sheets) sheet.textContent = this.styles.css(path)
    for (const [element, text] of this.inlineStyles) {
      if (element.isConnected)
        Element.prototype.setAttribute.call(element, 'style', this.styles.inline(text))
      else this.inlineStyles.delete(element)
    }
  }

  /** Adds a sheet once; components that are loaded later bring theirs later. */
  appendStyleSheetPath(path: string): number {
    if (!this.sheets.has(path)) {
      const sheet = this.doc.createElement('style')
      sheet.dataset.path = path
      sheet.textContent = this.styles.css(path)
      this.doc.head.append(sheet)
      this.sheets.set(path, sheet)
    }
    return this.sheets.size - 1
  }

  disableStyleSheet(): void {
    throw new Error('style sheets of a page are never taken away')
  }

  registerStyleSheetContent(): void {
    throw new Error('style sheets are drawn by path, see StyleSource')
  }

  render(done: (error: Error | null) => void): void {
    // A hidden page's frame gets no animation frames, but its setData callbacks must still come.
    if (this.doc.visibilityState === 'hidden' || this.frame.innerWidth === 0)
      this.frame.setTimeout(done, 0, null)
    else this.frame.requestAnimationFrame(() => done(null))
  }

  associateValue(element: BackendElement, value: GeElement): void {
    element.__wxElement = value
  }

  getWindowWidth(): number {
    return this.doc.documentElement.clientWidth
  }

  getWindowHeight(): number {
    return this.doc.documentElement.clientHeight
  }

  getDevicePixelRatio(): number {
    return this.frame.devicePixelRatio
  }

  getTheme(): string {
    return this.styles.theme()
  }

  getRootNode(): BackendElement {
    return this.doc.body as unknown as BackendElement
  }

  destroy(): void {
    this.sheets.clear()
    this.inlineStyles.clear()
  }

  onEvent(): void {
    // gestures.ts dispatches into the tree itself.
  }

  setListenerStats(): void {
    // gestures.ts listens once per page, whatever the components listen to.
  }

  setModelBindingStat(): void {
    // Two-way bound fields are built-ins, bound as components are.
  }

  getScrollOffset(element: BackendElement, done: (offset: glassEasel.ScrollOffset) => void): void {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = element as unknown as HTMLElement
    done({ scrollLeft, scrollTop, scrollWidth, scrollHeight })
  }
}

/** The backend in the shape glass-easel asks for; it calls nothing beyond what the class has. */
export function asContext(backend: PageBackend): glassEasel.GeneralBackendContext {
  return backend as unknown as glassEasel.GeneralBackendContext
}
