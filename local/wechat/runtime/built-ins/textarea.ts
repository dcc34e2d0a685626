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
wx-textarea[auto-height]{height:auto}
wx-textarea[auto-height]>textarea{overflow:hidden}`,
  setup(instance) {
    const { data, element, watch, emit, view, create } = instance
    const { input, behaviour, onText } = createField(instance, 'textarea')
    let lines = 0
    /** Height of one line when the style says `normal`. */
    const probeLine = () => {
      const probe = create('div')
      probe.textContent = '国'
      const height = probe.offsetHeight
      probe.remove()
      return height || 20
    }
    const measure = () => {
      if (!input.isConnected) return
      if (data.autoHeight) {
        input.style.height = 'auto'
        input.style.height = `${input.scrollHeight}px`
      }
      const lineHeight = Number.parseFloat(view.getComputedStyle(input).lineHeight) || probeLine()
      const now = Math.max(1, Math.round(input.scrollHeight / lineHeight))
      if (now === lines) return
      lines = now
      emit('linechange', { height: input.scrollHeight, heightRpx: 0, lineCount: now, lineHeight })
    }
    watch('autoHeight', () => {
      element.toggleAttribute('auto-height', Boolean(data.autoHeight))
      if (!data.autoHeight) input.style.height = ''
    })
    onText(measure)
    return {
      ...behaviour,
      attached() {
        behaviour.attached?.()
        view.setTimeout(measure)
      },
    }
  },
}
