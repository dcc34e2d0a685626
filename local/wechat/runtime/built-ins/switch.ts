import type { BuiltIn } from './define'

export const switchControl: BuiltIn = {
  tag: 'switch',
  properties: {
    checked: Boolean,
    disabled: Boolean,
    type: { type: String, value: 'switch' },
    color: { type: String, value: '#04BE02' },
    name: String,
  },
  css: `wx-switch{display:inline-block;vertical-align:middle;cursor:pointer;user-select:none}
.wx-switch{width:52px;height:32px;border-radius:16px;background:#dfdfdf;position:relative;box-sizing:border-box;transition:background .1s}
.wx-switch::after{content:"";position:absolute;left:1px;top:1px;width:30px;height:30px;border-radius:15px;background:#fff;box-shadow:0 1px 3px rgba(0,0,0,.4);transition:transform .2s}
[aria-checked=true]>.wx-switch{background:var(--wx-switch)}
[aria-checked=true]>.wx-switch::after{transform:translateX(20px)}
[aria-disabled=true]>.wx-switch{opacity:.7}`,
  setup({ element, data, watch, set, emit, on, create }) {
    const face = create('div')
    watch('type', () => {
      face.className = data.type === 'checkbox' ? 'wx-box' : 'wx-switch'
      element.setAttribute('role', data.type === 'checkbox' ? 'checkbox' : 'switch')
    })
    watch('checked', () => element.setAttribute('aria-checked', String(Boolean(data.checked))))
    watch('disabled', () => {
      element.setAttribute('aria-disabled', String(Boolean(data.disabled)))
      element.tabIndex = data.disabled ? -1 : 0
    })
    watch('color', () => {
      element.style.setProperty('--wx-switch', String(data.color))
      element.style.setProperty('--wx-check', String(data.color))
    })
    const toggle = () => {
      if (data.disabled) return
      set({ checked: !data.checked })
      emit('change', { value: data.checked })
    }
    on('tap', toggle)
    return {
      activate: toggle,
      field: { value: () => Boolean(data.checked), reset: () => set({ checked: false }) },
      methods: { tap: toggle },
    }
  },
}
