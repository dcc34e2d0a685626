import type { Apis } from './apis'

/** What `<component>` knows, by attribute; from the built-ins. */
export type ComponentKnowledge = (component: string, attribute?: string, value?: string) => boolean

/**
 * `wx.canIUse`: `api`, `api.object.option`, `api.return.field`, `api.success.field`, `component`,
 * `component.attribute`, `component.attribute.value`. Answers for what this WeChat has, not for a real one.
 */
export function defineCanIUse(apis: Apis, component: ComponentKnowledge): void {
  apis.define('canIUse', (schema: unknown) => {
    const [name = '', kind, ...path] = String(schema).split('.')
    const api = apis.describe(name)
    if (!api) return component(name, kind, path[0])
    if (name === 'cloud') return kind === undefined || kind in (apis.wx.cloud as object)
    const [field] = path
    switch (kind) {
      case undefined:
        return true
      case 'object':
        return field === undefined || api.parameters.includes(field)
      case 'success':
      case 'return':
      case 'callback':
        return field === undefined || api.returns.includes(field)
      default:
        return false
    }
  })
}
