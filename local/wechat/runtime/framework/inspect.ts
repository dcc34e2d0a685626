/**
 * A look into open pages from outside, for the automator and for tests: nodes by selector, component instances,
 * their data, and events sent to them as a person would cause them.
 */
import { builtInOf } from '../built-ins/define'
import { dispatch, type TouchPoint, tapPoint } from './dispatch'
import {
  type Caller,
  callerOf,
  copyData,
  domOf,
  type GeComponent,
  type GeElement,
  glassEasel,
  isComponent,
  tagOf,
} from './engine'
import { type GestureHost, tap } from './gestures'
import { attributeOf, selectElements, selectIn } from './select'

export type { Caller, GeElement } from './engine'
export { domOf, elementOfDom, isComponent, tagOf } from './engine'
export { attributeOf } from './select'

/** Elements of a page's or component's own template, as `page.$$` finds them: never inside a custom component. */
export function find(scope: unknown, selector: string): GeElement[] {
  return selectElements(scope, selector)
}

/** Elements below one element; of a custom component those of its own template, as `element.$$` finds them. */
export function findBelow(element: GeElement, selector: string): GeElement[] {
  const own = isCustom(element) ? element.getShadowRoot() : null
  return selectIn(own ?? element, selector)
}

/** Whether a node is a component of the app, in contrast to a built-in or a native node. */
export function isCustom(element: GeElement): element is GeComponent {
  return isComponent(element) && !builtInOf(element)
}

/** The `this` of a custom component. */
export function instanceOf(element: GeElement): Caller | undefined {
  return isCustom(element) ? callerOf(element) : undefined
}

/** Data and properties of a page or component, or the value at a path such as `list[0].name`. */
export function dataOf(scope: Caller, path?: string): unknown {
  if (!path) return copyData(scope.data)
  let value: unknown = scope.data
  for (const key of path.split(/[.[\]]+/).filter(Boolean))
    value = (value as Record<string, unknown> | null | undefined)?.[key]
  return copyData(value)
}

/** Calls a method of a page or component. */
export function callMethod(scope: Caller, name: string, args: readonly unknown[]): unknown {
  const method = scope[name]
  if (typeof method !== 'function') throw new Error(`${scope.is}.${name} is not a function`)
  return method.apply(scope, args)
}

/** Public properties of a component or built-in with their values. */
export function propertiesOf(element: GeElement): Record<string, unknown> {
  if (!isComponent(element)) return {}
  const names = glassEasel.Component.listProperties(element as never)
  const data = element.data as Record<string, unknown>
  return Object.fromEntries(names.map((name) => [name, copyData(data[name])]))
}

/** An attribute as written in the template, or a property's value by that name. */
export function attribute(element: GeElement, name: string): unknown {
  return attributeOf(element, name)
}

/** Taps the middle of an element. */
export function tapElement(element: GeElement, host: GestureHost): void {
  const point = tapPoint(domOf(element))
  const touch = { touches: [point], changedTouches: [point] }
  dispatch(element, 'touchstart', {}, touch)
  dispatch(element, 'touchend', {}, { touches: [], changedTouches: [point] })
  tap(element, point, host)
}

/** A touch event with the given fingers. */
export function touch(
  element: GeElement,
  type: 'touchstart' | 'touchmove' | 'touchend' | 'touchcancel',
  touches: readonly TouchPoint[],
  changedTouches: readonly TouchPoint[],
): void {
  dispatch(element, type, {}, { touches, changedTouches })
}

/** An event of a component or built-in, as `triggerEvent` sends it. */
export function trigger(element: GeElement, type: string, detail: unknown): void {
  dispatch(element, type, detail, { bubbles: false, composed: false })
}

/**
 * A function of a built-in that the automator knows by name (`input.input`, `scroll-view.scrollTo`,
 * `swiper.swipeTo`, `switch.tap`, `slider.slideTo` …).
 */
export function callBuiltIn(element: GeElement, name: string, args: readonly unknown[]): unknown {
  const method = isComponent(element) ? builtInOf(element)?.methods?.[name] : undefined
  if (!method) throw new Error(`<${tagOf(element)}> has no function ${name}`)
  return method(...args)
}
