/**
 * Fingers and the mouse of one page turned into the events of a mini-program: touchstart, touchmove, touchend,
 * touchcancel, tap, longpress, longtap. The left mouse button acts as one finger, Enter and Space on a focused
 * control as a tap.
 */
import { dispatch, type TouchPoint, tapPoint } from './dispatch'
import {
  composedParent,
  domOf,
  elementOfDom,
  type GeElement,
  hasListener,
  isComponent,
} from './engine'
import { startHover } from './hover'

/** CSS pixels a finger may move and still tap. */
const TAP_DISTANCE = 10
/** Milliseconds until a resting finger is a long press. */
const LONG_PRESS = 350
/** Milliseconds after a touch in which the browser's imitated mouse events are ignored. */
const MOUSE_AFTER_TOUCH = 1000

export interface GestureHost {
  /** Wraps a tap: some APIs work only from one. */
  runTap<T>(handler: () => T): T
}

interface Finger {
  start: TouchPoint
  target: GeElement
  moved: boolean
  /** The long press is over and done with, whether or not somebody listened. */
  rested: boolean
  /** Somebody listened to it, so that no tap follows. */
  longPressed: boolean
  /** When it touched, in the milliseconds of its events. */
  since: number
  timer: number
  endHover: () => void
}

/**
 * When a finger last touched any page, in milliseconds since the epoch. Not per page: a tap may open another page,
 * and the mouse click with which the browser imitates that tap then lands there.
 */
let lastTouch = Number.NEGATIVE_INFINITY

/** Listens to a page's window until the window goes away. */
export function listenToGestures(view: Window & typeof globalThis, host: GestureHost): void {
  const { document } = view
  const fingers = new Map<number, Finger>()
  // Every document counts from its own origin.
  const instantOf = (event: Event) => view.performance.timeOrigin + event.timeStamp

  function begin(
    point: TouchPoint,
    dom: EventTarget | null,
    touches: TouchPoint[],
    original: Event,
  ): void {
    const target = elementOfDom(dom)
    if (!target) return
    const finger: Finger = {
      start: point,
      target,
      moved: false,
      rested: false,
      longPressed: false,
      since: original.timeStamp,
      endHover: startHover(target, view),
      timer: view.setTimeout(() => longPress(finger, touches), LONG_PRESS),
    }
    fingers.set(point.identifier, finger)
    dispatch(target, 'touchstart', {}, { touches, changedTouches: [point], original })
  }

  function longPress(finger: Finger, touches: TouchPoint[]): void {
    const { target, start } = finger
    finger.rested = true
    finger.longPressed = listenedAround(target, 'longpress')
    const detail = { x: start.pageX, y: start.pageY }
    for (const type of ['longpress', 'longtap'])
      host.runTap(() => dispatch(target, type, detail, { touches, changedTouches: [start] }))
  }

  function move(point: TouchPoint, touches: TouchPoint[], original: Event): void {
    const finger = fingers.get(point.identifier)
    if (!finger) return
    const { start } = finger
    if (
      !finger.moved &&
      Math.hypot(point.clientX - start.clientX, point.clientY - start.clientY) > TAP_DISTANCE
    ) {
      finger.moved = true
      view.clearTimeout(finger.timer)
      finger.endHover()
    }
    const prevented = dispatch(
      finger.target,
      'touchmove',
      {},
      { touches, changedTouches: [point], original },
    )
    if (prevented && original.cancelable) original.preventDefault()
  }

  function end(
    point: TouchPoint,
    touches: TouchPoint[],
    original: Event,
    cancelled: boolean,
  ): void {
    const finger = fingers.get(point.identifier)
    if (!finger) return
    fingers.delete(point.identifier)
    view.clearTimeout(finger.timer)
    finger.endHover()
    // On a busy machine the timer may be later than the finger that was lifted in time.
    const rested = original.timeStamp - finger.since >= LONG_PRESS
    if (!cancelled && !finger.moved && !finger.rested && rested) longPress(finger, touches)
    const options = { touches, changedTouches: [point], original }
    dispatch(finger.target, cancelled ? 'touchcancel' : 'touchend', {}, options)
    if (!cancelled && !finger.moved && !finger.longPressed)
      tap(finger.target, point, host, original)
  }

  const onTouch =
    (handle: (point: TouchPoint, all: TouchPoint[], event: TouchEvent) => void) =>
    (event: TouchEvent) => {
      lastTouch = instantOf(event)
      const all = [...event.touches].map(pointOf)
      for (const touch of event.changedTouches) handle(pointOf(touch), all, event)
    }
  const capture = { capture: true, passive: false }
  document.addEventListener(
    'touchstart',
    onTouch((point, all, event) => begin(point, event.target, all, event)),
    capture,
  )
  document.addEventListener('touchmove', onTouch(move), capture)
  document.addEventListener(
    'touchend',
    onTouch((point, all, event) => end(point, all, event, false)),
    capture,
  )
  document.addEventListener(
    'touchcancel',
    onTouch((point, all, event) => end(point, all, event, true)),
    capture,
  )

  const imitated = (event: MouseEvent) => instantOf(event) - lastTouch < MOUSE_AFTER_TOUCH
  document.addEventListener(
    'mousedown',
    (event) => {
      if (imitated(event) || event.button !== 0) return
      const point = pointOf(event)
      begin(point, event.composedPath()[0] ?? null, [point], event)
    },
    true,
  )
  view.addEventListener(
    'mousemove',
    (event) => {
      if (imitated(event)) return
      const point = pointOf(event)
      // The button may have been let go outside of the window.
      if (event.buttons === 0) end(point, [], event, true)
      else move(point, [point], event)
    },
    true,
  )
  view.addEventListener(
    'mouseup',
    (event) => !imitated(event) && end(pointOf(event), [], event, false),
    true,
  )

  document.addEventListener('keydown', (event) => {
    const dom = event.target as HTMLElement
    if ((event.key !== 'Enter' && event.key !== ' ') || !dom.hasAttribute?.('tabindex')) return
    const target = elementOfDom(dom)
    if (!target || domOf(target) !== dom) return
    event.preventDefault()
    tap(target, tapPoint(dom), host, event)
  })
}

/** A tap on a node; a disabled button around it swallows it. */
function tap(target: GeElement, point: TouchPoint, host: GestureHost, original?: Event): void {
  for (let node: GeElement | undefined = target; node; node = composedParent(node)) {
    if (isComponent(node) && node.is === 'wx://button' && node.data.disabled) return
  }
  host.runTap(() =>
    dispatch(
      target,
      'tap',
      { x: point.pageX, y: point.pageY },
      { touches: [point], ...(original ? { original } : {}) },
    ),
  )
}

function listenedAround(target: GeElement, name: string): boolean {
  for (let node: GeElement | undefined = target; node; node = composedParent(node)) {
    if (hasListener(node, name)) return true
  }
  return false
}

function pointOf(source: MouseEvent | Touch): TouchPoint {
  return {
    identifier: 'identifier' in source ? source.identifier : 0,
    pageX: source.pageX,
    pageY: source.pageY,
    clientX: source.clientX,
    clientY: source.clientY,
    force: 'force' in source ? source.force : 1,
  }
}
