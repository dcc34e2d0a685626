/** A page's own scrolling: onPageScroll, and onReachBottom once per arrival. */
import type { WindowConfig } from '../parts'

/** The part of a page that its scrolling concerns. */
interface ScrolledPage {
  readonly frame: HTMLIFrameElement
  readonly window: Pick<WindowConfig, 'onReachBottomDistance'>
  call(handler: string, ...args: unknown[]): unknown
}

export function followScroll(page: ScrolledPage): void {
  const view = page.frame.contentWindow
  if (!view) return
  let atBottom = false
  view.addEventListener(
    'scroll',
    () => {
      const { scrollTop, clientHeight, scrollHeight } = view.document.documentElement
      page.call('onPageScroll', { scrollTop })
      const reached = scrollTop + clientHeight >= scrollHeight - page.window.onReachBottomDistance
      if (reached && !atBottom) page.call('onReachBottom')
      atBottom = reached
    },
    { passive: true },
  )
}
