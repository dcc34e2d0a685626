/** The stack of pages: navigation with WeChat's rules, order of lifetimes and error texts. */
import type { AppConfig } from '../../bundle'
import type { RouteKind, Router } from '../parts'
import { domOf, type GeElement } from './engine'
import { createEventChannel, type EventChannel } from './event-channel'
import { loadPackage } from './modules'
import { OpenPage, type PageContext } from './page'
import { selectElements, selectedNode } from './select'
import { type PageUrl, parsePageUrl } from './url'

/** WeChat keeps at most ten pages open. */
const PAGE_LIMIT = 10

type Listeners = Record<string, (...args: unknown[]) => void>

export interface PageRouter extends Router {
  readonly stack: readonly OpenPage[]
  readonly top: OpenPage | undefined
  /** Opens the first page of a launch; false when app.json has no such page. */
  launch(url: PageUrl): Promise<boolean>
  /** Resolves when the navigations asked for so far are over. */
  idle(): Promise<unknown>
  /** Every open page, tab pages that are not shown included. */
  allPages(): OpenPage[]
}

export function createRouter(
  context: PageContext,
  special: (element: GeElement) => { node?: unknown; context?: unknown },
): PageRouter {
  const { runtime } = context
  const stack: OpenPage[] = []
  const tabs = new Map<string, OpenPage>()
  let last: Promise<unknown> = Promise.resolve()
  let underway = 0
  const top = () => stack.at(-1)
  const isTab = (path: string) => tabList(runtime.config).some((tab) => tab.pagePath === path)
  const channel = () => createEventChannel((error) => runtime.reportError(error))

  /** One navigation after the other, each after the code that asked for it. */
  function inTurn<T>(navigate: () => Promise<T>): Promise<T> {
    const result = last.then(navigate)
    underway += 1
    runtime.shell.setNavigating(true)
    last = result
      .catch(() => undefined)
      .then(() => {
        underway -= 1
        runtime.shell.setNavigating(underway > 0)
      })
    return result
  }

  function open(url: PageUrl, openerChannel: EventChannel = channel()): OpenPage {
    const page = new OpenPage(context, url.path, url.query, isTab(url.path), openerChannel)
    if (page.isTab) tabs.set(url.path, page)
    return page
  }

  function close(page: OpenPage): void {
    page.unload()
    if (tabs.get(page.path) === page) tabs.delete(page.path)
  }

  /** In `onUnload` the page is still in the stack: what reaches for `pages[pages.length - 2]` there finds the one below. */
  function closeTop(): void {
    const page = top()
    if (page) close(page)
    stack.pop()
  }

  function push(page: OpenPage): void {
    stack.push(page)
    page.load()
    page.show()
    page.routeDone()
  }

  async function prepare(kind: string, url: PageUrl): Promise<void> {
    const page = runtime.config.components[url.path]
    if (!page?.isPage) throw { errMsg: `${kind}:fail page "${url.path}" is not found` }
    try {
      await loadPackage(page.package)
    } catch (error) {
      throw { errMsg: `${kind}:fail ${error instanceof Error ? error.message : String(error)}` }
    }
  }

  async function navigateTo(
    url: PageUrl,
    events: Listeners,
  ): Promise<{ errMsg: string; eventChannel: EventChannel }> {
    if (stack.length >= PAGE_LIMIT) throw { errMsg: 'navigateTo:fail webview count limit exceed' }
    await prepare('navigateTo', url)
    const opened = channel()
    for (const [name, listener] of Object.entries(events)) opened.on(name, listener)
    top()?.hide()
    push(open(url, opened))
    return { errMsg: 'navigateTo:ok', eventChannel: opened }
  }

  function switchTab(url: PageUrl): void {
    const target = { ...url, query: {} }
    while (stack.length && !(stack.length === 1 && top()?.isTab)) {
      if (top()?.isTab) stack.pop()?.hide()
      else closeTop()
    }
    const current = top()
    if (current?.path === target.path) {
      current.show()
      return
    }
    if (current) {
      current.hide()
      stack.pop()
    }
    push(tabs.get(target.path) ?? open(target))
  }

  function closeAll(): void {
    while (stack.length) closeTop()
    for (const page of [...tabs.values()]) close(page)
  }

  async function routeNow(kind: RouteKind, url: string, events: Listeners) {
    const target = parsePageUrl(url, top()?.path ?? '')
    if (kind === 'switchTab') {
      await prepare(kind, target)
      if (!isTab(target.path)) throw { errMsg: 'switchTab:fail can not switch to no-tabBar page' }
      switchTab(target)
      return { errMsg: 'switchTab:ok' }
    }
    if (kind !== 'reLaunch' && isTab(target.path))
      throw { errMsg: `${kind}:fail can not ${kind} a tabbar page` }
    if (kind === 'navigateTo') return navigateTo(target, events)
    await prepare(kind, target)
    if (kind === 'reLaunch') closeAll()
    else closeTop()
    push(open(target))
    return { errMsg: `${kind}:ok` }
  }

  async function backNow(delta: number): Promise<{ errMsg: string }> {
    if (stack.length <= 1) throw { errMsg: 'navigateBack:fail cannot navigate back at first page.' }
    for (let left = Math.max(1, delta); left > 0 && stack.length > 1; left -= 1) {
      closeTop()
    }
    top()?.show()
    top()?.routeDone()
    return { errMsg: 'navigateBack:ok' }
  }

  return {
    get stack() {
      return stack
    },
    get top() {
      return top()
    },
    idle: () => last,
    allPages: () => [...new Set([...stack, ...tabs.values()])],
    launch: (url) =>
      inTurn(async () => {
        if (!runtime.config.components[url.path]?.isPage) return false
        await prepare('reLaunch', url)
        closeAll()
        push(open(url))
        return true
      }),
    route: (kind, url, events = {}) => inTurn(() => routeNow(kind, url, events)),
    back: (delta) => inTurn(() => backNow(delta)),
    async tapTab(index) {
      const tab = tabList(runtime.config)[index]
      if (!tab) return
      await inTurn(() => routeNow('switchTab', `/${tab.pagePath}`, {}))
      top()?.call('onTabItemTap', {
        index: String(index),
        pagePath: tab.pagePath,
        text: tab.text ?? '',
      })
    },
    callPage: (page, handler, ...args) => (page as OpenPage).call(handler, ...args),
    pullDown(page) {
      runtime.shell.setPullDownRefreshing(page, true)
      ;(page as OpenPage).call('onPullDownRefresh')
    },
    parseUrl: (url) => parsePageUrl(url, top()?.path ?? ''),
    selectAll: (scope, selector) =>
      selectElements(scope, selector)
        .map(domOf)
        .filter((element) => element !== undefined),
    select: (scope, selector) =>
      selectElements(scope, selector).map((element) => selectedNode(element, special)),
  }
}

function tabList(config: AppConfig): { pagePath: string; text?: string }[] {
  const bar = config.app.tabBar as { list?: { pagePath: string; text?: string }[] } | undefined
  return bar?.list ?? []
}
