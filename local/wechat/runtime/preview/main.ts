import type { PreviewPhone, PreviewState } from '../../preview-state'
import { controls, USUAL } from './controls'
import { element } from './elements'
import { sections, timeAt } from './panel'
import { STYLE } from './style'

/** The page of `npm start`: phones, and beside them everything WeChat and the world would do to them. */

/** What stands around a phone's screen, in pixels. */
const FRAME = 28

document.head.append(element('style', {}, STYLE))
const phones = element('div', { class: 'desk' })
const panel = element('aside', { 'aria-label': '控制面板' })
document.body.append(phones)
const frames = new Map<
  string,
  { box: HTMLElement; frame: HTMLIFrameElement; head: HTMLElement; loaded: string }
>()

let latest: PreviewState | undefined

new EventSource('/events').onmessage = ({ data }) =>
  show(JSON.parse(data as string) as PreviewState)

function show(state: PreviewState): void {
  for (const [id, { box }] of frames) {
    if (state.phones.some((phone) => phone.id === id)) continue
    box.remove()
    frames.delete(id)
  }
  for (const phone of state.phones) showPhone(phone, state)
  latest = state
  redraw(panel, sections(state))
  phones.append(panel)
}

/** Puts new parts in place of the old; the focus stays where it was, counted from the first control. */
function redraw(container: HTMLElement, parts: readonly HTMLElement[]): void {
  const operable = () => [...container.querySelectorAll<HTMLElement>('button, input, select')]
  const at = operable().indexOf(document.activeElement as HTMLElement)
  container.replaceChildren(...parts)
  if (at >= 0) operable()[at]?.focus()
}

/** A phone's frame stays as it is while only the panel changes: it is somebody's running WeChat. */
function showPhone(phone: PreviewPhone, state: PreviewState): void {
  let known = frames.get(phone.id)
  if (known === undefined) {
    const frame = element('iframe', { title: `手机 ${phone.id}`, allow: 'clipboard-write' })
    const head = element('div')
    const box = element('div', { class: 'phone' }, head, frame)
    known = { box, frame, head, loaded: '' }
    frames.set(phone.id, known)
    phones.insertBefore(box, panel.parentNode === phones ? panel : null)
  }
  const { width, height } = phone.settings.screen
  known.frame.width = String(width)
  known.box.style.width = `${Math.max(width, USUAL.width) + FRAME}px`
  known.frame.height = String(height)
  const wanted = `${phone.url}#${phone.starts}`
  if (known.loaded !== wanted) {
    known.loaded = wanted
    // A new document each time, as a killed app starts anew; its storage stays.
    known.frame.src = `${phone.url}?start=${phone.starts}`
  }
  redraw(
    known.head,
    controls(phone, state).filter((part) => part !== undefined),
  )
}

/** The minute goes on while nothing else changes. */
setInterval(() => {
  const shown = panel.querySelector('.clock')
  if (shown && latest) shown.textContent = timeAt(latest.clockOffset)
}, 5_000)
