import type { BuiltIn } from './define'

const ENTITIES: Record<string, string> = {
  '&nbsp;': '\u00a0',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&apos;': "'",
  '&quot;': '"',
  '&ensp;': '\u2002',
  '&emsp;': '\u2003',
}

/** What `space` makes of a run of spaces. */
const SPACES: Record<string, string> = { ensp: '\u2002', emsp: '\u2003', nbsp: '\u00a0' }

export const text: BuiltIn = {
  tag: 'text',
  properties: {
    selectable: Boolean,
    userSelect: Boolean,
    space: String,
    decode: Boolean,
    overflow: String,
    maxLines: Number,
  },
  css: `wx-text{display:inline;white-space:pre-line}
wx-text[user-select]{user-select:text;display:inline-block}
wx-text wx-text[user-select]{display:inline}`,
  setup({ element, view, data, watch }) {
    watch('userSelect selectable', () =>
      element.toggleAttribute('user-select', Boolean(data.userSelect || data.selectable)),
    )
    const shown = new WeakMap<Node, string>()
    const draw = () => {
      for (const node of element.childNodes) {
        if (node.nodeType !== 3 || shown.get(node) === node.nodeValue) continue
        const before = node.nodeValue ?? ''
        const after = spaced(data.decode ? decoded(before) : before, String(data.space))
        shown.set(node, after)
        if (after !== before) node.nodeValue = after
      }
    }
    watch('decode space', draw)
    new view.MutationObserver(draw).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  },
}

function decoded(source: string): string {
  return source.replace(
    /&(?:nbsp|lt|gt|amp|apos|quot|ensp|emsp);/g,
    (entity) => ENTITIES[entity] ?? entity,
  )
}

function spaced(source: string, space: string): string {
  const wanted = SPACES[space]
  return wanted ? source.replaceAll(' ', wanted) : source
}
