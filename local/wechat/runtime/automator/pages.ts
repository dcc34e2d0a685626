import { componentOf, type GeElement } from '../framework/engine'
import { selectElements } from '../framework/select'
import type { PageRecord, Runtime } from '../parts'
import { type Handlers, requirePage } from './protocol'
import type { Registry } from './registry'
import { selectByXpath } from './template-tree'
import { argsOf, atPath, callMember, namesOf, plain } from './values'

/** `Page.*`, `App.getPageStack` and `App.getCurrentPage`. */
export function pageMethods(runtime: Runtime, registry: Registry): Handlers {
  const pageOf = (params: Record<string, unknown>) => requirePage(runtime, params.pageId)

  function query(params: Record<string, unknown>): GeElement[] {
    return selectOnPage(pageOf(params), String(params.selector))
  }
  function xpath(params: Record<string, unknown>): GeElement[] {
    return selectByXpath(rootOfPage(pageOf(params)), 'page', String(params.selector))
  }
  function first(found: readonly GeElement[]) {
    if (!found[0]) throw new Error('no such element')
    return registry.describe(found[0])
  }
  const all = (found: readonly GeElement[]) => ({ elements: found.map(registry.describe) })

  return {
    'App.getPageStack': () => ({ pageStack: runtime.router.stack.map(recordOf) }),
    'App.getCurrentPage': () => recordOf(requirePage(runtime, undefined)),
    'Page.getElement': (params) => first(query(params)),
    'Page.getElements': (params) => all(query(params)),
    'Page.getElementByXpath': (params) => first(xpath(params)),
    'Page.getElementsByXpath': (params) => all(xpath(params)),
    'Page.getData': (params) => ({
      data: plain(atPath(pageOf(params).instance.data, params.path)),
    }),
    'Page.setData': (params) =>
      new Promise((resolve) => {
        const change = params.data as Record<string, unknown>
        pageOf(params).instance.setData(change, () => resolve({}))
      }),
    'Page.callMethod': async (params) => {
      const { instance, path } = pageOf(params)
      const method = String(params.method)
      return { result: await callMember(instance, method, argsOf(params), `${path}.${method}`) }
    },
    'Page.getWindowProperties': (params) => {
      const view = pageOf(params).frame.contentWindow
      return { properties: namesOf(params).map((name) => plain(atPath(view, name))) }
    },
  }
}

function recordOf({ id, path, query }: PageRecord) {
  return { pageId: id, path, query: { ...query } }
}

/** The root component of a page. */
function rootOfPage(page: PageRecord): GeElement {
  const root = componentOf(page.instance)
  if (!root) throw new Error(`page ${page.path} is not there any more`)
  return root
}

/**
 * Elements of the page's own template; what is inside components is not seen, as in DevTools. A component with
 * `virtualHost` has no node there either, and is not found.
 */
function selectOnPage(page: PageRecord, selector: string): GeElement[] {
  if (selector.trim() === 'page') return [rootOfPage(page)]
  return selectElements(page.instance, selector).filter((element) => element.$$)
}
