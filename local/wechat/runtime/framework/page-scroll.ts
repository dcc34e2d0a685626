/** A page's own scrolling: onPageScroll, and onReachBottom once per arrival. */
import type { OpenPage } from './page'

export function followScroll(page: OpenPage): void {
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
