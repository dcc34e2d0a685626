type Child = Node | string | undefined | false

interface Attributes {
  class?: string
  /** Inline style declarations. */
  style?: Partial<CSSStyleDeclaration>
  onclick?: (event: MouseEvent) => void
  [attribute: string]: unknown
}

/** Makes an element of the shell. Attributes that are `undefined` or `false` are left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (name === 'style') Object.assign(made.style, value)
    else if (name === 'onclick') made.addEventListener('click', value as EventListener)
    else made.setAttribute(name, value === true ? '' : String(value))
  }
  for (const child of children) if (child) made.append(child)
  return made
}

/** An icon drawn with the text's colour. `paths` are SVG elements on a 24 × 24 grid. */
export function icon(paths: string, className = 'mp-icon'): HTMLElement {
  const made = element('span', { class: className, 'aria-hidden': 'true' })
  made.innerHTML = `<svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`
  return made
}

export const ICONS = {
  back: '<path d="M15 4.5 7.5 12l7.5 7.5"/>',
  home: '<path d="M4 11.5 12 4.5l8 7v8h-5.5v-5h-5v5H4z"/>',
  success: '<path d="m4.5 12.5 5 5 10-11"/>',
  error: '<path d="M12 4.5v9.5"/><path d="M12 19v.01" stroke-width="2.6"/>',
  close: '<path d="m5.5 5.5 13 13m0-13-13 13"/>',
  file: '<path d="M6 3.5h8l4.5 4.5v12.5H6z"/><path d="M14 3.5V8h4.5"/>',
} as const
