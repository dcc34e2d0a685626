import type { BuiltIn } from './define'

export const movableArea: BuiltIn = {
  tag: 'movable-area',
  properties: { scaleArea: Boolean },
  css: 'wx-movable-area{display:block;position:relative;width:10px;height:10px}',
}

/** A block that a finger moves inside its area. It is not scaled by two fingers. */
export const movableView: BuiltIn = {
  tag: 'movable-view',
  properties: {
    direction: { type: String, value: 'none' },
    inertia: Boolean,
    outOfBounds: Boolean,
    x: null,
    y: null,
    damping: { type: Number, value: 20 },
    friction: { type: Number, value: 2 },
    disabled: Boolean,
    scale: Boolean,
    scaleMin: Number,
    scaleMax: Number,
    scaleValue: { type: Number, value: 1 },
    animation: { type: null, value: true },
  },
  css: 'wx-movable-view{display:inline-block;width:10px;height:10px;top:0;left:0;position:absolute;touch-action:none;cursor:grab}',
  setup({ element, data, watch, on, emit, px }) {
    let at = { x: 0, y: 0 }
    let start: { x: number; y: number; fromX: number; fromY: number } | undefined
    const moveTo = (x: number, y: number, source: string, animated: boolean) => {
      const area = element.parentElement
      const within = (value: number, room: number) =>
        data.outOfBounds ? value : Math.min(Math.max(Math.min(0, room), value), Math.max(0, room))
      const next = {
        x: within(x, (area?.clientWidth ?? 0) - element.offsetWidth),
        y: within(y, (area?.clientHeight ?? 0) - element.offsetHeight),
      }
      const changed = next.x !== at.x || next.y !== at.y
      at = next
      element.style.transition = animated ? 'transform .2s' : 'none'
      element.style.transform = `translate(${at.x}px,${at.y}px) scale(${Number(data.scaleValue) || 1})`
      if (changed) emit('change', { ...at, source })
    }
    let attached = false
    watch('x y scaleValue', () => {
      if (attached) moveTo(px(data.x), px(data.y), '', data.animation !== false)
    })
    on('touchstart', ({ touches }) => {
      const direction = String(data.direction)
      if (!touches[0] || data.disabled || direction === 'none') return
      start = { x: touches[0].clientX, y: touches[0].clientY, fromX: at.x, fromY: at.y }
    })
    on('touchmove', ({ touches }) => {
      if (!start || !touches[0]) return
      const x = data.direction === 'vertical' ? at.x : start.fromX + touches[0].clientX - start.x
      const y = data.direction === 'horizontal' ? at.y : start.fromY + touches[0].clientY - start.y
      emit(Math.abs(x - at.x) > Math.abs(y - at.y) ? 'htouchmove' : 'vtouchmove', {})
      moveTo(x, y, 'touch', false)
    })
    on('touchend', () => {
      start = undefined
    })
    return {
      attached() {
        attached = true
        element.ownerDocument.defaultView?.setTimeout(() =>
          moveTo(px(data.x), px(data.y), '', false),
        )
      },
      methods: { moveTo: (x, y) => moveTo(Number(x), Number(y), '', true) },
    }
  },
}
