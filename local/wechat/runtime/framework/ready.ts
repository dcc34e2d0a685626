/**
 * The `ready` lifetime: once a component's page has been laid out, innermost components first. glass-easel calls
 * `created`, `attached`, `moved` and `detached`; `ready` is left to the host.
 */
import {
  type Caller,
  type Engine,
  type GeBehavior,
  type GeComponent,
  type GeElement,
  isAttached,
  rootOf,
} from './engine'

export interface ReadyQueue {
  /** The behavior every component gets: it notes what was attached. */
  readonly behavior: GeBehavior
  /** Calls `ready` on what a page has attached so far, and from now on soon after it is attached. */
  pageShown(page: GeComponent): void
}

interface Pending {
  shown: boolean
  attached: GeComponent[]
}

export function createReadyQueue(engine: Engine): ReadyQueue {
  const pages = new WeakMap<GeComponent, Pending>()
  const pendingOf = (page: GeComponent) => {
    const known = pages.get(page)
    if (known) return known
    const created: Pending = { shown: false, attached: [] }
    pages.set(page, created)
    return created
  }
  const behavior = engine.codeSpace
    .behavior()
    .lifetime('attached', function (this: unknown) {
      const component = (this as Caller)._$
      const page = rootOf(component) ?? component
      const pending = pendingOf(page)
      pending.attached.push(component)
      if (pending.shown && pending.attached.length === 1) setTimeout(() => flush(pending))
    })
    .register() as unknown as GeBehavior
  return {
    behavior,
    pageShown(page) {
      const pending = pendingOf(page)
      pending.shown = true
      flush(pending)
    },
  }
}

function flush(pending: Pending): void {
  for (const component of innermostFirst(pending.attached.splice(0))) {
    if (isAttached(component)) component.triggerLifetime('ready', [])
  }
}

/** Attached order is parents first; this turns it into children first, siblings in order. */
function innermostFirst(attached: GeComponent[]): GeComponent[] {
  const ordered: GeComponent[] = []
  const open: { component: GeComponent; depth: number }[] = []
  for (const component of attached) {
    const depth = depthOf(component)
    while ((open.at(-1)?.depth ?? -1) >= depth)
      ordered.push((open.pop() as (typeof open)[0]).component)
    open.push({ component, depth })
  }
  return [...ordered, ...open.reverse().map(({ component }) => component)]
}

function depthOf(component: GeComponent): number {
  let depth = 0
  let node: GeElement | null = component
  while (node) {
    depth += 1
    const host: GeElement | undefined = node.asShadowRoot()?.getHostNode()
    node = host ?? node.parentNode
  }
  return depth
}
