import type { GeComponent } from '../framework/engine'
import { type BuiltIn, builtInOf, inside } from './define'

/** Collects the named controls inside it when a button with `form-type` is tapped. */
export const form: BuiltIn = {
  tag: 'form',
  properties: { reportSubmit: Boolean, reportSubmitTimeout: Number },
  css: 'wx-form{display:block}',
  setup({ component, element, emit, host }) {
    element.setAttribute('role', 'form')
    const names = () =>
      inside(component).filter(
        (each) => typeof each.data.name === 'string' && each.data.name !== '',
      )
    return {
      methods: {
        submit(button) {
          const value: Record<string, unknown> = {}
          for (const each of names()) {
            const field = builtInOf(each)?.field
            if (field) value[String(each.data.name)] = field.value()
            else if (!builtInOf(each) && host.isFormField(each))
              value[String(each.data.name)] = each.data.value
          }
          const { id, dataset } = button as GeComponent
          emit('submit', { value, formId: '', target: { id, dataset } })
        },
        reset() {
          for (const each of inside(component)) builtInOf(each)?.field?.reset()
          emit('reset', {})
        },
      },
    }
  },
}
