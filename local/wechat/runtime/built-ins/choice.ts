/** `<checkbox>`, `<radio>` and the groups around them. */
import type { GeComponent } from '../framework/engine'
import { around, type BuiltIn, builtInOf, insideByTag, type PropertyDeclaration } from './define'

const BOX_CSS = `.wx-box{display:inline-block;width:22px;height:22px;margin-right:5px;vertical-align:middle;border:1px solid #d1d1d1;background:#fff;border-radius:3px;box-sizing:border-box;position:relative}
.wx-box.wx-round{border-radius:50%}
[aria-checked=true]>.wx-box::after{content:"";position:absolute;left:7px;top:3px;width:5px;height:10px;border:solid var(--wx-check,#09bb07);border-width:0 2px 2px 0;transform:rotate(45deg)}
[aria-checked=true]>.wx-box.wx-round{background:var(--wx-check,#09bb07);border-color:var(--wx-check,#09bb07)}
[aria-checked=true]>.wx-box.wx-round::after{border-color:#fff}
[aria-disabled=true]>.wx-box{background:#e1e1e1;border-color:#d1d1d1}`

function choice(kind: 'checkbox' | 'radio'): BuiltIn {
  const properties: Record<string, PropertyDeclaration> = {
    value: null,
    checked: Boolean,
    disabled: Boolean,
    color: String,
    name: String,
    backgroundColor: String,
    borderColor: String,
    activeBackgroundColor: String,
    activeBorderColor: String,
    iconColor: String,
  }
  return {
    tag: kind,
    properties,
    css: `wx-${kind}{display:inline-block;vertical-align:middle;cursor:pointer}${kind === 'checkbox' ? BOX_CSS : ''}`,
    setup({ component, element, data, watch, set, on, create }) {
      element.setAttribute('role', kind)
      create('div', kind === 'radio' ? 'wx-box wx-round' : 'wx-box')
      watch('checked', () => element.setAttribute('aria-checked', String(Boolean(data.checked))))
      watch('disabled', () => {
        element.setAttribute('aria-disabled', String(Boolean(data.disabled)))
        element.tabIndex = data.disabled ? -1 : 0
      })
      watch('color', () => {
        if (data.color) element.style.setProperty('--wx-check', String(data.color))
      })
      const toggle = () => {
        if (data.disabled || (kind === 'radio' && data.checked)) return
        const group = around(component, `${kind}-group`)
        if (kind === 'radio' && group) {
          for (const other of insideByTag(group, 'radio')) {
            if (other !== component && other.data.checked) other.setData({ checked: false })
          }
        }
        set({ checked: !data.checked })
        if (group) builtInOf(group)?.methods?.changed?.()
      }
      on('tap', toggle)
      return { activate: toggle }
    },
  }
}

function group(kind: 'checkbox' | 'radio'): BuiltIn {
  return {
    tag: `${kind}-group`,
    properties: { name: String },
    css: `wx-${kind}-group{display:block}`,
    setup({ component, element, emit }) {
      element.setAttribute('role', kind === 'radio' ? 'radiogroup' : 'group')
      const value = () => {
        const chosen = insideByTag(component, kind)
          .filter((each) => each.data.checked)
          .map(chosenValue)
        return kind === 'radio' ? (chosen[0] ?? '') : chosen
      }
      return {
        field: {
          value,
          reset() {
            for (const each of insideByTag(component, kind)) each.setData({ checked: false })
          },
        },
        methods: { changed: () => emit('change', { value: value() }) },
      }
    },
  }
}

const chosenValue = (each: GeComponent): unknown => each.data.value ?? ''

export const checkbox = choice('checkbox')
export const checkboxGroup = group('checkbox')
export const radio = choice('radio')
export const radioGroup = group('radio')
