/** Animations of the logic layer: `this.animate(…)` with key frames, and what `wx.createAnimation` exported. */
import { TRANSFORMS } from '../transforms'

/** A key frame of `animate`: numbers of a translation are px, of a rotation or skew degrees. */
export function keyframe(frame: Record<string, unknown>): Keyframe {
  const css: Record<string, string | number> = {}
  const transforms: string[] = []
  for (const [name, value] of Object.entries(frame)) {
    if (TRANSFORMS.includes(name)) transforms.push(`${name}(${operands(name, value)})`)
    else if (name === 'ease') css.easing = String(value)
    else if (typeof value === 'string' || typeof value === 'number') css[name] = value
  }
  if (transforms.length) css.transform = transforms.join(' ')
  return css
}

function operands(name: string, value: unknown): string {
  const unit = name.startsWith('translate') ? 'px' : /^(rotate|skew)/.test(name) ? 'deg' : ''
  return [value]
    .flat()
    .map((item) => (typeof item === 'number' ? `${item}${unit}` : String(item)))
    .join(',')
}

/** One step of an exported animation. */
interface Action {
  animates: { type: string; args: unknown[] }[]
  option: {
    transformOrigin?: string
    transition: { duration: number; timingFunction: string; delay: number }
  }
}

/** Plays what `wx.createAnimation().step().export()` made on an element, calling back after every step. */
export function playExported(element: HTMLElement, exported: unknown, stepped: () => void): void {
  const actions = (exported as { actions?: Action[] } | undefined)?.actions ?? []
  const view = element.ownerDocument.defaultView ?? window
  let start = 0
  for (const action of actions) {
    const { duration, timingFunction, delay } = action.option.transition
    // The style must change after the transition is known, or the first step jumps.
    view.setTimeout(() => view.requestAnimationFrame(() => applyAction(element, action)), start)
    start += duration + delay
    view.setTimeout(stepped, start + 17)
    element.style.transition = `all ${duration}ms ${timingFunction} ${delay}ms`
  }
}

function applyAction(element: HTMLElement, { animates, option }: Action): void {
  const { duration, timingFunction, delay } = option.transition
  element.style.transition = `all ${duration}ms ${timingFunction} ${delay}ms`
  if (option.transformOrigin) element.style.transformOrigin = option.transformOrigin
  const transforms: string[] = []
  for (const { type, args } of animates) {
    if (type === 'style') element.style.setProperty(cssName(String(args[0])), String(args[1]))
    else transforms.push(`${type}(${operands(type, args)})`)
  }
  if (transforms.length) element.style.transform = transforms.join(' ')
}

function cssName(name: string): string {
  return name.replace(/[A-Z]/g, (upper) => `-${upper.toLowerCase()}`)
}
