import type { LaunchOptions } from '../../phone'
import type { AppEventMap, AppShowOptions } from '../parts'
import type { WxContext } from './context'
import { Listeners } from './listeners'

/**
 * What App.onLaunch and App.onShow are given for a launch: everything but the group, which only
 * getGroupEnterInfo's cloudID tells.
 */
export function showOptions(
  { group: _, ...launch }: LaunchOptions,
  firstPage: string,
): AppShowOptions {
  return {
    ...launch,
    path: launch.path || firstPage,
    referrerInfo: {},
    forwardMaterials: [],
    apiCategory: 'default',
  }
}

const EVENTS: Record<string, keyof AppEventMap> = {
  AppShow: 'appShow',
  AppHide: 'appHide',
  Error: 'error',
  UnhandledRejection: 'unhandledRejection',
  PageNotFound: 'pageNotFound',
}

/** Starting, showing and hiding the app, updates, logs and reports. */
export function defineApp({ apis, runtime }: WxContext): void {
  const [firstPage = ''] = runtime.config.pages
  const launched = showOptions(runtime.launch, firstPage)
  let entered = launched
  runtime.events.on('appShow', (options) => {
    entered = options
  })
  const fields = ['path', 'query', 'scene', 'shareTicket', 'referrerInfo', 'apiCategory']
  apis.define('getLaunchOptionsSync', () => launched, [], fields)
  apis.define('getEnterOptionsSync', () => entered, [], fields)
  for (const [name, event] of Object.entries(EVENTS)) {
    apis.define(`on${name}`, (listener: never) => runtime.events.on(event, listener))
    apis.define(`off${name}`, (listener: never) => runtime.events.off(event, listener))
  }

  const checked = new Listeners<{ hasUpdate: boolean }>(runtime.reportError)
  apis.define('getUpdateManager', () => ({
    onCheckForUpdate(listener: unknown) {
      checked.on(listener)
      queueMicrotask(() => checked.emit({ hasUpdate: false }))
    },
    onUpdateReady: () => undefined,
    onUpdateFailed: () => undefined,
    applyUpdate: () => undefined,
  }))

  const log =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...parts: unknown[]) =>
      console[level](...parts)
  const levels = {
    debug: log('debug'),
    info: log('info'),
    log: log('info'),
    warn: log('warn'),
    error: log('error'),
  }
  apis.define('getLogManager', () => levels)
  apis.define('getRealtimeLogManager', () => ({
    ...levels,
    setFilterMsg: () => undefined,
    addFilterMsg: () => undefined,
    in: () => levels,
    tag: () => levels,
  }))
  apis.define('reportEvent', () => undefined)
  apis.define('reportAnalytics', () => undefined)
  apis.define('reportPerformance', () => undefined)
  // Without `now()`, which only mini-games have (miniprogram-api-typings, `Performance`).
  apis.define('getPerformance', () => ({
    getEntries: () => performance.getEntries(),
    getEntriesByName: (name: string, type?: string) => performance.getEntriesByName(name, type),
    getEntriesByType: (type: string) => performance.getEntriesByType(type),
    setBufferSize: () => undefined,
    createObserver: () => ({ observe: () => undefined, disconnect: () => undefined }),
  }))
  apis.async('exitMiniProgram', { run: () => window.__phoneControl.hide() })
}
