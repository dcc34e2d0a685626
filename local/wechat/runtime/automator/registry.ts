import { domOf, type GeElement, glassEasel, isComponent, tagOf } from '../framework/engine'

/** An element as the protocol names it. */
export interface ElementRecord {
  elementId: string
  /** As in WXML; `page` for the page itself. */
  tagName: string
  /** Only for components of the mini-program itself: makes the client offer data, setData and callMethod. */
  nodeId?: string
  videoId?: string
}

/** Names elements for the client for as long as they live. */
export interface Registry {
  describe(element: GeElement): ElementRecord
  /** @throws when the element is gone */
  find(elementId: unknown): GeElement
}

/** @param isPage whether an element is the root of an open page */
export function createRegistry(isPage: (element: GeElement) => boolean): Registry {
  const ids = new WeakMap<GeElement, string>()
  const elements = new Map<string, WeakRef<GeElement>>()
  let last = 0

  function idOf(element: GeElement): string {
    const known = ids.get(element)
    if (known) return known
    last += 1
    const id = `e${last}`
    ids.set(element, id)
    elements.set(id, new WeakRef(element))
    return id
  }

  return {
    describe(element) {
      const elementId = idOf(element)
      if (isPage(element)) return { elementId, tagName: 'page' }
      const tagName = tagOf(element)
      return {
        elementId,
        tagName,
        ...(isOwnComponent(element) ? { nodeId: elementId } : {}),
        ...(tagName === 'video' ? { videoId: element.id } : {}),
      }
    },
    find(elementId) {
      const element = elements.get(String(elementId))?.deref()
      if (!element || !glassEasel.Element.isAttached(element)) {
        elements.delete(String(elementId))
        throw new Error(`element ${elementId} is not on a page any more`)
      }
      return element
    },
  }
}

/** A component of the mini-program, not one of WeChat's. */
export function isOwnComponent(element: GeElement): boolean {
  return isComponent(element) && !element.is.startsWith('wx://')
}

/**
 * The DOM element that stands for an element; a page stands for its body.
 * @throws for a component with `virtualHost`, which has none
 */
export function drawnElement(element: GeElement, isPage: boolean): HTMLElement {
  const dom = domOf(element)
  if (!dom) throw new Error(`${tagOf(element)} has no node of its own (virtualHost)`)
  return isPage ? dom.ownerDocument.body : dom
}
