import { dispatch, tapPoint } from '../framework/dispatch'
import {
  callerOf,
  componentOf,
  type GeElement,
  glassEasel,
  isComponent,
  tagOf,
} from '../framework/engine'
import { attributeOf, selectElements, selectIn } from '../framework/select'
import type { Runtime } from '../parts'
import type { Handlers } from './protocol'
import { drawnElement, isOwnComponent, type Registry } from './registry'
import { wxmlOf } from './template-tree'
import { placeOf, touch } from './touches'
import { callTyped } from './typed'
import { argsOf, atPath, callMember, namesOf, plain } from './values'

/** `Element.*`, and `Local.locate`, with which the server of phones asks where to tap. */
export function elementMethods(
  runtime: Runtime,
  registry: Registry,
  isPage: (element: GeElement) => boolean,
): Handlers {
  type Params = Record<string, unknown>
  const find = (params: Params) => registry.find(params.elementId)
  const dom = (params: Params) => {
    const element = find(params)
    return drawnElement(element, isPage(element))
  }
  const query = (params: Params) => selectBelow(find(params), String(params.selector))

  /** The `this` of a component, which alone has data and methods. */
  function caller(params: Params) {
    const element = find(params)
    const component = isOwnComponent(element) ? componentOf(element) : undefined
    if (!component) throw new Error(`${tagOf(element)} is not a component of the mini-program`)
    return callerOf(component)
  }

  return {
    'Element.getElement': (params) => {
      const [first] = query(params)
      if (!first) throw new Error('no such element')
      return registry.describe(first)
    },
    'Element.getElements': (params) => ({ elements: query(params).map(registry.describe) }),
    'Element.getOffset': (params) => {
      const element = dom(params)
      const box = element.getBoundingClientRect()
      const view = element.ownerDocument.defaultView
      return { left: box.left + (view?.scrollX ?? 0), top: box.top + (view?.scrollY ?? 0) }
    },
    'Element.getDOMProperties': (params) => {
      const element = dom(params)
      return { properties: namesOf(params).map((name) => plain(atPath(element, name))) }
    },
    'Element.getAttributes': (params) => {
      const element = find(params)
      return { attributes: namesOf(params).map((name) => attributeText(element, name)) }
    },
    'Element.getStyles': (params) => {
      const element = dom(params)
      const style = element.ownerDocument.defaultView?.getComputedStyle(element)
      return { styles: namesOf(params).map((name) => style?.getPropertyValue(name) ?? '') }
    },
    'Element.getProperties': (params) => {
      const element = find(params)
      return { properties: namesOf(params).map((name) => propertyOf(element, name)) }
    },
    'Element.getWXML': (params) => {
      const element = find(params)
      const tag = isPage(element) ? 'page' : tagOf(element)
      return { wxml: wxmlOf(element, tag, params.type !== 'outer') }
    },
    'Local.locate': (params) => placeOf(dom(params)),
    'Element.tap': (params) => {
      const element = dom(params)
      placeOf(element)
      touch(element, 'touchstart', {})
      touch(element, 'touchend', {})
      return {}
    },
    'Element.touchstart': (params) => {
      touch(dom(params), 'touchstart', params)
      return {}
    },
    'Element.touchmove': (params) => {
      touch(dom(params), 'touchmove', params)
      return {}
    },
    'Element.touchend': (params) => {
      touch(dom(params), 'touchend', params)
      return {}
    },
    'Element.triggerEvent': (params) => {
      const type = String(params.type)
      // Of WeChat's own events only those of fingers bubble; a component's `change` stays where it is.
      const bubbles = /^(tap|touch|long)/.test(type)
      const send = () =>
        dispatch(find(params), type, params.detail ?? {}, { bubbles, composed: bubbles })
      if (type === 'tap') runtime.runTap(send)
      else send()
      return {}
    },
    'Element.dispatchEvent': (params) => {
      const point = tapPoint(dom(params))
      dispatch(find(params), String(params.eventName), params.detail ?? {}, {
        touches: touchPoints(params.touches, point),
        changedTouches: touchPoints(params.changeTouches ?? params.changedTouches, point),
      })
      return {}
    },
    'Element.callFunction': async (params) => ({
      result: plain(await callTyped(find(params), String(params.functionName), argsOf(params))),
    }),
    'Element.getData': (params) => ({ data: plain(atPath(caller(params).data, params.path)) }),
    'Element.setData': (params) =>
      new Promise((resolve) => {
        caller(params).setData(params.data as Params, () => resolve({}))
      }),
    'Element.callMethod': async (params) => {
      const method = String(params.method)
      const owner = caller(params)
      return { result: await callMember(owner, method, argsOf(params), `${owner.is}.${method}`) }
    },
  }
}

/** Below an element of a template; a component shows its own template, as in DevTools. */
function selectBelow(element: GeElement, selector: string): GeElement[] {
  const found = isOwnComponent(element)
    ? selectElements(element, selector)
    : selectIn(element, selector)
  return found.filter((one) => one.$$)
}

function attributeText(element: GeElement, name: string): string | null {
  const value =
    name === 'style'
      ? (element.$$ as unknown as Element)?.getAttribute('style')
      : attributeOf(element, name)
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/**
 * A property by its name in the template. `__propPublic` asks which there are, with which the client decides
 * whether to ask further.
 */
function propertyOf(element: GeElement, name: string): unknown {
  if (!isComponent(element)) return undefined
  if (name === '__propPublic') {
    const names = Object.keys(element.data as Record<string, unknown>).filter((key) =>
      glassEasel.Component.hasProperty(element, key),
    )
    return Object.fromEntries(names.map((key) => [key, true]))
  }
  if (name === 'value') {
    const field = (element.$$ as unknown as Element | null)?.querySelector('input, textarea')
    if (field && /^(input|textarea)$/.test(tagOf(element))) return (field as HTMLInputElement).value
  }
  return plain(attributeOf(element, name))
}

function touchPoints(value: unknown, inTheMiddle: ReturnType<typeof tapPoint>) {
  if (!Array.isArray(value)) return []
  return value.map((given: Partial<typeof inTheMiddle>) => ({ ...inTheMiddle, ...given }))
}
