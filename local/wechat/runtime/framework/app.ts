/** `App()`, `getApp()`, `getCurrentPages()`, and the app's way through launch, background and foreground. */
import type { AppConfig } from '../../bundle'
import type { AppEventMap, AppShowOptions, Framework, Runtime } from '../parts'
import type { Definitions } from './definitions'
import { loadPackage, type Modules } from './modules'
import type { PageRouter } from './router'
import { parsePageUrl } from './url'

type AppInstance = Record<string, unknown>

export interface AppPart extends Pick<Framework, 'start' | 'foreground' | 'background'> {
  /** Puts `App`, `getApp` and `getCurrentPages` into the global scope. */
  install(): void
}

/** Handlers of `App({…})` that listen to what happens to the app as a whole. */
const HANDLERS: { [handler: string]: keyof AppEventMap } = {
  onShow: 'appShow',
  onHide: 'appHide',
  onError: 'error',
  onUnhandledRejection: 'unhandledRejection',
  onPageNotFound: 'pageNotFound',
  onThemeChange: 'themeChange',
}

export function createApp(
  runtime: Runtime,
  config: AppConfig,
  modules: Modules,
  definitions: Definitions,
  router: PageRouter,
): AppPart {
  /** What `getApp({ allowDefault: true })` gives while no App() was called. */
  const fallback: AppInstance = {}
  let app: AppInstance | undefined

  function call(handler: string, argument: unknown): void {
    const method = app?.[handler]
    if (typeof method !== 'function') return
    try {
      const result: unknown = method.call(app, argument)
      if (result instanceof Promise) result.catch((error) => runtime.reportError(error))
    } catch (error) {
      // onError must not call itself.
      if (handler === 'onError') console.error(error)
      else runtime.reportError(error)
    }
  }

  function define(definition: AppInstance): void {
    if (app) {
      console.error('App() was called more than once; only the first call counts')
      return
    }
    app = Object.assign(fallback, definition)
    for (const [handler, event] of Object.entries(HANDLERS))
      runtime.events.on(event, (argument) => call(handler, argument))
  }

  /** Without on-demand injection every page and component of the main package runs before the first page. */
  function injectAll(): void {
    if (config.app.lazyCodeLoading === 'requiredComponents') return
    for (const [path, component] of Object.entries(config.components)) {
      if (component.package === '') definitions.ensure(path)
    }
  }

  async function open(options: AppShowOptions, isEntryPage: boolean): Promise<void> {
    const first = String(config.app.entryPagePath ?? config.pages[0] ?? '')
    const { path } = parsePageUrl(`/${options.path || first}`, '')
    const query = options.query
    if (await router.launch({ path, query })) return
    runtime.events.emit('pageNotFound', { path, query, isEntryPage })
    // A handler usually redirects; WeChat shows its own page otherwise, this shows the first one.
    await router.idle()
    if (!router.top && path !== first) await router.launch({ path: first, query: {} })
  }

  return {
    install() {
      Object.assign(globalThis, {
        App: define,
        getApp: (options?: { allowDefault?: boolean }) =>
          app ?? (options?.allowDefault ? fallback : undefined),
        getCurrentPages: () => router.stack.map((page) => page.instance),
        requireMiniProgram: () => {
          throw new Error('requireMiniProgram is only there for plugins')
        },
        requirePlugin: (name: string) => {
          throw new Error(`requirePlugin: plugin "${name}" is not declared in app.json`)
        },
      })
    },
    async start(options) {
      const first = config.components[options.path]
      if (first) await loadPackage(first.package)
      try {
        if (modules.has('app')) modules.require('app')
      } catch (error) {
        runtime.reportError(error)
      }
      injectAll()
      call('onLaunch', options)
      runtime.events.emit('appShow', options)
      await open(options, true)
    },
    async foreground(options) {
      runtime.events.emit('appShow', options)
      if (options.path && options.path !== router.top?.path) await open(options, false)
      else router.top?.show()
    },
    background() {
      router.top?.hide()
      runtime.events.emit('appHide', undefined)
    },
  }
}
