/** One open page: its iframe, its glass-easel root, and the order in which its lifetimes run. */
import type { AppConfig } from '../../bundle'
import { resolveStyles } from '../../compile/wxss-markers'
import type { PageInstance, PageRecord, Runtime, WindowConfig } from '../parts'
import { metricsOf } from '../shell/metrics'
import { asContext, PageBackend, type StyleSource } from './backend'
import type { Definitions } from './definitions'
import { type AdapterRoot, callerOf, type Engine, type GeComponent, glassEasel } from './engine'
import type { EventChannel } from './event-channel'
import { listenToGestures } from './gestures'
import { followScroll } from './page-scroll'
import type { ReadyQueue } from './ready'
import { inlineStyle } from './styles'
import { appTheme, windowConfig } from './window-config'

export interface PageContext {
  runtime: Runtime
  engine: Engine
  definitions: Definitions
  ready: ReadyQueue
  /** Compiled WXSS by path. */
  styles(path: string): string
  /** Style sheet of the built-in components. */
  builtInCss: string
}

export class OpenPage implements PageRecord {
  private static lastId = 0
  private static readonly byRoot = new WeakMap<GeComponent, OpenPage>()

  readonly id = ++OpenPage.lastId
  readonly instance: PageInstance
  readonly frame: HTMLIFrameElement
  readonly root: GeComponent
  readonly backend: PageBackend
  /** The custom tab bar on this page, when app.json has one. */
  readonly tabBar: GeComponent | undefined
  shown = false
  private loaded = false
  private isReady = false

  /** The page whose root component this is. */
  static of(root: GeComponent | undefined): OpenPage | undefined {
    return root && OpenPage.byRoot.get(root)
  }

  constructor(
    private readonly context: PageContext,
    readonly path: string,
    readonly query: Readonly<Record<string, string>>,
    readonly isTab: boolean,
    /** To the page that opened this one. */
    readonly openerChannel: EventChannel,
  ) {
    const { runtime, definitions } = context
    definitions.ensure(path)
    this.frame = runtime.shell.createFrame({ path, isTab, window: this.window })
    const view = prepareDocument(this.frame, context.builtInCss, this.window)
    this.setSafeArea(view)
    this.backend = new PageBackend(view, this.styleSource())
    listenToGestures(view, runtime)
    const root = this.createRoot(path, 'page')
    this.root = root.getComponent()
    OpenPage.byRoot.set(this.root, this)
    this.instance = callerOf(this.root) as unknown as PageInstance
    Object.assign(this.instance, { route: path, options: { ...query }, __wxWebviewId__: this.id })
    this.passQuery()
    attach(root, view)
    if (isTab && hasCustomTabBar(runtime.config)) this.tabBar = this.openTabBar(view)
    followScroll(this)
  }

  /** Once, when the page stands on top of the stack: there `onLoad` finds it, and titles it. */
  load(): void {
    if (this.loaded) return
    this.loaded = true
    this.call('onLoad', { ...this.query })
  }

  get window(): WindowConfig {
    const { config, phone } = this.context.runtime
    return windowConfig(config, this.path, appTheme(config, phone.theme))
  }

  /** Runs a handler of the page and answers what it returned; a failure is reported, never thrown. */
  call(handler: string, ...args: unknown[]): unknown {
    const method = this.instance[handler]
    if (typeof method !== 'function') return undefined
    const report = (error: unknown) => this.context.runtime.reportError(error)
    try {
      const result: unknown = method.apply(this.instance, args)
      if (result instanceof Promise) result.catch(report)
      return result
    } catch (error) {
      report(error)
      return undefined
    }
  }

  show(): void {
    if (this.shown) return
    this.shown = true
    this.context.runtime.shell.show(this)
    this.tell('show')
    this.call('onShow')
    if (this.isReady) return
    this.isReady = true
    this.context.ready.pageShown(this.root)
    this.call('onReady')
  }

  hide(): void {
    if (!this.shown) return
    this.shown = false
    this.tell('hide')
    this.call('onHide')
  }

  unload(): void {
    this.shown = false
    this.call('onUnload')
    for (const root of this.tabBar ? [this.root, this.tabBar] : [this.root]) {
      glassEasel.Element.pretendDetached(root)
      root.destroyBackendElementOnSubtree()
    }
    this.backend.destroy()
    this.context.runtime.shell.remove(this)
  }

  /** The animation that brought the page has ended. */
  routeDone(): void {
    this.tell('routeDone')
    this.call('onRouteDone')
  }

  /** Adds the style sheets of components that came later. */
  addStyles(paths: readonly string[]): void {
    for (const path of paths) this.backend.appendStyleSheetPath(path)
  }

  /** The phone's theme or width changed. */
  refreshStyles(): void {
    this.backend.refreshStyles()
    if (this.frame.contentWindow) this.setSafeArea(this.frame.contentWindow)
  }

  resized(size: { windowWidth: number; windowHeight: number }): void {
    const event = {
      size,
      deviceOrientation: size.windowWidth > size.windowHeight ? 'landscape' : 'portrait',
    }
    this.tell('resize', event)
    this.call('onResize', event)
  }

  /** Runs a page lifetime of all components. */
  private tell(lifetime: string, ...args: unknown[]): void {
    this.root.triggerPageLifetime(lifetime, args)
    this.tabBar?.triggerPageLifetime(lifetime, args)
  }

  private createRoot(path: string, tag: string): AdapterRoot {
    const { engine } = this.context
    const backend = engine.env.associateBackend(asContext(this.backend))
    return backend.createRoot(tag, engine.codeSpace, `/${path}`)
  }

  /** The app's own tab bar stands in every tab page, above what the page shows. */
  private openTabBar(view: Window): GeComponent {
    this.context.definitions.ensure(CUSTOM_TAB_BAR)
    const root = this.createRoot(CUSTOM_TAB_BAR, 'custom-tab-bar')
    OpenPage.byRoot.set(root.getComponent(), this)
    attach(root, view)
    this.context.ready.pageShown(root.getComponent())
    return root.getComponent()
  }

  /** A page made with Component() receives its query as properties, too. */
  private passQuery(): void {
    const known = Object.entries(this.query).filter(([name]) =>
      glassEasel.Component.hasProperty(this.root, name),
    )
    if (known.length) this.root.setData(Object.fromEntries(known))
  }

  /** What `env(safe-area-inset-…)` was compiled to; under a tab bar or below a navigation bar nothing is covered. */
  private setSafeArea({ document }: Window): void {
    const { safeAreaBottom, statusBarHeight } = metricsOf(this.context.runtime.phone.screen)
    const style = document.documentElement.style
    const top = this.window.navigationStyle === 'custom' ? statusBarHeight : 0
    const bottom = this.isTab ? 0 : safeAreaBottom
    for (const [side, inset] of Object.entries({ top, right: 0, bottom, left: 0 }))
      style.setProperty(`--wx-safe-area-inset-${side}`, `${inset}px`)
  }

  private styleSource(): StyleSource {
    const { runtime, definitions, styles } = this.context
    const width = () => runtime.phone.screen.width
    const theme = () => appTheme(runtime.config, runtime.phone.theme)
    return {
      css(path) {
        const scope = path === 'app' ? '' : definitions.scopeOf(path)
        return resolveStyles(styles(path), {
          classPrefix: scope && `${scope}--`,
          host: scope || 'none',
          width: width(),
          theme: theme(),
        })
      },
      inline: (text) => inlineStyle(text, width()),
      theme,
    }
  }
}

const CUSTOM_TAB_BAR = 'custom-tab-bar/index'

function hasCustomTabBar({ app }: AppConfig): boolean {
  return (app.tabBar as { custom?: boolean } | undefined)?.custom === true
}

/** Puts a root at the end of the page, which runs `attached`. */
function attach(root: AdapterRoot, { document }: Window): void {
  const placeholder = document.createElement('span')
  document.body.append(placeholder)
  root.attach(
    document.body as unknown as Parameters<AdapterRoot['attach']>[0],
    placeholder as unknown as Parameters<AdapterRoot['attach']>[1],
  )
}

function prepareDocument(frame: HTMLIFrameElement, css: string, { disableScroll }: WindowConfig) {
  const view = frame.contentWindow as (Window & typeof globalThis) | null
  if (!view) throw new Error("a page's frame must stand in the document")
  const { document } = view
  document.open()
  document.write(
    '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><link rel="stylesheet" href="/fonts/shipped.css"></head><body></body></html>',
  )
  document.close()
  const style = document.createElement('style')
  style.textContent = css
  document.head.append(style)
  if (disableScroll) document.documentElement.style.overflow = 'hidden'
  return view
}
