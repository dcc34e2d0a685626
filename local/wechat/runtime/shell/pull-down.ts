import { element } from './element'

/** How far the finger must pull before letting go refreshes, and how far the page stays down meanwhile. */
const THRESHOLD = 50

/** The three dots above a page, and the gesture that brings them out. */
export class PullDown {
  readonly element = element(
    'div',
    { class: 'mp-pull-down', role: 'status', 'aria-label': '正在刷新', hidden: true },
    element('i'),
    element('i'),
    element('i'),
  )
  #refreshing = false

  constructor(
    private readonly frame: HTMLIFrameElement,
    top: number,
  ) {
    this.element.style.top = `${top}px`
  }

  /** `dark` dots on a light background or the other way round, as `backgroundTextStyle` says. */
  setStyle(style: 'dark' | 'light'): void {
    this.element.dataset.style = style
  }

  set(refreshing: boolean): void {
    this.#refreshing = refreshing
    this.moveTo(refreshing ? THRESHOLD : 0, true)
  }

  /** Listens inside the page. `pulled` is called when the person lets go below the threshold. */
  listen(pulled: () => void): void {
    const page = this.frame.contentWindow
    if (!page) return
    let from: number | undefined
    let distance = 0
    const begin = (y: number) => {
      const atTop = page.document.documentElement.scrollTop <= 0
      from = atTop && !this.#refreshing ? y : undefined
      distance = 0
    }
    const move = (y: number) => {
      if (from === undefined) return
      // The page moves half the way, which a finger feels as following it.
      distance = Math.max(0, y - from) / 2
      if (distance > 5) this.moveTo(Math.min(distance, THRESHOLD * 1.5), false)
    }
    const end = () => {
      if (from === undefined) return
      from = undefined
      if (distance >= THRESHOLD) pulled()
      else if (distance > 0) this.moveTo(0, true)
    }
    // Touch events for fingers: the browser cancels pointer events as soon as it scrolls by itself.
    page.addEventListener('touchstart', (event) => begin(event.touches[0]?.clientY ?? 0), {
      passive: true,
    })
    page.addEventListener('touchmove', (event) => move(event.touches[0]?.clientY ?? 0), {
      passive: true,
    })
    page.addEventListener('touchend', end)
    page.addEventListener('touchcancel', end)
    page.addEventListener('mousedown', (event) => begin(event.clientY))
    page.addEventListener('mousemove', (event) => move(event.clientY))
    page.addEventListener('mouseup', end)
  }

  private moveTo(distance: number, smoothly: boolean): void {
    this.element.hidden = distance === 0
    this.frame.style.transition = smoothly ? 'translate .2s' : ''
    this.frame.style.translate = distance === 0 ? '' : `0 ${distance}px`
  }
}
