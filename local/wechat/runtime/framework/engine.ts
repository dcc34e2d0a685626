/**
 * glass-easel and its mini-program adapter, 0.12.1, as the rest of the framework uses them. The packages' own
 * types hide what a host must reach (the component behind a `this`, the element behind a node, the adapter's
 * option hook); every cast that needs is here and nowhere else.
 */
import * as adapter from 'glass-easel-miniprogram-adapter'

export const { glassEasel } = adapter

export type GeElement = adapter.glassEasel.Element
export type GeNode = adapter.glassEasel.Node
export type GeComponent = adapter.glassEasel.GeneralComponent
export type GeShadowRoot = adapter.glassEasel.ShadowRoot
export type GeSpace = adapter.glassEasel.ComponentSpace
export type GeEvent = adapter.glassEasel.ShadowedEvent<unknown>
export type GeBehavior = adapter.behavior.GeneralBehavior
/** A page's outermost component, created but not yet attached. */
export type AdapterRoot = adapter.Root
export type ComponentDefinitionObject = Record<string, unknown>

/** The `this` of a page's or component's methods. */
export type Caller = Record<string, unknown> & {
  readonly _$: GeComponent
  readonly is: string
  readonly id: string
  readonly dataset: Record<string, unknown>
  data: Record<string, unknown>
  setData(change: Record<string, unknown>, done?: () => void): void
}

/** Function-valued parts of glass-easel's template runtime that WXS is hooked into. */
export interface TemplateProcessor {
  setFnFilter: unknown
  setEventListenerWrapper: unknown
  changePropFilter: (listener: ChangeListener) => ChangeListener
  eventListenerWrapper: (
    caller: Caller,
    event: GeEvent,
    listener: (...args: unknown[]) => unknown,
  ) => unknown
}
export type ChangeListener = (
  now: unknown,
  before: unknown,
  host: GeComponent,
  element: GeElement,
) => void
export type ProcGen = (processor: TemplateProcessor, ...rest: unknown[]) => unknown
/** A compiled template, as the template compiler makes them: by template name, '' for the file itself. */
export type TemplateGroup = (name: string) => ProcGen | undefined

/** Where the values of inline styles of one module live among an element's style segments. */
export const STYLE_SEGMENT = { main: 0, template: 1, animation: 2, temporary: 3 } as const

/** glass-easel's backend mode for a DOM-like host. */
export const DOM_LIKE = 3

export interface Engine {
  env: adapter.MiniProgramEnv
  codeSpace: adapter.CodeSpace
  space: GeSpace
}

/** The adapter's methods its types hide or narrow too far. */
interface CodeSpaceInside {
  prepareComponentOptions(
    path: string,
    options: unknown,
  ): [{ idPrefixGenerator: unknown; writeFieldsToNode: boolean }, string]
  addCompiledTemplate(path: string, content: unknown): void
  addComponentStaticConfig(path: string, json: Record<string, unknown>): void
  setOverallBehavior(behavior: unknown): void
}
const inside = ({ codeSpace }: Pick<Engine, 'codeSpace'>) => codeSpace as unknown as CodeSpaceInside

/** One code space for the whole app; `plainIds(path)` says whose element ids reach the DOM without a prefix. */
export function createEngine(plainIds: (path: string) => boolean): Engine {
  const env = new adapter.MiniProgramEnv()
  const codeSpace = env.createCodeSpace('', true)
  const space = codeSpace.getComponentSpace()
  space.updateComponentOptions({ writeIdToDOM: true })
  const hidden = inside({ codeSpace })
  const prepare = hidden.prepareComponentOptions.bind(codeSpace)
  // `#id` rules of a page's style sheet must match, so ids inside a page are not prefixed.
  hidden.prepareComponentOptions = (path, options) => {
    const result = prepare(path, options)
    if (plainIds(path)) result[0].idPrefixGenerator = null
    // `this` is a caller of its own. On the node itself a property `dataset` or a method `remove`, which libraries
    // have, would take the place of the framework's.
    result[0].writeFieldsToNode = false
    return result
  }
  return { env, codeSpace, space }
}

/** Registers what `Component()` (or, with `asPage`, `Page()`) declared, under the json given here. */
export function registerComponent(
  engine: Engine,
  path: string,
  json: Record<string, unknown>,
  definition: ComponentDefinitionObject,
  asPage: boolean,
): void {
  inside(engine).addComponentStaticConfig(path, json)
  const builder = engine.codeSpace.component(path)
  if (asPage) builder.pageDefinition(definition as never).register()
  else builder.definition(definition as never).register()
}

export function registerBehavior(
  engine: Engine,
  definition: ComponentDefinitionObject,
): GeBehavior {
  return engine.codeSpace
    .behavior()
    .definition(definition as never)
    .register() as unknown as GeBehavior
}

/** Whether a component has a behavior, its own or through another behavior. */
export function hasBehavior(component: GeComponent, behavior: GeBehavior): boolean {
  return component.hasBehavior((behavior as unknown as { _$: glassEaselBehavior })._$)
}
type glassEaselBehavior = adapter.glassEasel.GeneralBehavior

/** Gives every component that is registered later a behavior. */
export function setOverallBehavior(engine: Engine, behavior: GeBehavior): void {
  inside(engine).setOverallBehavior((behavior as unknown as { _$: unknown })._$)
}

/** The template of a page or component; `groups` are all templates, for `<import>` and `<include>`. */
export function addTemplate(
  engine: Engine,
  path: string,
  groups: Record<string, TemplateGroup>,
  content: TemplateGroup,
): void {
  inside(engine).addCompiledTemplate(path, {
    groupList: groups,
    content,
    fallbackListenerOnNativeNode: true,
  })
}

/** Members every page and component instance shares; the adapter's class is extended in place. */
export function callerPrototype(): Record<string, unknown> {
  return adapter.component.ComponentCaller.prototype as unknown as Record<string, unknown>
}

export function isComponent(node: unknown): node is GeComponent {
  return glassEasel.Component.isComponent(node)
}

export function isElement(node: unknown): node is GeElement {
  return glassEasel.Element.isElement(node)
}

/** A page's or component's instance; a built-in has none of its own and answers with itself. */
export function callerOf(component: GeComponent): Caller {
  return component.getMethodCaller() as unknown as Caller
}

/** The component behind a page's or component's `this`. */
export function componentOf(scope: unknown): GeComponent | undefined {
  if (isComponent(scope)) return scope
  const inner = (scope as Partial<Caller> | null | undefined)?._$
  return isComponent(inner) ? inner : undefined
}

/** The DOM element of a node; a component with `virtualHost` has none. */
export function domOf(node: GeNode | null | undefined): HTMLElement | undefined {
  return (node?.$$ ?? undefined) as unknown as HTMLElement | undefined
}

/** The nearest glass-easel element around a DOM node. */
export function elementOfDom(node: EventTarget | Node | null): GeElement | undefined {
  let current = node as (Node & { __wxElement?: GeElement; host?: Node }) | null
  while (current && !current.__wxElement) current = current.parentNode ?? current.host ?? null
  return current?.__wxElement
}

/** The component whose template contains the node. */
export function ownerOf(node: GeElement): GeComponent | undefined {
  return node.ownerShadowRoot?.getHostNode()
}

/** The outermost component around a node: its page. */
export function rootOf(node: GeElement): GeComponent | undefined {
  let current: GeElement | undefined = node
  for (let owner = ownerOf(node); owner; owner = ownerOf(owner)) current = owner
  return isComponent(current) ? current : undefined
}

/** The parent through slots and shadow roots, as events bubble. */
export function composedParent(node: GeElement): GeElement | undefined {
  if (glassEasel.ShadowRoot.isShadowRoot(node)) return node.getHostNode()
  const slot = node.containingSlot
  if (slot) return slot
  return node.parentNode ?? undefined
}

/** A component's tag as written in the template that uses it; of a native node its name. */
export function tagOf(node: GeElement): string {
  if (isComponent(node)) return node.tagName
  const native = node.asNativeNode()
  return native ? native.is : ''
}

/** The bubbling and capturing listeners of an element for one event. */
export function hasListener(node: GeElement, name: string): boolean {
  const { _$eventTarget: target } = node as unknown as {
    _$eventTarget: {
      listeners: Record<string, unknown>
      captureListeners: Record<string, unknown> | null
    }
  }
  return Boolean(target.listeners[name] ?? target.captureListeners?.[name])
}

/** Everything but functions' identity copied, as data crossing from the view to the logic layer is. */
export function copyData<T>(value: T): T {
  return glassEasel.dataUtils.simpleDeepCopy(value)
}

export function isAttached(element: GeElement): boolean {
  return glassEasel.Element.isAttached(element)
}
