/** `hover-class`: the look of view, button and navigator while a finger rests on them. */
import { composedParent, type GeComponent, type GeElement, isComponent } from './engine'

interface Hovering {
  component: GeComponent
  classes: string[]
  shown: boolean
  timer: number
}

/** Starts what hovers around the touched node; the result ends it. */
export function startHover(target: GeElement, view: Window): () => void {
  const hovering: Hovering[] = []
  for (let node: GeElement | undefined = target; node; node = composedParent(node)) {
    const found = hoverOf(node)
    if (!found) continue
    const state: Hovering = {
      component: found.component,
      classes: found.classes,
      shown: false,
      timer: 0,
    }
    state.timer = view.setTimeout(() => {
      state.shown = true
      toggle(state, true)
    }, found.startTime)
    hovering.push(state)
    if (found.stop) break
  }
  return () => {
    for (const state of hovering.splice(0)) {
      view.clearTimeout(state.timer)
      if (state.shown) view.setTimeout(toggle, stayTime(state.component), state, false)
    }
  }
}

function toggle(state: Hovering, on: boolean): void {
  for (const name of state.classes) state.component.toggleNodeClass(name, on)
}

function stayTime(component: GeComponent): number {
  return Number(component.data.hoverStayTime ?? 400)
}

function hoverOf(node: GeElement) {
  if (!isComponent(node)) return undefined
  const { hoverClass, hoverStartTime, hoverStopPropagation, disabled } = node.data as Record<
    string,
    unknown
  >
  if (typeof hoverClass !== 'string' || hoverClass === '' || hoverClass === 'none' || disabled)
    return undefined
  return {
    component: node,
    classes: hoverClass.split(/\s+/).filter(Boolean),
    startTime: Number(hoverStartTime ?? 50),
    stop: Boolean(hoverStopPropagation),
  }
}
