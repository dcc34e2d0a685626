import type { GeComponent } from '../framework/engine'
import { around, type BuiltIn, builtInOf, insideByTag } from './define'

/** Wheels in the page; each column turns on its own. */
export const pickerView: BuiltIn = {
  tag: 'picker-view',
  properties: {
    value: null,
    indicatorStyle: String,
    indicatorClass: String,
    maskStyle: String,
    maskClass: String,
    immediateChange: Boolean,
    name: String,
  },
  css: 'wx-picker-view{display:flex;position:relative;overflow:hidden;height:250px}',
  setup({ component, data, watch, set, emit, view }) {
    const columns = (): GeComponent[] => insideByTag(component, 'picker-view-column')
    const apply = () => {
      const values = Array.isArray(data.value) ? data.value : []
      for (const [index, column] of columns().entries())
        builtInOf(column)?.methods?.turnTo?.(Number(values[index] ?? 0))
    }
    watch('value', apply)
    return {
      attached: () => void view.setTimeout(apply),
      field: { value: () => data.value, reset: () => set({ value: [] }) },
      methods: {
        started: () => emit('pickstart', {}),
        turned() {
          const value = columns().map((column) =>
            Number(builtInOf(column)?.methods?.index?.() ?? 0),
          )
          set({ value })
          emit('change', { value })
          emit('pickend', {})
        },
      },
    }
  },
}

/** Height of a row when `indicator-style` says nothing. */
const ROW = 34

const COLUMN_STYLE = `.window{position:absolute;inset:0;overflow:hidden}
.rows{position:absolute;left:0;right:0;transition:transform .2s}
.line{position:absolute;left:0;right:0;border:solid #e5e5e5;border-width:1px 0;box-sizing:border-box;pointer-events:none}
.mask{position:absolute;inset:0;pointer-events:none}
::slotted(*){overflow:hidden;height:var(--row);line-height:var(--row)}`

export const pickerViewColumn: BuiltIn = {
  tag: 'picker-view-column',
  properties: {},
  css: 'wx-picker-view-column{display:block;position:relative;flex:1;height:100%;touch-action:none;text-align:center}',
  setup({ component, element, document, view, create, classes, style: styleText, on }) {
    const root = element.attachShadow({ mode: 'open' })
    const style = document.createElement('style')
    style.textContent = COLUMN_STYLE
    const window = create('div', 'window', root)
    const rows = create('div', 'rows', window)
    create('slot', '', rows)
    const line = create('div', 'line', root)
    root.prepend(style)
    element.setAttribute('role', 'listbox')
    element.tabIndex = 0
    let index = 0
    let start: { y: number; index: number } | undefined
    const items = () => [...element.children] as HTMLElement[]
    const rowHeight = () => line.offsetHeight || ROW
    const draw = (offset = 0, animated = true) => {
      const pickerView = around(component, 'picker-view')
      if (pickerView) {
        line.style.cssText = `height:${ROW}px;${styleText(pickerView.data.indicatorStyle)}`
        line.className = ['line', ...classes(pickerView.data.indicatorClass)].join(' ')
      }
      const height = rowHeight()
      element.style.setProperty('--row', `${height}px`)
      line.style.top = `calc(50% - ${height / 2}px)`
      rows.style.top = `calc(50% - ${height / 2}px)`
      rows.style.transition = animated ? '' : 'none'
      rows.style.transform = `translateY(${offset - index * height}px)`
      items().forEach((item, at) => {
        item.setAttribute('role', 'option')
        item.setAttribute('aria-selected', String(at === index))
      })
    }
    const clamp = (at: number) => Math.min(Math.max(0, at), Math.max(0, items().length - 1))
    const owner = () => {
      const found = around(component, 'picker-view')
      return found && builtInOf(found)?.methods
    }
    const turn = (to: number) => {
      const next = clamp(to)
      const changed = next !== index
      index = next
      draw()
      if (changed) owner()?.turned?.()
    }
    on('touchstart', ({ touches }) => {
      if (!touches[0]) return
      start = { y: touches[0].clientY, index }
      owner()?.started?.()
    })
    on('touchmove', ({ touches }) => {
      if (start && touches[0]) draw(touches[0].clientY - start.y, false)
    })
    on('touchend', ({ changedTouches }) => {
      if (!start || !changedTouches[0]) return
      const moved = changedTouches[0].clientY - start.y
      start = undefined
      turn(index - Math.round(moved / rowHeight()))
    })
    element.addEventListener('keydown', ({ key }) => {
      const direction = { ArrowDown: 1, ArrowUp: -1 }[key]
      if (direction) turn(index + direction)
    })
    element.addEventListener('wheel', (event) => {
      event.preventDefault()
      turn(index + Math.sign(event.deltaY))
    })
    const observer = new view.MutationObserver(() => draw(0, false))
    return {
      attached() {
        observer.observe(element, { childList: true })
        view.setTimeout(() => draw(0, false))
      },
      detached: () => observer.disconnect(),
      methods: {
        index: () => index,
        turnTo(to) {
          index = clamp(Number(to))
          draw()
        },
      },
    }
  },
}
