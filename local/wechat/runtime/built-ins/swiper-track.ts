/** The moving row of a swiper's items, and its dots. */
import type { Instance } from './define'

const STYLE = `.window{position:absolute;inset:0;overflow:hidden}.track{position:absolute;inset:0}
.dots{position:absolute;left:0;right:0;bottom:10px;text-align:center;font-size:0}
.dots.vertical{left:auto;right:10px;top:0;bottom:0;display:flex;flex-direction:column;justify-content:center}
.dots i{display:inline-block;width:8px;height:8px;border-radius:50%;margin:3px}`

const EASINGS: Record<string, string> = {
  default: 'ease',
  linear: 'linear',
  easeInCubic: 'cubic-bezier(.32,0,.67,0)',
  easeOutCubic: 'cubic-bezier(.33,1,.68,1)',
  easeInOutCubic: 'cubic-bezier(.65,0,.35,1)',
}

export class SwiperTrack {
  private readonly track: HTMLElement
  private readonly dots: HTMLElement

  constructor(private readonly instance: Instance) {
    const { element, document } = instance
    const root = element.attachShadow({ mode: 'open' })
    const style = document.createElement('style')
    style.textContent = STYLE
    const view = instance.create('div', 'window', root)
    this.track = instance.create('div', 'track', view)
    instance.create('slot', '', this.track)
    this.dots = instance.create('div', 'dots', root)
    this.dots.setAttribute('aria-hidden', 'true')
    root.prepend(style)
  }

  get items(): HTMLElement[] {
    return [...this.instance.element.children].filter(
      (child) => child.localName === 'wx-swiper-item',
    ) as HTMLElement[]
  }

  /** @param offset how far a finger has moved the row, in CSS pixels. */
  draw(current: number, offset: number, animated: boolean): void {
    const { data, style } = this.instance
    const vertical = Boolean(data.vertical)
    const shown = Number(data.displayMultipleItems) || 1
    const [before, after] = [style(data.previousMargin) || '0px', style(data.nextMargin) || '0px']
    const { items } = this
    items.forEach((item, index) => {
      item.style.width = vertical ? '100%' : `${100 / shown}%`
      item.style.height = vertical ? `${100 / shown}%` : '100%'
      item.style.transform = move(vertical, `${index * 100}%`)
      // What is not seen is not read out either.
      const hidden = index < current || index >= current + shown
      item.setAttribute('aria-hidden', String(hidden))
    })
    this.track.style.inset = vertical ? `${before} 0 ${after} 0` : `0 ${after} 0 ${before}`
    const easing = EASINGS[String(data.easingFunction)] ?? 'ease'
    this.track.style.transition = animated
      ? `transform ${Number(data.duration)}ms ${easing}`
      : 'none'
    this.track.style.transform = move(vertical, `calc(${(-current * 100) / shown}% + ${offset}px)`)
    this.dots.className = vertical ? 'dots vertical' : 'dots'
    this.dots.replaceChildren(
      ...(data.indicatorDots ? items.map((_, index) => this.dot(index === current)) : []),
    )
  }

  private dot(active: boolean): HTMLElement {
    const { data, document } = this.instance
    const dot = document.createElement('i')
    dot.style.background = String(active ? data.indicatorActiveColor : data.indicatorColor)
    return dot
  }
}

function move(vertical: boolean, distance: string): string {
  return vertical ? `translate(0,${distance})` : `translate(${distance},0)`
}
