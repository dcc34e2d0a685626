/**
 * WXS in event handlers and `change:` observers: what such a function is called with, and how it is told from a
 * handler of the logic layer. Hooks into the template runtime of glass-easel, so compiled templates need nothing.
 */
import {
  type Caller,
  type ChangeListener,
  callerOf,
  domOf,
  type GeComponent,
  type GeElement,
  type GeEvent,
  glassEasel,
  type ProcGen,
  STYLE_SEGMENT,
  type TemplateGroup,
  type TemplateProcessor,
} from './engine'
import { eventObject, eventTarget } from './event-object'

export interface TemplateHooks {
  /** Runs a handler of the logic layer, so that errors and taps are known. */
  callHandler(caller: Caller, event: GeEvent, listener: (...args: unknown[]) => unknown): unknown
  report(error: unknown): void
}

/** The template with WXS functions called as WXS and all other handlers with a plain event object. */
export function withTemplateHooks(group: TemplateGroup, hooks: TemplateHooks): TemplateGroup {
  const ignore = () => {}
  const wrapped = new WeakMap<ProcGen, ProcGen>()
  return (name) => {
    const generate = group(name)
    if (!generate) return undefined
    const known = wrapped.get(generate)
    if (known) return known
    const result: ProcGen = (processor, ...rest) => {
      install(processor, hooks, ignore)
      return generate(processor, ...rest)
    }
    wrapped.set(generate, result)
    return result
  }
}

const methods = new WeakMap<object, Set<unknown>>()

/**
 * The functions a component's definition declares. A handler that is none of them came out of an expression of
 * the template, so it is WXS; the path the compiler gives says so only for the simplest expressions.
 */
function methodsOf(component: GeComponent): Set<unknown> {
  const definition = component.getComponentDefinition()
  const known = methods.get(definition)
  if (known) return known
  const found = new Set<unknown>(Object.values(glassEasel.Component.getMethodsFromDef(definition)))
  methods.set(definition, found)
  return found
}

function install(processor: TemplateProcessor, hooks: TemplateHooks, ignore: () => void): void {
  if (processor.setFnFilter === ignore) return
  // The compiled template would set its own, without knowing of WXS instances.
  processor.setFnFilter = ignore
  processor.setEventListenerWrapper = ignore
  processor.changePropFilter = (listener) => observe(listener, hooks)
  processor.eventListenerWrapper = (caller, event, listener) =>
    methodsOf(caller._$).has(listener)
      ? hooks.callHandler(caller, event, listener)
      : callWxs(caller, event, listener)
}

/** A `change:prop` observer runs when the element stands in the page, once its property was set. */
function observe(listener: unknown, hooks: TemplateHooks): ChangeListener {
  if (typeof listener !== 'function') return () => {}
  return (now, before, host, element) => {
    queueMicrotask(() => {
      try {
        listener(now, before, descriptorOf(host), descriptorOf(element, host))
      } catch (error) {
        hooks.report(error)
      }
    })
  }
}

function callWxs(
  caller: Caller,
  event: GeEvent,
  listener: (...args: unknown[]) => unknown,
): unknown {
  const host = caller._$
  const instance = descriptorOf(componentBehind(event.currentTarget), host)
  const plain = eventObject(event)
  return listener(
    {
      ...plain,
      instance,
      target: { ...plain.target, instance: descriptorOf(componentBehind(event.target), host) },
      currentTarget: { ...plain.currentTarget, instance },
      stopPropagation: () => event.stopPropagation(),
      preventDefault: () => event.preventDefault(),
    },
    descriptorOf(host),
  )
}

const componentBehind = (target: unknown): GeElement => eventTarget(target)

const states = new WeakMap<GeElement, Record<string, unknown>>()

/** WXS's ComponentDescriptor: what a WXS function may do with a node. */
function descriptorOf(element: GeElement, host: GeElement = element): Record<string, unknown> {
  const root = () =>
    (glassEasel.Component.isComponent(element) ? element.getShadowRoot() : null) ?? element
  const view = () => domOf(element)?.ownerDocument.defaultView ?? window
  const owner = host as GeComponent
  return {
    selectComponent(selector: string) {
      const found = root().querySelector(selector)
      return found ? descriptorOf(found, host) : null
    },
    selectAllComponents: (selector: string) =>
      root()
        .querySelectorAll(selector)
        .map((found) => descriptorOf(found, host)),
    setStyle(style: string | Record<string, unknown>) {
      element.setNodeStyle(
        typeof style === 'string' ? style : styleText(style),
        STYLE_SEGMENT.template,
      )
    },
    addClass: (name: string) => element.toggleNodeClass(name, true),
    removeClass: (name: string) => element.toggleNodeClass(name, false),
    hasClass: (name: string) => Boolean(element.classList?.contains(name)),
    getDataset: () => element.dataset,
    getState() {
      const known = states.get(element)
      if (known) return known
      const created: Record<string, unknown> = {}
      states.set(element, created)
      return created
    },
    callMethod(name: string, argument: unknown) {
      const caller = callerOf(owner)
      const method = caller[name]
      if (typeof method === 'function') method.call(caller, argument)
    },
    triggerEvent: (name: string, detail: unknown, options?: object) =>
      glassEasel.triggerEvent(element, name, detail, options),
    requestAnimationFrame: (callback: FrameRequestCallback) =>
      view().requestAnimationFrame(callback),
    // Never the text of one, which would run in the page.
    setTimeout: (callback: () => void, delay?: number) =>
      view().setTimeout(() => callback(), delay),
    clearTimeout: (timer: number) => view().clearTimeout(timer),
    getComputedStyle(names: string[]) {
      const dom = domOf(element)
      const computed = dom && view().getComputedStyle(dom)
      return Object.fromEntries(
        names.map((name) => [
          name,
          computed?.getPropertyValue(
            name.replace(/[A-Z]/g, (upper) => `-${upper.toLowerCase()}`),
          ) ?? '',
        ]),
      )
    },
    getBoundingClientRect: () => {
      const box = domOf(element)?.getBoundingClientRect()
      if (!box) return undefined
      const { left, top, right, bottom, width, height } = box
      return { left, top, right, bottom, width, height }
    },
  }
}

function styleText(style: Record<string, unknown>): string {
  return Object.entries(style)
    .map(
      ([name, value]) =>
        `${name.replace(/[A-Z]/g, (upper) => `-${upper.toLowerCase()}`)}:${String(value)}`,
    )
    .join(';')
}
