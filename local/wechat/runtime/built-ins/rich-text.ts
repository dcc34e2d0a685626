import type { BuiltIn, Instance } from './define'

/** Elements and attributes rich-text draws; everything else is left out, its text too for what is dangerous. */
const TAGS = new Set(
  `a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em
  fieldset font footer h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section
  small span strong sub sup table tbody td tfoot th thead tr tt u ul`.split(/\s+/),
)
const ATTRIBUTES = new Set(
  'class style alt src height width align colspan rowspan start type span color face size dir'.split(
    ' ',
  ),
)
const DROPPED = new Set([
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'link',
  'meta',
  'template',
])

export const richText: BuiltIn = {
  tag: 'rich-text',
  properties: { nodes: null, space: String, userSelect: Boolean, mode: String },
  css: 'wx-rich-text{display:block}wx-rich-text[user-select]{user-select:text}wx-rich-text img{max-width:100%}',
  setup(instance) {
    const { element, data, watch, create } = instance
    const box = create('div')
    watch('userSelect', () => element.toggleAttribute('user-select', Boolean(data.userSelect)))
    watch('space', () => {
      box.style.whiteSpace = data.space ? 'pre-wrap' : ''
    })
    watch('nodes', () => {
      const { nodes } = data
      box.replaceChildren(
        ...(Array.isArray(nodes)
          ? nodes.map((node) => fromObject(node, instance))
          : fromHtml(nodes, instance)),
      )
    })
  },
}

function fromHtml(html: unknown, instance: Instance): Node[] {
  const parsed = new instance.view.DOMParser().parseFromString(String(html ?? ''), 'text/html')
  return [...parsed.body.childNodes].map((node) => safeCopy(node, instance))
}

function safeCopy(node: Node, instance: Instance): Node {
  const { document } = instance
  if (node.nodeType === 3) return document.createTextNode(node.nodeValue ?? '')
  const source = node as Element
  const name = source.localName ?? ''
  if (node.nodeType !== 1 || DROPPED.has(name)) return document.createDocumentFragment()
  const copy = TAGS.has(name) ? document.createElement(name) : document.createDocumentFragment()
  if (copy.nodeType === 1) {
    for (const { name: attribute, value } of source.attributes)
      setAttribute(copy as HTMLElement, attribute, value, instance)
  }
  copy.append(...[...source.childNodes].map((child) => safeCopy(child, instance)))
  return copy
}

interface RichNode {
  type?: string
  name?: string
  text?: unknown
  attrs?: Record<string, unknown>
  children?: RichNode[]
}

function fromObject(node: RichNode | string, instance: Instance): Node {
  const { document } = instance
  if (typeof node === 'string') return document.createTextNode(node)
  if (node.type === 'text')
    return document.createTextNode(decoded(String(node.text ?? ''), document))
  const name = String(node.name ?? '').toLowerCase()
  if (!TAGS.has(name)) return document.createDocumentFragment()
  const element = document.createElement(name)
  for (const [attribute, value] of Object.entries(node.attrs ?? {}))
    setAttribute(element, attribute, String(value), instance)
  element.append(...(node.children ?? []).map((child) => fromObject(child, instance)))
  return element
}

function setAttribute(element: HTMLElement, name: string, value: string, instance: Instance): void {
  if (!ATTRIBUTES.has(name)) return
  if (name === 'class') element.className = instance.classes(value).join(' ')
  else if (name === 'style') element.style.cssText = instance.style(value)
  else if (name === 'src')
    element.setAttribute('src', /^\s*javascript:/i.test(value) ? '' : instance.asset(value))
  else element.setAttribute(name, value)
}

/** A text node may hold entities, which count as the characters they stand for. */
function decoded(text: string, document: Document): string {
  if (!text.includes('&')) return text
  const area = document.createElement('textarea')
  area.innerHTML = text
  return area.value
}
