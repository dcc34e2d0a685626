import type { AppConfig } from '../../bundle'
import { type Theme, themed } from './colours'
import { element } from './element'

interface TabItem {
  pagePath: string
  text: string
  iconPath: string
  selectedIconPath: string
}

export interface TabBarStyle {
  color: string
  selectedColor: string
  backgroundColor: string
  borderStyle: string
}

interface Mark {
  badge?: string
  dot: boolean
}

const text = (value: unknown, otherwise = '') => (typeof value === 'string' ? value : otherwise)

/** The tab bar of app.json. A `custom` one is drawn by the pages, so this one stays away. */
export class TabBar {
  readonly element = element('nav', { class: 'mp-tab-bar', 'aria-label': '标签栏' })
  readonly items: TabItem[]
  readonly custom: boolean
  readonly #style: TabBarStyle
  readonly #marks = new Map<number, Mark>()
  #selected = ''
  #theme: Theme = 'light'

  constructor(
    private readonly config: AppConfig,
    private readonly imageUrl: (source: string) => string,
    private readonly tap: (index: number) => void,
  ) {
    const declared = (config.app.tabBar ?? {}) as Record<string, unknown>
    this.custom = declared.custom === true
    this.items = ((declared.list ?? []) as Record<string, unknown>[]).map((item) => ({
      pagePath: text(item.pagePath),
      text: text(item.text),
      iconPath: text(item.iconPath),
      selectedIconPath: text(item.selectedIconPath),
    }))
    this.#style = {
      color: text(declared.color, '#7A7E83'),
      selectedColor: text(declared.selectedColor, '#3cc51f'),
      backgroundColor: text(declared.backgroundColor, '#ffffff'),
      borderStyle: text(declared.borderStyle, 'black'),
    }
  }

  /** Draws the bar for the page that is shown. */
  draw(selectedPath: string, theme: Theme): void {
    this.#selected = selectedPath
    this.#theme = theme
    const colour = (value: string) => themed(this.config, theme, value)
    this.element.style.backgroundColor = colour(this.#style.backgroundColor)
    this.element.dataset.border = colour(this.#style.borderStyle) === 'white' ? 'white' : 'black'
    this.element.replaceChildren(
      ...this.items.map((item, index) => {
        const selected = item.pagePath === selectedPath
        const source = colour((selected && item.selectedIconPath) || item.iconPath)
        const mark = this.#marks.get(index)
        return element(
          'button',
          {
            class: 'mp-tab',
            'data-tab': item.pagePath,
            'aria-current': selected ? 'page' : undefined,
            style: { color: colour(selected ? this.#style.selectedColor : this.#style.color) },
            onclick: () => this.tap(index),
          },
          element(
            'span',
            { class: 'mp-tab-icon' },
            source !== '' && element('img', { src: this.imageUrl(source), alt: '' }),
            mark?.badge !== undefined && element('b', { class: 'mp-badge' }, mark.badge),
            mark?.badge === undefined &&
              mark?.dot &&
              element('b', { class: 'mp-dot', role: 'img', 'aria-label': '有新内容' }),
          ),
          element('span', { class: 'mp-tab-text' }, item.text),
        )
      }),
    )
  }

  mark(index: number, change: { badge?: string | undefined; dot?: boolean }): void {
    const mark = this.#marks.get(index) ?? { dot: false }
    if ('badge' in change) {
      if (change.badge === undefined) delete mark.badge
      else mark.badge = change.badge
    }
    if (change.dot !== undefined) mark.dot = change.dot
    this.#marks.set(index, mark)
    this.redraw()
  }

  setStyle(change: Partial<TabBarStyle>): void {
    Object.assign(this.#style, change)
    this.redraw()
  }

  setItem(index: number, change: Partial<Omit<TabItem, 'pagePath'>>): void {
    Object.assign(this.items[index] ?? {}, change)
    this.redraw()
  }

  private redraw(): void {
    this.draw(this.#selected, this.#theme)
  }
}
