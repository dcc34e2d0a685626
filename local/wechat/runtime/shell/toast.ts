import { element, ICONS, icon } from './element'

export interface ToastOptions {
  title: string
  icon: 'success' | 'error' | 'loading' | 'none'
  image?: string
  /** Milliseconds; 0 stays until it is hidden. */
  duration: number
  mask: boolean
}

/** The one toast or loading there can be. Shown as a popover so that it lies above an open dialog. */
export class Toast {
  #shown: HTMLElement | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly host: HTMLElement,
    private readonly imageUrl: (source: string) => string,
  ) {}

  show(options: ToastOptions): void {
    this.hide()
    const box = element(
      'div',
      {
        class: `mp-toast${options.icon === 'none' && options.image === undefined ? '' : ' mp-with-icon'}`,
        role: options.icon === 'error' ? 'alert' : 'status',
      },
      this.picture(options),
      element('div', { class: 'mp-toast-text' }, options.title),
    )
    const layer = element(
      'div',
      { class: `mp-toast-layer${options.mask ? ' mp-mask' : ''}`, popover: 'manual' },
      box,
    )
    this.host.append(layer)
    layer.showPopover()
    this.#shown = layer
    if (options.duration > 0) this.#timer = setTimeout(() => this.hide(), options.duration)
  }

  hide(): void {
    clearTimeout(this.#timer)
    this.#shown?.remove()
    this.#shown = undefined
  }

  private picture({ icon: name, image }: ToastOptions): Node | undefined {
    if (image !== undefined) {
      return element('img', { class: 'mp-toast-picture', src: this.imageUrl(image), alt: '' })
    }
    if (name === 'none') return undefined
    if (name === 'loading') return element('span', { class: 'mp-spinner mp-large' })
    return icon(ICONS[name], 'mp-toast-picture')
  }
}
