/** Members of a page's or component's `this` that the adapter does not have. */
import type { Runtime } from '../parts'
import { keyframe } from './animation'
import { type Caller, callerOf, callerPrototype, componentOf, domOf, rootOf } from './engine'
import { createEventChannel } from './event-channel'
import { type IntersectionOptions, PageIntersectionObserver } from './intersection'
import { PageMediaQueryObserver } from './media-query'
import { OpenPage } from './page'
import { selectElements } from './select'
import { resolvePath } from './url'

type AnyFunction = (...args: unknown[]) => unknown

/** Extends every instance, of pages and components alike. */
export function installInstanceMembers(runtime: Runtime): void {
  const pageOf = (scope: Caller) => {
    const component = componentOf(scope)
    return component && OpenPage.of(rootOf(component) ?? component)
  }
  const setData = callerPrototype().setData as AnyFunction

  Object.assign(callerPrototype(), {
    renderer: 'webview',
    setData(this: Caller, change: unknown, done?: () => void) {
      warnOfSize(change)
      setData.call(this, withoutUndefined(change, this.is), done)
    },
    triggerEvent(this: Caller, name: string, detail: unknown = {}, options: object = {}) {
      this._$.triggerEvent(name, detail, options)
    },
    getPageId(this: Caller) {
      return `pageId:${pageOf(this)?.id ?? 0}`
    },
    getTabBar(this: Caller) {
      const tabBar = pageOf(this)?.tabBar
      return tabBar ? callerOf(tabBar) : null
    },
    getOpenerEventChannel(this: Caller) {
      return (
        pageOf(this)?.openerChannel ?? createEventChannel((error) => runtime.reportError(error))
      )
    },
    createSelectorQuery(this: Caller) {
      const create = runtime.wx.createSelectorQuery as () => { in(scope: Caller): unknown }
      return create().in(this)
    },
    createIntersectionObserver(this: Caller, options: IntersectionOptions = {}) {
      return new PageIntersectionObserver(this, options)
    },
    createMediaQueryObserver(this: Caller) {
      return new PageMediaQueryObserver(this)
    },
    animate(
      this: Caller,
      selector: string,
      frames: Record<string, unknown>[],
      duration: unknown,
      done?: () => void,
    ) {
      const animations = elements(this, selector).map((element) =>
        element.animate(frames.map(keyframe), { duration: Number(duration), fill: 'forwards' }),
      )
      const [first] = animations
      if (first) first.onfinish = () => done?.call(this)
    },
    clearAnimation(this: Caller, selector: string, options?: unknown, done?: () => void) {
      for (const element of elements(this, selector)) {
        for (const animation of element.getAnimations()) animation.cancel()
      }
      const callback = typeof options === 'function' ? options : done
      callback?.call(this)
    },
    setUpdatePerformanceListener() {
      // Nothing here measures updates: a page is told nothing rather than made-up figures.
    },
  })
  for (const name of ['router', 'pageRouter']) {
    Object.defineProperty(callerPrototype(), name, {
      configurable: true,
      get(this: Caller) {
        return relativeRouter(
          runtime,
          name === 'router' ? this.is : (pageOf(this)?.path ?? this.is),
        )
      },
      // A page may keep a member of its own by that name.
      set(this: Caller, value: unknown) {
        Object.defineProperty(this, name, {
          value,
          writable: true,
          configurable: true,
          enumerable: true,
        })
      },
    })
  }
}

function elements(scope: Caller, selector: string): HTMLElement[] {
  return selectElements(scope, selector)
    .map(domOf)
    .filter((element) => element !== undefined)
}

/** What WeChat says when one update carries more than this many characters of JSON; the words are from memory. */
const MOST_SENT = 1024 * 1024

function warnOfSize(change: unknown): void {
  const { length } = JSON.stringify(change) ?? ''
  if (length > MOST_SENT)
    console.warn(`setData 数据传输长度为 ${Math.round(length / 1024)} KB，存在有性能问题！`)
}

/** WeChat ignores a field set to undefined and says so. */
function withoutUndefined(change: unknown, path: string): unknown {
  if (typeof change !== 'object' || change === null) return change
  const entries = Object.entries(change)
  const missing = entries.filter(([, value]) => value === undefined)
  if (!missing.length) return change
  for (const [name] of missing)
    console.warn(`[Component] <${path}>: Setting data field "${name}" to undefined is invalid.`)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/** `this.router`: navigation whose relative urls start at the component, `this.pageRouter`: at its page. */
function relativeRouter(runtime: Runtime, base: string): Record<string, AnyFunction> {
  const methods = ['navigateTo', 'redirectTo', 'switchTab', 'reLaunch', 'navigateBack']
  return Object.fromEntries(
    methods.map((method) => [
      method,
      (options: unknown) => {
        const given = (options ?? {}) as { url?: string }
        const [path = '', query] = given.url?.split(/\?(.*)/s) ?? []
        const url =
          given.url && `/${resolvePath(path, base)}${query === undefined ? '' : `?${query}`}`
        return (runtime.wx[method] as AnyFunction)({ ...given, ...(url ? { url } : {}) })
      },
    ]),
  )
}
