import type { BuiltIn } from './define'
import { createField, FIELD_PROPERTIES } from './text-field'

export const textarea: BuiltIn = {
  tag: 'textarea',
  properties: {
    ...FIELD_PROPERTIES,
    placeholderClass: { type: String, value: 'textarea-placeholder' },
    confirmType: { type: String, value: 'return' },
    autoHeight: Boolean,
    fixed: Boolean,
    showConfirmBar: { type: Boolean, value: true },
    disableDefaultPadding: Boolean,
  },
  css: `wx-textarea{display:block;position:relative;width:300px;height:150px;user-select:text}
wx-textarea>.wx-placeholder{white-space:pre-wrap}
wx-textarea[auto-height]{height:auto;display:flex;flex-direction:column}
wx-textarea[auto-height]>textarea{overflow:hidden;flex:1 0 auto}`,
  setup(instance) {
    const { data, element, watch, emit, view, create } = instance
    const { input, behaviour, onText } = createField(instance, 'textarea')
    // An empty one that grows is one line high; HTML's is two.
    ;(input as HTMLTextAreaElement).rows = 1
    let lines = 0
    let width = 0
    /** Height of one line when the style says `normal`. */
    const probeLine = () => {
      const probe = create('div')
      probe.textContent = '国'
      const height = probe.offsetHeight
      probe.remove()
      return height || 20
    }
    /** Meanwhile the element keeps its height, or a page that is scrolled to its end would jump. */
    const contentHeight = () => {
      const { minHeight } = element.style
      const { height, flex } = input.style
      element.style.minHeight = `${element.offsetHeight}px`
      input.style.flex = 'none'
      input.style.height = '0'
      const found = input.scrollHeight
      Object.assign(input.style, { height, flex })
      element.style.minHeight = minHeight
      return found
    }
    const measure = () => {
      // Nothing has a height where nothing is shown.
      if (input.offsetWidth === 0) return
      const height = contentHeight()
      if (data.autoHeight) input.style.height = `${height}px`
      const lineHeight = Number.parseFloat(view.getComputedStyle(input).lineHeight) || probeLine()
      const now = Math.max(1, Math.round(height / lineHeight))
      if (now === lines) return
      lines = now
      const heightRpx = Math.round((height * 750) / view.innerWidth)
      emit('linechange', { height, heightRpx, lineCount: now, lineHeight })
    }
    // The same text takes more lines where there is less room.
    new view.ResizeObserver(() => {
      if (input.offsetWidth === width) return
      width = input.offsetWidth
      measure()
    }).observe(input)
    view.document.fonts.addEventListener('loadingdone', measure)
    watch('autoHeight', () => {
      element.toggleAttribute('auto-height', Boolean(data.autoHeight))
      if (!data.autoHeight) input.style.height = ''
    })
    onText(measure)
    return {
      ...behaviour,
      attached() {
        behaviour.attached?.()
        width = input.offsetWidth
        view.setTimeout(measure)
      },
    }
  },
}
