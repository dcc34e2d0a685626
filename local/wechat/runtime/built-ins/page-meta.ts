import type { BuiltIn } from './define'

/** What a page's first node says of its page. */
export const pageMeta: BuiltIn = {
  tag: 'page-meta',
  properties: {
    backgroundTextStyle: String,
    backgroundColor: String,
    backgroundColorTop: String,
    backgroundColorBottom: String,
    rootBackgroundColor: String,
    scrollTop: String,
    scrollDuration: { type: Number, value: 300 },
    pageStyle: String,
    pageFontSize: String,
    rootFontSize: String,
    pageOrientation: String,
  },
  css: 'wx-page-meta{display:contents}',
  setup({ document, view, host, data, watch, emit, style, px }) {
    const { documentElement: root } = document
    watch('pageStyle pageFontSize', () => {
      document.body.style.cssText = style(data.pageStyle)
      if (data.pageFontSize) document.body.style.fontSize = fontSize(data.pageFontSize)
    })
    watch('rootFontSize', () => {
      root.style.fontSize = data.rootFontSize ? fontSize(data.rootFontSize) : ''
    })
    watch('rootBackgroundColor backgroundColor', () => {
      root.style.backgroundColor = String(data.rootBackgroundColor || data.backgroundColor || '')
    })
    watch('scrollTop', () => {
      if (data.scrollTop) view.scrollTo({ top: px(data.scrollTop), behavior: 'smooth' })
    })
    view.addEventListener('scroll', () => emit('scroll', { scrollTop: root.scrollTop }), {
      passive: true,
    })
    view.addEventListener('resize', () =>
      emit('resize', { size: { windowWidth: view.innerWidth, windowHeight: view.innerHeight } }),
    )
    /** `system` follows the type size the person chose in WeChat. */
    function fontSize(value: unknown): string {
      return value === 'system' ? `${16 * host.runtime.phone.fontSizeScaleFactor}px` : style(value)
    }
  },
}

export const navigationBar: BuiltIn = {
  tag: 'navigation-bar',
  properties: {
    title: String,
    loading: Boolean,
    frontColor: String,
    backgroundColor: String,
    colorAnimationDuration: Number,
    colorAnimationTimingFunc: String,
  },
  css: 'wx-navigation-bar{display:none}',
  setup({ component, data, watch, host }) {
    let attached = false
    const apply = () => {
      if (!attached) return
      host.runtime.shell.setNavigationBar(host.pageOf(component), {
        ...(data.title ? { navigationBarTitleText: String(data.title) } : {}),
        ...(data.backgroundColor
          ? { navigationBarBackgroundColor: String(data.backgroundColor) }
          : {}),
        ...(data.frontColor
          ? {
              navigationBarTextStyle:
                data.frontColor === '#ffffff' ? ('white' as const) : ('black' as const),
            }
          : {}),
        loading: Boolean(data.loading),
      })
    }
    watch('title loading frontColor backgroundColor', apply)
    return {
      attached() {
        attached = true
        apply()
      },
    }
  },
}
