import type { BuiltIn } from './define'
import { listenToRefresher } from './refresher'

export const scrollView: BuiltIn = {
  tag: 'scroll-view',
  properties: {
    scrollX: Boolean,
    scrollY: Boolean,
    upperThreshold: { type: null, value: 50 },
    lowerThreshold: { type: null, value: 50 },
    scrollTop: null,
    scrollLeft: null,
    scrollIntoView: String,
    scrollIntoViewOffset: Number,
    scrollIntoViewAlignment: String,
    scrollWithAnimation: Boolean,
    enableBackToTop: Boolean,
    enableFlex: Boolean,
    enablePassive: null,
    scrollAnchoring: Boolean,
    enhanced: Boolean,
    bounces: { type: Boolean, value: true },
    showScrollbar: { type: Boolean, value: true },
    pagingEnabled: Boolean,
    fastDeceleration: Boolean,
    refresherEnabled: Boolean,
    refresherThreshold: { type: Number, value: 45 },
    refresherDefaultStyle: { type: String, value: 'black' },
    refresherBackground: { type: String, value: 'transparent' },
    refresherTriggered: Boolean,
    type: String,
    usingSticky: Boolean,
    clip: null,
    cacheExtent: Number,
  },
  css: `wx-scroll-view{display:block;width:100%;position:relative;-webkit-overflow-scrolling:touch;scrollbar-width:none}
.wx-refresher{height:0;overflow:hidden;display:flex;align-items:center;justify-content:center;gap:6px;flex:none}
.wx-refresher>i{width:8px;height:8px;border-radius:50%;background:currentColor;opacity:.4}`,
  setup(instance) {
    const { component, element, view, data, watch, emit, px } = instance
    let left = 0
    let top = 0
    let atStart = true
    let atEnd = false
    watch('scrollX scrollY', () => {
      element.style.overflowX = data.scrollX ? 'auto' : 'hidden'
      element.style.overflowY = data.scrollY ? 'auto' : 'hidden'
    })
    watch('enableFlex', () => {
      element.style.display = data.enableFlex ? 'flex' : ''
    })
    watch('pagingEnabled', () => {
      element.style.scrollSnapType = data.pagingEnabled
        ? data.scrollX
          ? 'x mandatory'
          : 'y mandatory'
        : ''
    })
    const scroll = (to: ScrollToOptions, animated = Boolean(data.scrollWithAnimation)) =>
      element.scrollTo({ ...to, behavior: animated ? 'smooth' : 'instant' })
    // What a property asks for happens once the content is there.
    const later = (act: () => void) => view.setTimeout(() => view.requestAnimationFrame(act))
    watch('scrollTop', () => {
      if (data.scrollTop !== null && data.scrollTop !== '')
        later(() => scroll({ top: px(data.scrollTop) }))
    })
    watch('scrollLeft', () => {
      if (data.scrollLeft !== null && data.scrollLeft !== '')
        later(() => scroll({ left: px(data.scrollLeft) }))
    })
    const intoView = (selector: string) => {
      const target = component.ownerShadowRoot?.querySelector(selector)?.$$ as unknown as
        | Element
        | undefined
      if (!target) return
      const found = target.getBoundingClientRect()
      const box = element.getBoundingClientRect()
      const offset = Number(data.scrollIntoViewOffset ?? 0)
      scroll({
        ...(data.scrollY ? { top: element.scrollTop + found.top - box.top + offset } : {}),
        ...(data.scrollX ? { left: element.scrollLeft + found.left - box.left + offset } : {}),
      })
    }
    watch('scrollIntoView', () => {
      if (data.scrollIntoView) later(() => intoView(`#${String(data.scrollIntoView)}`))
    })
    element.addEventListener('scroll', () => {
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } =
        element
      const deltaX = left - scrollLeft
      const deltaY = top - scrollTop
      left = scrollLeft
      top = scrollTop
      emit('scroll', { scrollLeft, scrollTop, scrollHeight, scrollWidth, deltaX, deltaY })
      const across = Boolean(data.scrollX) && !data.scrollY
      const before = across ? scrollLeft : scrollTop
      const after = across
        ? scrollWidth - clientWidth - scrollLeft
        : scrollHeight - clientHeight - scrollTop
      const nearStart = before <= px(data.upperThreshold)
      const nearEnd = after <= px(data.lowerThreshold)
      const backwards = deltaX > 0 || deltaY > 0
      if (nearStart && !atStart && backwards)
        emit('scrolltoupper', { direction: across ? 'left' : 'top' })
      if (nearEnd && !atEnd && !backwards)
        emit('scrolltolower', { direction: across ? 'right' : 'bottom' })
      atStart = nearStart
      atEnd = nearEnd
    })
    element.addEventListener('scrollend', () =>
      emit('scrollend', { scrollLeft: left, scrollTop: top }),
    )
    listenToRefresher(instance)
    const context = {
      scrollTo: (to: { top?: number; left?: number; animated?: boolean }) =>
        scroll(to, to.animated !== false),
      scrollIntoView: intoView,
    }
    return {
      node: context,
      context,
      methods: {
        scrollTo: (x, y) =>
          element.scrollTo({ left: Number(x), top: Number(y), behavior: 'instant' }),
        scrollTop: () => element.scrollTop,
        scrollLeft: () => element.scrollLeft,
        scrollWidth: () => element.scrollWidth,
        scrollHeight: () => element.scrollHeight,
      },
    }
  },
}
