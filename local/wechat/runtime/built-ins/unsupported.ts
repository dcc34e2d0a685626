/** Built-ins that are not there: a box that says so, and an error in the console. Never silence. */
import type { BuiltIn, Instance } from './define'

/** One of them, by its tag. */
export function unsupported(tag: string): BuiltIn {
  return {
    tag,
    properties: { src: String, type: String, unitId: String },
    css: `wx-${tag}{display:block;overflow:hidden}`,
    setup(instance) {
      labelUnsupported(instance, tag)
    },
  }
}

export const UNSUPPORTED_CSS =
  '.wx-unsupported{display:block;box-sizing:border-box;margin:4px;padding:12px;border:1px dashed #b04000;color:#b04000;background:#fff6ee;font:14px/1.4 sans-serif;text-align:center}'

/** Shows the box in an instance and says in the console what is missing. */
export function labelUnsupported({ create, data, host }: Instance, what: string): void {
  const source = data.src ? ` ${String(data.src)}` : ''
  create('div', 'wx-unsupported').textContent =
    `<${what}>${source}：本地预览不支持，请在微信开发者工具或真机上查看`
  const where = host.runtime.router?.top?.path ?? ''
  console.error(
    `<${what}> is not supported by the local WeChat${where ? ` (first seen while ${where} was open)` : ''}`,
  )
}
