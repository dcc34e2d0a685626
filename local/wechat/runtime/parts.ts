/**
 * The seams between the parts of the runtime: `framework/` (pages, components, navigation, built-ins) on one
 * side, `shell/` and `wx/` (what WeChat draws and offers around them) on the other.
 * `main.ts` makes one of each and hands them to one another.
 */
import type { AppConfig } from '../bundle'
import type { LaunchOptions, PhoneSettings } from '../phone'

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
  /** WXSS-subset selector query inside a page or component (for createSelectorQuery, pageScrollTo). */
  selectAll(scope: unknown, selector: string): Element[]
}

/** What WeChat draws around a page: status bar, navigation bar, capsule, tab bar, and everything that pops up. */
export interface Shell {
  /** Makes the frame of a page; it stays hidden until `show`. */
  createFrame(page: { path: string; isTab: boolean; window: WindowConfig }): HTMLIFrameElement
  show(page: PageRecord): void
  remove(page: PageRecord): void
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
  /** A picker of `<picker>` or of a form: columns of words, a date, a time, a region. */
  picker(options: PickerOptions): Promise<unknown>
  /** A small sheet where the user decides what WeChat would have asked; see SheetAnswer. */
  ask(sheet: string, options: Record<string, unknown>): Promise<unknown>
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

/** Everything the parts share. */
export interface Runtime {
  readonly config: AppConfig
  readonly phone: PhoneSettings
  /** Calls back after the phone's settings changed (who, network, theme, type size). */
  onPhoneChange(listener: (now: PhoneSettings, before: PhoneSettings) => void): void
  readonly router: Router
  readonly shell: Shell
  /** Reports an uncaught error as WeChat does: console, App.onError, the automator. */
  reportError(error: unknown): void
  /** URL of a file of the mini-program, of a `wxfile://` temporary file or of a `cloud://` file. */
  assetUrl(source: string, base: string): string
  readonly launch: LaunchOptions
}
