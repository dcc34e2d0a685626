import { element } from './element'

/** Height of a row, as in style.ts. */
const ROW = 48

/** One wheel of a picker. It turns by scrolling, by tapping a row and by the arrow keys. */
export class PickerColumn {
  readonly element: HTMLElement
  readonly #rows = element('div', { class: 'mp-wheel-rows' })
  #items: string[] = []
  #value = 0
  #settling: ReturnType<typeof setTimeout> | undefined

  constructor(
    label: string,
    private readonly changed: (value: number) => void,
  ) {
    this.element = element(
      'div',
      { class: 'mp-wheel', role: 'listbox', 'aria-label': label, tabindex: 0 },
      this.#rows,
    )
    this.element.addEventListener('keydown', (event) => this.key(event))
    this.element.addEventListener('scroll', () => this.scrolled(), { passive: true })
  }

  get value(): number {
    return this.#value
  }

  /** Replaces the rows; the value is kept within them. */
  set(items: readonly string[], value: number): void {
    this.#items = [...items]
    this.#value = Math.max(0, Math.min(value, items.length - 1))
    this.#rows.replaceChildren(
      ...items.map((item, index) =>
        element(
          'div',
          { class: 'mp-wheel-row', role: 'option', onclick: () => this.turnTo(index) },
          item,
        ),
      ),
    )
    this.mark()
    this.element.scrollTop = this.#value * ROW
  }

  /** Puts the wheel where its value is; needed once it is laid out. */
  settle(): void {
    this.element.scrollTop = this.#value * ROW
  }

  private turnTo(index: number): void {
    const value = Math.max(0, Math.min(index, this.#items.length - 1))
    this.element.scrollTop = value * ROW
    this.take(value)
  }

  private take(value: number): void {
    if (value === this.#value) return
    this.#value = value
    this.mark()
    this.changed(value)
  }

  private mark(): void {
    ;[...this.#rows.children].forEach((row, index) => {
      row.setAttribute('aria-selected', String(index === this.#value))
    })
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    this.turnTo(this.#value + step)
  }

  /** A wheel counts as turned once it stands still. */
  private scrolled(): void {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => {
      const nearest = Math.round(this.element.scrollTop / ROW)
      this.take(Math.max(0, Math.min(nearest, this.#items.length - 1)))
    }, 80)
  }
}
