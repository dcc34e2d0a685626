/** A page's own scrolling: onPageScroll, and onReachBottom once per arrival. */
import type { WindowConfig } from '../parts'

/** The part of a page that its scrolling concerns. */
interface ScrolledPage {
  readonly frame: HTMLIFrameElement
  readonly window: Pick<WindowConfig, 'onReachBottomDistance'>
  call(handler: string, ...args: unknown[]): unknown
}

export function followScroll(page: ScrolledPage): void {
  const view = page.frame.contentWindow as (Window & typeof globalThis) | null
  if (!view) return
  let atBottom = false
  const reached = () => {
    const { scrollTop, clientHeight, scrollHeight } = view.document.documentElement
    return scrollTop + clientHeight >= scrollHeight - page.window.onReachBottomDistance
  }
  // What grows below takes the bottom away, also when nothing is scrolled until it is reached again.
  new view.ResizeObserver(() => {
    if (!reached()) atBottom = false
  }).observe(view.document.body)
  view.addEventListener(
    'scroll',
    () => {
      page.call('onPageScroll', { scrollTop: view.document.documentElement.scrollTop })
      const before = atBottom
      atBottom = reached()
      if (atBottom && !before) page.call('onReachBottom')
    },
    { passive: true },
  )
}
