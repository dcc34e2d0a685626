import { domOf, isComponent } from '../framework/engine'
import { type BuiltIn, builtInOf, insideByTag } from './define'

const CONTROLS = ['button', 'checkbox', 'radio', 'switch', 'input', 'textarea']
let lastId = 0

/** A tap on the label acts on its control: the one named by `for`, else the first inside. */
export const label: BuiltIn = {
  tag: 'label',
  properties: { for: String },
  css: 'wx-label{display:inline;cursor:pointer}',
  setup({ component, element, data, on, view }) {
    const control = () => {
      const named = data.for
        ? component.ownerShadowRoot?.querySelector(`#${String(data.for)}`)
        : undefined
      if (isComponent(named)) return named
      return data.for ? undefined : insideByTag(component, ...CONTROLS)[0]
    }
    on('tap', (event) => {
      const touched = event.target
      if (
        isComponent(touched) &&
        touched !== component &&
        CONTROLS.some((tag) => touched.is === `wx://${tag}`)
      )
        return
      const found = control()
      if (found) builtInOf(found)?.activate?.()
    })
    return {
      attached() {
        // The controls inside are there only once the whole page is.
        view.setTimeout(() => {
          const found = control()
          const host = found && domOf(found)
          const named = host?.querySelector('input,textarea') ?? host
          if (!named || host?.hasAttribute('aria-label')) return
          if (!element.id) {
            lastId += 1
            element.id = `wx-label-${lastId}`
          }
          named.setAttribute('aria-labelledby', element.id)
        })
      },
    }
  },
}
