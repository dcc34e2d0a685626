import { builtInOf } from '../built-ins/define'
import { type GeElement, isComponent, tagOf } from '../framework/engine'

/**
 * Calls what the client's typed elements ask for by name, for example `input.input` or `swiper.swipeTo`.
 * @throws for a function that this kind of element does not have here, and for typing into a disabled field
 */
export function callTyped(element: GeElement, name: string, args: readonly unknown[]): unknown {
  const [tag, method = ''] = name.split('.')
  const known = isComponent(element) && tag === tagOf(element) ? builtInOf(element) : undefined
  const call = known?.methods?.[method]
  if (!call || !isComponent(element)) throw new Error(`not supported: ${name}`)
  if ((element.data as Record<string, unknown>).disabled && /\.(input|tap|slideTo)$/.test(name)) {
    throw new Error(`the ${tag} is disabled`)
  }
  return call(...args)
}
