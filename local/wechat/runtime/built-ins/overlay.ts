/** What stands above the page: `<root-portal>` and `<page-container>`. */
import type { BuiltIn } from './define'

/** Lifts its content above everything else of the page, whatever clips or moves its ancestors. */
export const rootPortal: BuiltIn = {
  tag: 'root-portal',
  properties: { enable: { type: Boolean, value: true } },
  css: 'wx-root-portal{display:contents}wx-root-portal[popover]:popover-open{display:block;position:fixed;inset:0 auto auto 0;width:0;height:0;margin:0;padding:0;border:0;overflow:visible;background:none;color:inherit}',
  setup({ element, data, watch }) {
    let attached = false
    const apply = () => {
      if (!attached) return
      if (data.enable) {
        element.setAttribute('popover', 'manual')
        element.showPopover()
      } else element.removeAttribute('popover')
    }
    watch('enable', apply)
    return {
      attached() {
        attached = true
        queueMicrotask(() => element.isConnected && apply())
      },
    }
  },
}

const STYLE = `.cover{position:fixed;inset:0;background:rgba(0,0,0,.5);opacity:0;transition:opacity var(--duration)}
.panel{position:fixed;left:0;right:0;background:#fff;overflow:auto;transition:transform var(--duration);max-height:100%}
.bottom{bottom:0;transform:translateY(100%)}.top{top:0;transform:translateY(-100%)}
.right{top:0;bottom:0;left:auto;width:100%;transform:translateX(100%)}.center{top:50%;transform:translateY(-50%) scale(0)}
.bottom.round{border-radius:20px 20px 0 0}.top.round{border-radius:0 0 20px 20px}
:host([open]) .cover{opacity:1}:host([open]) .bottom,:host([open]) .top,:host([open]) .right{transform:none}
:host([open]) .center{transform:translateY(-50%)}`

export const pageContainer: BuiltIn = {
  tag: 'page-container',
  properties: {
    show: Boolean,
    duration: { type: Number, value: 300 },
    zIndex: { type: Number, value: 100 },
    overlay: { type: Boolean, value: true },
    position: { type: String, value: 'bottom' },
    round: Boolean,
    closeOnSlideDown: Boolean,
    overlayStyle: String,
    customStyle: String,
  },
  css: 'wx-page-container{display:none;position:relative}',
  setup({ element, document, view, data, watch, emit, create, style: styleText }) {
    const root = element.attachShadow({ mode: 'open' })
    const style = document.createElement('style')
    style.textContent = STYLE
    const cover = create('div', 'cover', root)
    const panel = create('div', 'panel', root)
    create('slot', '', panel)
    root.prepend(style)
    panel.setAttribute('role', 'dialog')
    watch('overlay overlayStyle customStyle position round zIndex duration', () => {
      cover.style.cssText = styleText(data.overlayStyle)
      cover.hidden = !data.overlay
      panel.style.cssText = styleText(data.customStyle)
      panel.className = `panel ${String(data.position)}${data.round ? ' round' : ''}`
      element.style.zIndex = String(data.zIndex)
      element.style.setProperty('--duration', `${Number(data.duration)}ms`)
    })
    let shown = false
    watch('show', () => {
      const now = Boolean(data.show)
      if (now === shown) return
      shown = now
      emit(now ? 'beforeenter' : 'beforeleave')
      if (now) element.style.display = 'block'
      view.requestAnimationFrame(() => {
        emit(now ? 'enter' : 'leave')
        element.toggleAttribute('open', now)
      })
      view.setTimeout(() => {
        if (!shown) element.style.display = 'none'
        emit(now ? 'afterenter' : 'afterleave')
      }, Number(data.duration) + 20)
    })
    cover.addEventListener('click', () => emit('clickoverlay'))
  },
}
