import { type GeElement, tagOf } from '../framework/engine'
import { placeOf, touch } from './touches'

type Call = (element: GeElement, dom: HTMLElement, args: readonly unknown[]) => unknown

/** What the client's typed elements ask for by name, for example `input.input`. */
const FUNCTIONS: Record<string, Call> = {
  'input.input': (_, dom, [text]) => typeText(dom, String(text)),
  'textarea.input': (_, dom, [text]) => typeText(dom, String(text)),
  'scroll-view.scrollTo': (_, dom, [left, top]) => {
    const scroller = scrollerOf(dom)
    scroller.scrollTo({ left: Number(left), top: Number(top), behavior: 'instant' })
  },
  'scroll-view.scrollTop': (_, dom) => scrollerOf(dom).scrollTop,
  'scroll-view.scrollLeft': (_, dom) => scrollerOf(dom).scrollLeft,
  'scroll-view.scrollWidth': (_, dom) => scrollerOf(dom).scrollWidth,
  'scroll-view.scrollHeight': (_, dom) => scrollerOf(dom).scrollHeight,
  'switch.tap': (_, dom) => {
    placeOf(dom)
    touch(dom, 'touchstart', {})
    touch(dom, 'touchend', {})
  },
}

/** @throws for a function that this kind of element does not have here */
export function callTyped(
  element: GeElement,
  dom: HTMLElement,
  name: string,
  args: readonly unknown[],
): unknown {
  const call = FUNCTIONS[name]
  if (!call || !name.startsWith(`${tagOf(element)}.`)) throw new Error(`not supported: ${name}`)
  return call(element, dom, args)
}

/** Replaces what is in a field, as typing does: the field hears of it, then it loses the focus or keeps it. */
function typeText(dom: HTMLElement, text: string): void {
  const field = dom.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
  const view = dom.ownerDocument.defaultView
  if (!field || !view) throw new Error('the field has no place to type into')
  if (field.disabled || field.readOnly) throw new Error('the field is disabled')
  field.focus()
  field.value = text
  field.dispatchEvent(new view.InputEvent('input', { bubbles: true, data: text }))
}

/** The element that really scrolls: the node itself or the first below it that does. */
function scrollerOf(dom: HTMLElement): HTMLElement {
  const view = dom.ownerDocument.defaultView
  const scrolls = (element: HTMLElement) => {
    const style = view?.getComputedStyle(element)
    return /auto|scroll/.test(`${style?.overflowX} ${style?.overflowY}`)
  }
  return [dom, ...dom.querySelectorAll<HTMLElement>('*')].find(scrolls) ?? dom
}
