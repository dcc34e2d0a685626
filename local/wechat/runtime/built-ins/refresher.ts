/** The pull at the top of a scroll-view that refreshes it (`refresher-enabled`). */
import type { Instance } from './define'

export function listenToRefresher({
  element,
  document,
  data,
  watch,
  on,
  emit,
  set,
}: Instance): void {
  const indicator = document.createElement('div')
  indicator.className = 'wx-refresher'
  indicator.setAttribute('aria-hidden', 'true')
  indicator.append(...['i', 'i', 'i'].map((tag) => document.createElement(tag)))
  let start: number | undefined
  let pulled = 0
  const stretch = (height: number, smoothly: boolean) => {
    indicator.style.transition = smoothly ? 'height .2s' : 'none'
    indicator.style.height = `${height}px`
  }
  watch('refresherEnabled', () => {
    if (data.refresherEnabled) element.prepend(indicator)
    else indicator.remove()
  })
  watch('refresherBackground refresherDefaultStyle', () => {
    indicator.style.background = String(data.refresherBackground)
    indicator.style.color = data.refresherDefaultStyle === 'white' ? '#fff' : '#000'
  })
  let refreshing = false
  watch('refresherTriggered', () => {
    const now = Boolean(data.refresherTriggered)
    if (now === refreshing) return
    refreshing = now
    stretch(now ? Number(data.refresherThreshold) : 0, true)
    emit(now ? 'refresherrefresh' : 'refresherrestore', { dy: 0 })
  })
  on('touchstart', ({ touches }) => {
    start =
      data.refresherEnabled && !refreshing && element.scrollTop <= 0
        ? touches[0]?.clientY
        : undefined
    pulled = 0
  })
  on('touchmove', ({ touches }) => {
    if (start === undefined || !touches[0]) return
    pulled = Math.max(0, (touches[0].clientY - start) / 2)
    if (pulled === 0) return
    stretch(Math.min(pulled, Number(data.refresherThreshold) * 2), false)
    emit('refresherpulling', { dy: pulled })
  })
  on('touchend', () => {
    if (start === undefined || pulled === 0) return
    start = undefined
    if (pulled >= Number(data.refresherThreshold)) set({ refresherTriggered: true })
    else {
      stretch(0, true)
      emit('refresherabort', { dy: pulled })
    }
  })
}
