/**
 * The seams between the parts of the runtime: `framework/` (pages, components, navigation, built-ins) on one
 * side, `shell/` and `wx/` (what WeChat draws and offers around them) on the other.
 * `main.ts` makes one of each and hands them to one another.
 */
import type { AppConfig } from '../bundle'
import type { LaunchOptions, PhoneSettings } from '../phone'
import type { PhoneMetrics } from './shell/metrics'

/** One open page: a glass-easel root inside its own iframe, as a page is its own webview in WeChat. */
export interface PageRecord {
  readonly id: number
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** The `this` of the page's methods. */
  readonly instance: PageInstance
  readonly frame: HTMLIFrameElement
  readonly isTab: boolean
  shown: boolean
}

export type PageInstance = Record<string, unknown> & {
  data: Record<string, unknown>
  setData(change: Record<string, unknown>, done?: () => void): void
}

export type RouteKind = 'navigateTo' | 'redirectTo' | 'switchTab' | 'reLaunch'

/** Navigation as WeChat does it; rejects with WeChat's `errMsg`. */
export interface Router {
  readonly stack: readonly PageRecord[]
  readonly top: PageRecord | undefined
  route(
    kind: RouteKind,
    url: string,
    events?: Record<string, (...args: unknown[]) => void>,
  ): Promise<{ errMsg: string; eventChannel?: unknown }>
  back(delta: number): Promise<{ errMsg: string }>
  /** Calls a page's handler (`onShareAppMessage`, `onPullDownRefresh` …) and returns what it returned. */
  callPage(page: PageRecord, handler: string, ...args: unknown[]): unknown
  /** `<button open-type="…">` and the like ask the shell through here. */
  parseUrl(url: string): { path: string; query: Record<string, string> }
  /** The person tapped an item of the tab bar: switchTab, then the page's onTabItemTap. */
  tapTab(index: number): Promise<void>
  /** Shows the pull-down indicator of a page and calls its onPullDownRefresh (`wx.startPullDownRefresh`). */
  pullDown(page: PageRecord): void
  /** WXSS-subset selector query inside a page or component (for createSelectorQuery, pageScrollTo). */
  selectAll(scope: unknown, selector: string): Element[]
  /** The same with what createSelectorQuery may ask of each node; `scope` is a page or component instance. */
  select(scope: unknown, selector: string): SelectedNode[]
}

/** What WeChat draws around a page: status bar, navigation bar, capsule, tab bar, and everything that pops up. */
export interface Shell {
  /** Makes the frame of a page; it stays hidden until `show`. */
  createFrame(page: { path: string; isTab: boolean; window: WindowConfig }): HTMLIFrameElement
  show(page: PageRecord): void
  remove(page: PageRecord): void
  /** Whether a navigation is under way, with its page still to come. */
  setNavigating(underway: boolean): void
  setNavigationBar(page: PageRecord, change: Partial<WindowConfig> & { loading?: boolean }): void
  setTabBadge(index: number, text: string | undefined): void
  setTabBarVisible(visible: boolean): void
  /** The user pulled down and let go; resolves when the indicator may go away. */
  setPullDownRefreshing(page: PageRecord, refreshing: boolean): void
  toast(
    options:
      | {
          title: string
          icon: 'success' | 'error' | 'loading' | 'none'
          image?: string
          duration: number
          mask: boolean
        }
      | undefined,
  ): void
  modal(options: ModalOptions): Promise<{ confirm: boolean; cancel: boolean; content?: string }>
  actionSheet(options: {
    itemList: string[]
    itemColor?: string
    alertText?: string
  }): Promise<number | null>
  /**
   * A picker of `<picker>`: resolves to the index (`selector`), the indexes (`multiSelector`), the text of the
   * date or time, or `null` when it was cancelled. `range` and `value` of a multiSelector may be changed in
   * `onColumnChange`; the columns follow.
   */
  picker(options: PickerOptions): Promise<unknown>
  /** Heights of what is drawn around a page; also the safe area's (`safeAreaBottom`). */
  readonly metrics: PhoneMetrics
  /** `dark` only if app.json says `"darkmode": true` and the phone is dark. */
  readonly theme: 'light' | 'dark'
}

export interface WindowConfig {
  navigationBarTitleText: string
  navigationBarBackgroundColor: string
  navigationBarTextStyle: 'black' | 'white'
  navigationStyle: 'default' | 'custom'
  backgroundColor: string
  backgroundTextStyle: 'dark' | 'light'
  enablePullDownRefresh: boolean
  onReachBottomDistance: number
  disableScroll: boolean
}

export interface ModalOptions {
  title: string
  content: string
  showCancel: boolean
  cancelText: string
  confirmText: string
  cancelColor: string
  confirmColor: string
  editable: boolean
  placeholderText: string
}

export type PickerOptions =
  | { mode: 'selector'; range: string[]; value: number; title: string }
  | {
      mode: 'multiSelector'
      range: string[][]
      value: number[]
      title: string
      onColumnChange: (column: number, value: number) => void
    }
  | {
      mode: 'time' | 'date'
      value: string
      start: string
      end: string
      fields: 'year' | 'month' | 'day'
      title: string
    }

/** What a selector found, with what createSelectorQuery may ask of a node. */
export interface SelectedNode {
  /** `undefined` for a node without an element of its own (virtualHost). */
  element: Element | undefined
  id: string
  dataset: Record<string, unknown>
  mark: Record<string, unknown>
  /** A property of a component or of a built-in, by camel case name; `undefined` when there is none. */
  property(name: string): unknown
  /** What `fields({ node: true })` and `fields({ context: true })` give (canvas, scroll-view, editor), else `null`. */
  node: unknown
  context: unknown
}

/** `<button open-type="…">`: the built-in hands the tap over, the shell and `wx` do what WeChat would do. */
export interface OpenTypeRequest {
  /** As written, for example `share`, `getPhoneNumber` or `getPhoneNumber|agreePrivacyAuthorization`. */
  openType: string
  page: PageRecord
  /** The button, as onShareAppMessage's `target` shows it. */
  target: { id: string; dataset: Record<string, unknown> }
  /** Fires an event of the button: `getphonenumber`, `agreeprivacyauthorization`, `chooseavatar` … */
  emit(event: string, detail: Record<string, unknown>): void
}

/** What happens to the app as a whole; `App({ onShow })` and `wx.onAppShow` both listen here. */
export interface AppEventMap {
  appShow: AppShowOptions
  appHide: undefined
  error: string
  unhandledRejection: { reason: unknown; promise: Promise<unknown> }
  pageNotFound: { path: string; query: Record<string, string>; isEntryPage: boolean }
  themeChange: { theme: 'light' | 'dark' }
  windowResize: { size: { windowWidth: number; windowHeight: number } }
}

export interface AppShowOptions extends LaunchOptions {
  referrerInfo: Record<string, unknown>
  forwardMaterials: unknown[]
  apiCategory: string
}

export interface AppEvents {
  on<K extends keyof AppEventMap>(name: K, listener: (event: AppEventMap[K]) => void): void
  off<K extends keyof AppEventMap>(name: K, listener?: (event: AppEventMap[K]) => void): void
  emit<K extends keyof AppEventMap>(name: K, event: AppEventMap[K]): void
}

/**
 * What `framework/index.ts` makes: `createFramework(runtime: Runtime): Framework`. Importing it puts `__mp` in
 * place (bundle.ts), so the runtime's script comes before the packages'; the config that the main package's
 * script set is `bundleConfig()` of `framework/modules.ts`, which `runtime.config` may read. While it is being made
 * `runtime.router` is not there yet; `runtime.shell`, `runtime.wx` and `runtime.events` are.
 */
export interface Framework {
  readonly router: Router
  /** Runs app.js, then App.onLaunch and App.onShow, then opens the page that `runtime.launch` names. */
  start(options: AppShowOptions): Promise<void>
  /**
   * Calls App.onShow and the top page's onShow. With a path other than the top page's, WeChat reLaunches to it
   * (a card or a code was opened while the app was in the background).
   */
  foreground(options: AppShowOptions): Promise<void>
  /** The top page's onHide, then App.onHide. */
  background(): void
  /**
   * For `wx.canIUse('button')`, `('text.user-select')`: whether a built-in is there and supported, and has the
   * attribute (as written in WXML).
   */
  knowsComponent(tag: string, attribute?: string, value?: string): boolean
}

/** Everything the parts share. */
export interface Runtime {
  /** The global `wx`. Mutable: the automator replaces members when it mocks. */
  readonly wx: Record<string, unknown>
  readonly events: AppEvents
  /**
   * Wraps the synchronous part of every tap handler. APIs that WeChat allows only from a tap
   * (requestSubscribeMessage, openSetting …) look at `inTap`.
   */
  runTap<T>(handler: () => T): T
  readonly inTap: boolean
  openType(request: OpenTypeRequest): void
  readonly config: AppConfig
  readonly phone: PhoneSettings
  /** Calls back after the phone's settings changed (who, network, theme, type size). */
  onPhoneChange(listener: (now: PhoneSettings, before: PhoneSettings) => void): void
  readonly router: Router
  readonly shell: Shell
  /** Reports an uncaught error as WeChat does: console, App.onError, the automator. */
  reportError(error: unknown): void
  /**
   * URL of a file of the mini-program (served under `/app/`), of a `wxfile://` file or of a `cloud://` file.
   * `base` is the path of the page or component that names it, for relative paths.
   */
  assetUrl(source: string, base: string): string
  readonly launch: LaunchOptions
}
