/**
 * Selectors of WXSS inside one page or component: tag, `#id`, `.class`, `[data-x=y]`, descendant, `>`, `>>>`, `,`.
 * glass-easel's own knows neither tags nor attributes, which the automator and createSelectorQuery do.
 */
import type { SelectedNode } from '../parts'
import {
  componentOf,
  copyData,
  domOf,
  type GeElement,
  type GeNode,
  glassEasel,
  isComponent,
  isElement,
  tagOf,
} from './engine'

interface Compound {
  tag: string
  id: string
  classes: string[]
  attributes: { name: string; value: string | undefined }[]
  /** How the compound before it is related to this one. */
  child: boolean
}

const COMPOUND = /^([\w-]*|\*)((?:#[\w-]+|\.[\w-]+|\[[^\]]+\])*)$/
const PART = /#([\w-]+)|\.([\w-]+)|\[\s*([\w-]+)\s*(?:=\s*["']?([^"'\]]*)["']?\s*)?\]/g

/** Elements of a page's or component's own template that match, in document order. */
export function selectElements(scope: unknown, selector: string): GeElement[] {
  const component = componentOf(scope)
  const root = component?.getShadowRoot()
  if (!root) return []
  return selectIn(root, selector)
}

/** The same below one element of a template. */
export function selectIn(root: GeElement, selector: string): GeElement[] {
  const found = new Set<GeElement>()
  const alternatives = selector.split(',')
  for (const alternative of alternatives) {
    const parts = alternative.split('>>>').map((part) => part.trim())
    let roots: GeElement[] = [root]
    parts.forEach((part, index) => {
      const compounds = parse(part)
      if (index > 0) roots = roots.flatMap(shadowsBelow)
      roots = compounds ? roots.flatMap((start) => matchBelow(start, compounds)) : []
    })
    for (const element of roots) found.add(element)
  }
  return alternatives.length > 1 ? inDocumentOrder([...found]) : [...found]
}

/** What several selectors found, from the top of the page down; elements without a node of their own come last. */
function inDocumentOrder(elements: GeElement[]): GeElement[] {
  return elements.sort((one, other) => {
    const [first, second] = [domOf(one), domOf(other)]
    if (!first || !second) return Number(!first) - Number(!second)
    return first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
  })
}

function parse(selector: string): Compound[] | undefined {
  const tokens = selector
    .replace(/\s*>\s*/g, ' > ')
    .split(/\s+/)
    .filter(Boolean)
  const compounds: Compound[] = []
  let child = false
  for (const token of tokens) {
    if (token === '>') {
      child = true
      continue
    }
    const match = COMPOUND.exec(token)
    if (!match) return undefined
    const compound: Compound = {
      tag: match[1] === '*' ? '' : (match[1] ?? ''),
      id: '',
      classes: [],
      attributes: [],
      child,
    }
    for (const [, id, className, attribute, value] of (match[2] ?? '').matchAll(PART)) {
      if (id) compound.id = id
      else if (className) compound.classes.push(className)
      else if (attribute) compound.attributes.push({ name: attribute, value })
    }
    compounds.push(compound)
    child = false
  }
  return compounds.length ? compounds : undefined
}

function matchBelow(root: GeElement, compounds: Compound[]): GeElement[] {
  const found: GeElement[] = []
  eachBelow(root, (element) => {
    if (matches(element, compounds, compounds.length - 1, root)) found.push(element)
  })
  return found
}

function matches(
  element: GeElement,
  compounds: Compound[],
  index: number,
  root: GeElement,
): boolean {
  const compound = compounds[index]
  if (!compound || !matchesCompound(element, compound)) return false
  if (index === 0) return true
  for (let parent = parentOf(element, root); parent; parent = parentOf(parent, root)) {
    if (matches(parent, compounds, index - 1, root)) return true
    if (compound.child) return false
  }
  return false
}

function matchesCompound(element: GeElement, { tag, id, classes, attributes }: Compound): boolean {
  if (tag && tagOf(element) !== tag) return false
  if (id && element.id !== id) return false
  if (!classes.every((name) => element.classList?.contains(name))) return false
  return attributes.every(({ name, value }) => {
    const actual = attributeOf(element, name)
    return value === undefined ? actual !== undefined : String(actual) === value
  })
}

/** A `data-` value, a property or a plain attribute by its name in the template. */
export function attributeOf(element: GeElement, name: string): unknown {
  if (name === 'id') return element.id || undefined
  if (name === 'class') return element.class
  const camel = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  if (name.startsWith('data-')) {
    const key = camel.slice('data'.length)
    return element.dataset[key.charAt(0).toLowerCase() + key.slice(1)]
  }
  if (isComponent(element) && glassEasel.Component.hasProperty(element, camel))
    return (element.data as Record<string, unknown>)[camel]
  return element.attributes.find((attribute) => attribute.name === name)?.value
}

function parentOf(element: GeElement, root: GeElement): GeElement | undefined {
  let parent = element.parentNode
  while (parent && parent !== root && parent.isVirtual() && !isComponent(parent))
    parent = parent.parentNode
  return parent && parent !== root ? parent : undefined
}

/** Visits the elements of one template below a node; `slot`, `wx:if` and the like are looked through. */
function eachBelow(root: GeElement, visit: (element: GeElement) => void): void {
  for (const child of root.childNodes as GeNode[]) {
    if (!isElement(child)) continue
    if (isComponent(child) || child.asNativeNode()) visit(child)
    eachBelow(child, visit)
  }
}

function shadowsBelow(element: GeElement): GeElement[] {
  const shadows: GeElement[] = []
  const enter = (node: GeElement) => {
    const shadow = isComponent(node) ? node.getShadowRoot() : null
    if (shadow) {
      shadows.push(shadow)
      eachBelow(shadow, enter)
    }
  }
  enter(element)
  eachBelow(element, enter)
  return shadows
}

/** What createSelectorQuery may ask of a node. */
export function selectedNode(
  element: GeElement,
  special: (element: GeElement) => { node?: unknown; context?: unknown },
): SelectedNode {
  const { node = null, context = null } = special(element)
  return {
    element: domOf(element),
    id: element.id,
    dataset: copyData(element.dataset),
    mark: copyData(element.collectMarks()),
    property: (name) => copyData(attributeOf(element, name)),
    node,
    context,
  }
}
