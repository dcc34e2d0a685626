import { element, ICONS, icon } from './element'

export interface NavigationBarState {
  title: string
  background: string
  /** `#ffffff` or `#000000`. */
  foreground: string
  custom: boolean
  loading: boolean
  canGoBack: boolean
  showHome: boolean
  /** Milliseconds of the colour's transition, as setNavigationBarColor's `animation.duration`. */
  duration: number
}

/** Status bar and navigation bar; of a page with `"navigationStyle": "custom"` only the status bar is left. */
export class NavigationBar {
  readonly element = element('header', { class: 'mp-navigation' })
  readonly #bar: HTMLElement
  readonly #title = element('h1', { class: 'mp-title' })
  readonly #back: HTMLElement
  readonly #home: HTMLElement
  readonly #spinner = element('span', {
    class: 'mp-spinner',
    role: 'status',
    'aria-label': '加载中',
  })

  constructor(statusBar: HTMLElement, actions: { back(): void; home(): void }) {
    this.#back = element(
      'button',
      {
        class: 'mp-navigate',
        'aria-label': '返回',
        'data-native': 'navigateLeft',
        onclick: actions.back,
      },
      icon(ICONS.back),
    )
    this.#home = element(
      'button',
      {
        class: 'mp-navigate',
        'aria-label': '回到首页',
        'data-native': 'goHome',
        onclick: actions.home,
      },
      icon(ICONS.home),
    )
    this.#bar = element(
      'div',
      { class: 'mp-navigation-bar' },
      element('div', { class: 'mp-navigation-left' }, this.#back, this.#home),
      element('div', { class: 'mp-navigation-middle' }, this.#spinner, this.#title),
    )
    this.element.append(statusBar, this.#bar)
  }

  draw(state: NavigationBarState): void {
    this.element.style.transition = state.duration > 0 ? `background-color ${state.duration}ms` : ''
    this.element.style.backgroundColor = state.custom ? 'transparent' : state.background
    this.element.style.color = state.foreground
    this.element.classList.toggle('mp-custom', state.custom)
    this.#bar.hidden = state.custom
    this.#back.hidden = !state.canGoBack
    this.#home.hidden = !state.showHome
    this.#spinner.hidden = !state.loading
    if (this.#title.textContent !== state.title) this.#title.textContent = state.title
  }
}
