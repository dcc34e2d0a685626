/** Touches as the client sends them. */
interface GivenTouch {
  identifier?: number
  pageX?: number
  pageY?: number
  clientX?: number
  clientY?: number
}

/**
 * Puts a finger on an element, moves it or lifts it, as events of the browser: everything that listens to real
 * fingers takes them for such. Without coordinates the finger is in the middle of the element.
 */
export function touch(
  dom: HTMLElement,
  type: 'touchstart' | 'touchmove' | 'touchend',
  params: Record<string, unknown>,
): void {
  const view = dom.ownerDocument.defaultView
  if (!view) return
  // The client's documentation says changedTouches, its code sends changeTouches.
  const given = touchesOf(params.changedTouches) ?? touchesOf(params.changeTouches)
  const changed = (given ?? touchesOf(params.touches) ?? [{}]).map((one) => touchOn(dom, one))
  const held = type === 'touchend' ? [] : changed
  dom.dispatchEvent(
    new view.TouchEvent(type, {
      bubbles: true,
      cancelable: true,
      composed: true,
      touches: held,
      targetTouches: held,
      changedTouches: changed,
    }),
  )
}

function touchOn(target: HTMLElement, given: GivenTouch): Touch {
  const view = target.ownerDocument.defaultView ?? window
  const box = target.getBoundingClientRect()
  const clientX = given.clientX ?? (given.pageX ?? Number.NaN) - view.scrollX
  const clientY = given.clientY ?? (given.pageY ?? Number.NaN) - view.scrollY
  return new view.Touch({
    identifier: given.identifier ?? 0,
    target,
    clientX: Number.isNaN(clientX) ? box.left + box.width / 2 : clientX,
    clientY: Number.isNaN(clientY) ? box.top + box.height / 2 : clientY,
  })
}

function touchesOf(value: unknown): GivenTouch[] | undefined {
  return Array.isArray(value) && value.length > 0 ? (value as GivenTouch[]) : undefined
}

/**
 * The middle of an element in CSS pixels of the phone's document, after scrolling it into view. Frames add where
 * they stand.
 * @throws when nothing of it is drawn: nobody could tap it
 */
export function placeOf(dom: HTMLElement): { x: number; y: number } {
  dom.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
  const box = visibleBox(dom)
  if (box.width === 0 || box.height === 0) throw new Error('the element is not visible')
  let x = box.left + box.width / 2
  let y = box.top + box.height / 2
  for (let frame = dom.ownerDocument.defaultView?.frameElement; frame; ) {
    const outer = frame.getBoundingClientRect()
    x += outer.left + frame.clientLeft
    y += outer.top + frame.clientTop
    frame = frame.ownerDocument.defaultView?.frameElement ?? null
  }
  return { x, y }
}

/** An inline element that is only a wrapper (`display: contents`) is where its content is. */
function visibleBox(dom: HTMLElement): DOMRect {
  const box = dom.getBoundingClientRect()
  if (box.width > 0 && box.height > 0) return box
  const range = dom.ownerDocument.createRange()
  range.selectNodeContents(dom)
  return range.getBoundingClientRect()
}
