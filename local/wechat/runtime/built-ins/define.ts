/** What a built-in component is made of: a glass-easel component whose DOM is drawn by hand. */
import type { AppConfig } from '../../bundle'
import { playExported } from '../framework/animation'
import { type DispatchOptions, dispatch } from '../framework/dispatch'
import {
  domOf,
  type GeComponent,
  type GeElement,
  type GeSpace,
  isComponent,
  ownerOf,
} from '../framework/engine'
import { inlineStyle, lengthInPx } from '../framework/styles'
import type { PageRecord, Runtime } from '../parts'

/** What the built-ins may ask of the rest of the runtime. */
export interface BuiltInHost {
  runtime: Runtime
  config: AppConfig
  pageOf(element: GeElement): PageRecord
  /** Whether a component of the app has the behavior `wx://form-field`. */
  isFormField(component: GeComponent): boolean
}

type PropertyType = typeof String | typeof Number | typeof Boolean | null
/** Type of a property, or type and default; `null` is any type. */
export type PropertyDeclaration = PropertyType | { type: PropertyType; value: unknown }

/** What an instance of a built-in can do beyond showing its properties. */
export interface Behaviour {
  attached?(): void
  detached?(): void
  /** Of a control in a form: what it submits, and back to how it was. */
  field?: { value(): unknown; reset(): void }
  /** A tap on the label of this control. */
  activate?(): void
  /** What `createSelectorQuery` gives for `node` and `context`. */
  node?: unknown
  context?: unknown
  /** Functions for the automator (`input`, `scrollTo`, `swipeTo` …) and for built-ins that belong together. */
  methods?: Record<string, (...args: unknown[]) => unknown>
}

export interface BuiltIn {
  tag: string
  properties?: Record<string, PropertyDeclaration>
  /** Default style, as in WeChat; `{v2}` rules are only for `"style": "v2"` in app.json. */
  css?: string
  cssV2?: string
  /** Draws one instance and tells what it can do. */
  setup?(instance: Instance): Behaviour | undefined
}

/** One instance of a built-in, for its `setup`. */
export interface Instance {
  readonly component: GeComponent
  readonly element: HTMLElement
  readonly document: Document
  readonly view: Window & typeof globalThis
  readonly host: BuiltInHost
  readonly data: Record<string, unknown>
  /** Calls back now and whenever one of the properties (names by spaces) changes. */
  watch(properties: string, changed: () => void): void
  /** Sets properties of its own, as two-way binding sees it. */
  set(change: Record<string, unknown>): void
  /** Fires an event of the component; it does not bubble unless asked to. */
  emit(event: string, detail?: unknown, options?: DispatchOptions): void
  /** Listens to an event at this component, from inside or from its children. */
  on(event: string, listener: (event: TouchLike) => void): void
  /** A new DOM element, appended to `parent` (default: the component's own element). */
  create<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    className?: string,
    parent?: Node,
  ): HTMLElementTagNameMap[K]
  /** A length property in CSS pixels. */
  px(value: unknown): number
  /** CSS text with rpx resolved. */
  style(text: unknown): string
  /** URL of a file, relative to the component whose template names it. */
  asset(source: unknown): string
  /** Class names as the style sheets of the template's owner know them. */
  classes(names: unknown): string[]
}

export interface TouchLike {
  touches: readonly Finger[]
  changedTouches: readonly Finger[]
  detail: unknown
  target: unknown
}
interface Finger {
  clientX: number
  clientY: number
  pageX: number
  pageY: number
}

/** ARIA attributes any built-in hands on to the DOM, by property name. */
const ARIA = [
  'Role',
  'Label',
  'Hidden',
  'Disabled',
  'Checked',
  'Selected',
  'Expanded',
  'Pressed',
  'Busy',
  'Live',
  'Atomic',
  'Modal',
  'Current',
  'Level',
  'Controls',
  'Describedby',
  'Labelledby',
  'Required',
  'Invalid',
  'Haspopup',
  'Roledescription',
  'Valuemax',
  'Valuemin',
  'Valuenow',
  'Valuetext',
] as const

const instances = new WeakMap<GeComponent, Behaviour>()

/** What a component can do, when it is a built-in. */
export function builtInOf(component: GeComponent): Behaviour | undefined {
  return instances.get(component)
}

/** The nearest built-in with a tag around a node, through slots and custom components. */
export function around(component: GeElement, tag: string): GeComponent | undefined {
  let dom: Element | null | undefined = domOf(component)?.parentElement
  while (dom) {
    const element = (dom as Element & { __wxElement?: GeElement }).__wxElement
    if (isComponent(element) && element.is === `wx://${tag}`) return element
    dom = dom.parentElement ?? (dom.getRootNode() as Partial<ShadowRoot>).host
  }
  return undefined
}

/** Components drawn inside a node, in order, built-ins and those of the app (even with `virtualHost`). */
export function inside(component: GeComponent): GeComponent[] {
  const found = new Set<GeComponent>()
  const limit = ownerOf(component)
  for (const each of domOf(component)?.querySelectorAll('*') ?? []) {
    const element = (each as Element & { __wxElement?: GeElement }).__wxElement
    if (!element) continue
    for (let owner = ownerOf(element); owner && owner !== limit; owner = ownerOf(owner))
      found.add(owner)
    if (isComponent(element)) found.add(element)
  }
  return [...found]
}

/** Built-ins with a tag inside a node, in the order they are drawn. */
export function insideByTag(component: GeComponent, ...tags: string[]): GeComponent[] {
  return inside(component).filter((each) => tags.some((tag) => each.is === `wx://${tag}`))
}

/** Registers a built-in in a space under its tag. */
export function registerBuiltIn(space: GeSpace, builtIn: BuiltIn, host: BuiltInHost): void {
  const properties: Record<string, object> = {}
  const watchers = new WeakMap<GeComponent, Map<string, (() => void)[]>>()
  const declared: Record<string, PropertyDeclaration> = {
    hidden: Boolean,
    animation: null,
    ...builtIn.properties,
  }
  for (const name of ARIA) declared[`aria${name}`] ??= null
  for (const [name, declaration] of Object.entries(declared)) {
    const option =
      typeof declaration === 'object' && declaration !== null ? declaration : { type: declaration }
    properties[name] = {
      ...option,
      ...(option.type === null && !('value' in option) ? { value: null } : {}),
      observer(this: GeComponent) {
        for (const changed of watchers.get(this)?.get(name) ?? []) changed()
      },
    }
  }
  const definition = space.defineComponent({
    is: `wx://${builtIn.tag}`,
    options: { styleScope: 0, writeIdToDOM: true },
    properties: properties as never,
    lifetimes: {
      created(this: unknown) {
        const component = this as GeComponent
        const watching = new Map<string, (() => void)[]>()
        watchers.set(component, watching)
        const instance = createInstance(component, host, watching)
        drawCommon(instance)
        instances.set(component, builtIn.setup?.(instance) ?? {})
      },
      attached(this: unknown) {
        instances.get(this as GeComponent)?.attached?.()
      },
      detached(this: unknown) {
        instances.get(this as GeComponent)?.detached?.()
      },
    },
  })
  space.setGlobalUsingComponent(builtIn.tag, definition as never)
}

function createInstance(
  component: GeComponent,
  host: BuiltInHost,
  watching: Map<string, (() => void)[]>,
): Instance {
  const element = domOf(component)
  if (!element) throw new Error('a built-in always has an element')
  const { ownerDocument } = element
  const view = ownerDocument.defaultView as Window & typeof globalThis
  const width = () => host.runtime.phone.screen.width
  return {
    component,
    element,
    document: ownerDocument,
    view,
    host,
    get data() {
      return component.data as Record<string, unknown>
    },
    watch(names, changed) {
      for (const name of names.split(' '))
        watching.set(name, [...(watching.get(name) ?? []), changed])
      changed()
    },
    set: (change) => component.setData(change),
    emit: (event, detail = {}, options = {}) =>
      void dispatch(component, event, detail, { bubbles: false, composed: false, ...options }),
    on: (event, listener) =>
      component.addListener(event, (found) => listener(found as unknown as TouchLike)),
    create(tag, className = '', parent = element) {
      const created = ownerDocument.createElement(tag)
      if (className) created.className = className
      parent.appendChild(created)
      return created
    },
    px: (value) => lengthInPx(value, width()),
    style: (text) => inlineStyle(String(text ?? ''), width()),
    asset: (source) =>
      source
        ? host.runtime.assetUrl(String(source), component.ownerShadowRoot?.getHostNode().is ?? '')
        : '',
    classes(names) {
      const owner = component.ownerShadowRoot?.getHostNode()
      const options = owner?.getComponentOptions()
      const scope = owner?.getOwnerSpace().styleScopeManager.queryName(options?.styleScope ?? 0)
      return String(names ?? '')
        .split(/\s+/)
        .filter(Boolean)
        .flatMap((name) => (scope ? [`${scope}--${name}`, name] : [name]))
    },
  }
}

/** `hidden`, ARIA and `animation`, which every built-in has. */
function drawCommon(instance: Instance): void {
  const { element } = instance
  instance.watch('hidden', () => element.toggleAttribute('hidden', Boolean(instance.data.hidden)))
  instance.watch('animation', () => {
    playExported(element, instance.data.animation, () =>
      instance.emit('transitionend', {}, { bubbles: true, composed: true }),
    )
  })
  for (const name of ARIA) {
    const attribute = name === 'Role' ? 'role' : `aria-${name.toLowerCase()}`
    let given = false
    instance.watch(`aria${name}`, () => {
      const value = instance.data[`aria${name}`]
      if (value !== null && value !== undefined && value !== '') {
        given = true
        element.setAttribute(attribute, String(value))
        // What was never given by the app stays as the built-in itself set it.
      } else if (given) element.removeAttribute(attribute)
    })
  }
}
