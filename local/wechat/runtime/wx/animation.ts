import { TRANSFORMS } from '../transforms'

interface Transition {
  duration: number
  timingFunction: string
  delay: number
}

interface AnimationOptions extends Partial<Transition> {
  transformOrigin?: string
}

interface Animate {
  type: string
  args: unknown[]
}

interface Action {
  animates: Animate[]
  option: { transformOrigin: string; transition: Transition }
}

const LENGTHS = ['width', 'height', 'left', 'top', 'right', 'bottom']

/**
 * `wx.createAnimation`: collects steps; `export` hands them over in WeChat's form, which `animation="{{…}}"`
 * plays, and starts anew.
 */
export function createAnimation(defaults: AnimationOptions = {}): Record<string, unknown> {
  let actions: Action[] = []
  // A style set in an earlier step stays; transforms are those of the step alone.
  const styles = new Map<string, Animate>()
  let transforms: Animate[] = []

  const animation: Record<string, unknown> = {
    step(options: AnimationOptions = {}) {
      const option = { duration: 400, timingFunction: 'linear', delay: 0, ...defaults, ...options }
      const { transformOrigin = '50% 50% 0', duration, timingFunction, delay } = option
      actions.push({
        animates: [...transforms, ...styles.values()],
        option: { transformOrigin, transition: { duration, timingFunction, delay } },
      })
      transforms = []
      return animation
    },
    export() {
      const exported = { actions }
      actions = []
      return exported
    },
  }
  for (const type of TRANSFORMS) {
    animation[type] = (...args: unknown[]) => {
      transforms.push({ type, args })
      return animation
    }
  }
  for (const name of ['opacity', 'backgroundColor', ...LENGTHS]) {
    animation[name] = (value: unknown) => {
      const css = typeof value === 'number' && LENGTHS.includes(name) ? `${value}px` : value
      styles.set(name, { type: 'style', args: [name, css] })
      return animation
    }
  }
  return animation
}
