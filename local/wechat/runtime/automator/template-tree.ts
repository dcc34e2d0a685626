import { type GeElement, type GeNode, isComponent, isElement, tagOf } from '../framework/engine'
import { attributeOf } from '../framework/select'

export interface TemplateTree {
  readonly document: XMLDocument
  /** The element of the page behind a node of the document. */
  elementOf(node: Node): GeElement | undefined
  nodeOf(element: GeElement): Element | undefined
}

/** Attributes that are worth showing beside `data-`. */
const SHOWN = ['name', 'type', 'value', 'url', 'src', 'placeholder', 'disabled', 'hidden']

/**
 * An element and what is below it as XML with the names of WXML, for XPath and for `wxml()`.
 * @param inside whether the insides of components are shown too
 */
function templateTree(root: GeElement, rootTag: string, inside: boolean): TemplateTree {
  const document = new DOMParser().parseFromString(
    `<${rootTag}/>`,
    'application/xml',
  ) as XMLDocument
  const elements = new WeakMap<Node, GeElement>()
  const nodes = new Map<GeElement, Element>()

  function describe(element: GeElement, node: Element): void {
    elements.set(node, element)
    nodes.set(element, node)
    if (element.id) node.setAttribute('id', element.id)
    if (element.class) node.setAttribute('class', element.class)
    for (const name of SHOWN) {
      const value = attributeOf(element, name)
      if (value !== undefined && value !== null && value !== '' && value !== false) {
        node.setAttribute(name, String(value))
      }
    }
    for (const [key, value] of Object.entries(element.dataset)) {
      const name = `data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
      if (/^[\w-]+$/.test(name)) node.setAttribute(name, String(value))
    }
  }

  function fill(node: Element, children: readonly GeNode[]): void {
    for (const child of children) {
      if (!isElement(child)) {
        if (child.textContent) node.append(child.textContent)
      } else if (isComponent(child) || child.asNativeNode()) {
        const below = document.createElement(tagOf(child))
        describe(child, below)
        node.append(below)
        fill(below, childrenOf(child))
      } else {
        // `block`, `slot` and the like leave no trace.
        fill(node, childrenOf(child))
      }
    }
  }

  /** Composed: what is drawn below an element. Otherwise what the template has below it. */
  function childrenOf(element: GeElement): readonly GeNode[] {
    if (inside) return composedChildren(element)
    if (element === root && isComponent(element)) return element.getShadowRoot()?.childNodes ?? []
    return element.childNodes
  }

  if (document.documentElement) {
    describe(root, document.documentElement)
    fill(document.documentElement, childrenOf(root))
  }
  return {
    document,
    elementOf: (node) => elements.get(node),
    nodeOf: (element) => nodes.get(element),
  }
}

function composedChildren(element: GeElement): GeNode[] {
  const children: GeNode[] = []
  element.forEachComposedChild((child) => {
    children.push(child)
  })
  return children
}

/** Elements of one template that an XPath expression finds, in document order. */
export function selectByXpath(root: GeElement, rootTag: string, expression: string): GeElement[] {
  const tree = templateTree(root, rootTag, false)
  const result = tree.document.evaluate(
    expression,
    tree.document,
    null,
    XPathResult.ORDERED_NODE_SNAPSHOT_TYPE,
    null,
  )
  const found: GeElement[] = []
  for (let index = 0; index < result.snapshotLength; index += 1) {
    const node = result.snapshotItem(index)
    const element = node && tree.elementOf(node)
    if (element) found.push(element)
  }
  return found
}

/** WXML of an element as it is drawn now; `inner` leaves the element itself out. */
export function wxmlOf(root: GeElement, rootTag: string, inner: boolean): string {
  const node = templateTree(root, rootTag, true).document.documentElement
  const text = new XMLSerializer()
  const nodes: Node[] = inner ? [...node.childNodes] : [node]
  return nodes.map((one) => text.serializeToString(one)).join('')
}
