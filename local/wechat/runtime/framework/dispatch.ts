/** Events sent into the tree of a page, from the person's fingers, from built-ins and from the automator. */
import { type GeElement, glassEasel } from './engine'

/** One finger, as WeChat's `touches` show it. Coordinates are CSS pixels of the page. */
export interface TouchPoint {
  identifier: number
  pageX: number
  pageY: number
  clientX: number
  clientY: number
  force: number
}

export interface DispatchOptions {
  touches?: readonly TouchPoint[]
  changedTouches?: readonly TouchPoint[]
  bubbles?: boolean
  composed?: boolean
  original?: Event
  /** Sees what each handler returned; `false` stops the event. */
  onReturn?(value: unknown): boolean | undefined
}

/** Sends an event and says whether a handler wants the browser's own action prevented. */
export function dispatch(
  target: GeElement,
  type: string,
  detail: unknown,
  options: DispatchOptions = {},
): boolean {
  const { touches, changedTouches, onReturn } = options
  const event = new glassEasel.Event(type, detail, {
    bubbles: options.bubbles ?? true,
    composed: options.composed ?? true,
    capturePhase: true,
    originalEvent: options.original,
    extraFields: touches ? { touches, changedTouches: changedTouches ?? touches } : {},
    ...(onReturn ? { handleListenerReturn: (value: unknown) => onReturn(value) } : {}),
  })
  event.dispatch(target)
  return event.defaultPrevented()
}

/** A tap in the middle of an element, as a keyboard or the automator gives it. */
export function tapPoint(element: Element | undefined): TouchPoint {
  const view = element?.ownerDocument.defaultView
  const box = element?.getBoundingClientRect()
  const clientX = box ? box.left + box.width / 2 : 0
  const clientY = box ? box.top + box.height / 2 : 0
  return {
    identifier: 0,
    clientX,
    clientY,
    pageX: clientX + (view?.scrollX ?? 0),
    pageY: clientY + (view?.scrollY ?? 0),
    force: 1,
  }
}
