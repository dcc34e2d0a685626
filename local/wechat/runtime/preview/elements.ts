type Child = Node | string | undefined

/** An element with attributes and children; `on…` attributes are listeners, `undefined` ones are left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | boolean | undefined | ((event: Event) => void)> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') made.addEventListener(name.slice(2), value)
    else made.setAttribute(name, value === true ? '' : value)
  }
  made.append(...children.filter((child): child is Node | string => child !== undefined))
  return made
}

/** A labelled row of choices, operable by keyboard as one group of radio buttons. */
export function choices<Value>(
  label: string,
  options: readonly (readonly [text: string, value: Value])[],
  isChosen: (value: Value) => boolean,
  choose: (value: Value) => void,
): HTMLElement {
  const name = `${label}-${Math.random()}`
  return element(
    'fieldset',
    {},
    element('legend', {}, label),
    ...options.map(([text, value]) =>
      element(
        'label',
        { class: 'choice' },
        element('input', {
          type: 'radio',
          name,
          checked: isChosen(value),
          onchange: () => choose(value),
        }),
        element('span', {}, text),
      ),
    ),
  )
}

/** @param explained what it does, where the few words on it do not say enough */
export function button(text: string, act: () => void, explained?: string): HTMLElement {
  return element('button', { type: 'button', onclick: act, title: explained }, text)
}
