/** The object a handler receives, as WeChat documents it: plain data, never the nodes themselves. */
import { componentOf, copyData, domOf, type GeElement, type GeEvent } from './engine'

export interface EventTargetObject {
  id: string
  offsetLeft: number
  offsetTop: number
  dataset: Record<string, unknown>
}

export type EventObject = Record<string, unknown> & {
  type: string
  timeStamp: number
  target: EventTargetObject
  currentTarget: EventTargetObject
  mark: Record<string, unknown>
  detail: unknown
}

/** The element behind an event's target, which for a page or component is its `this`. */
export function eventTarget(target: unknown): GeElement {
  return componentOf(target) ?? (target as GeElement)
}

export function eventObject(event: GeEvent): EventObject {
  return {
    ...event.extraFields,
    type: event.type,
    timeStamp: event.timeStamp,
    target: targetObject(eventTarget(event.target)),
    currentTarget: targetObject(eventTarget(event.currentTarget)),
    mark: copyData(event.mark ?? {}),
    detail: event.detail,
    mut: event.mutatedMarked(),
  }
}

function targetObject(element: GeElement): EventTargetObject {
  const dom = domOf(element)
  return {
    id: element.id,
    offsetLeft: dom?.offsetLeft ?? 0,
    offsetTop: dom?.offsetTop ?? 0,
    dataset: copyData(element.dataset),
  }
}
