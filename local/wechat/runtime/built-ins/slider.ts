import type { BuiltIn } from './define'

export const slider: BuiltIn = {
  tag: 'slider',
  properties: {
    min: { type: Number, value: 0 },
    max: { type: Number, value: 100 },
    step: { type: Number, value: 1 },
    value: { type: Number, value: 0 },
    disabled: Boolean,
    showValue: Boolean,
    activeColor: { type: String, value: '#1aad19' },
    backgroundColor: { type: String, value: '#e9e9e9' },
    color: String,
    selectedColor: String,
    blockSize: { type: Number, value: 28 },
    blockColor: { type: String, value: '#ffffff' },
    name: String,
  },
  css: `wx-slider{display:block;margin:10px 18px;padding:0}
.wx-slider{display:flex;align-items:center;min-height:16px}
.wx-slider-bar{flex:1;padding:14px 0;position:relative;touch-action:none;cursor:pointer}
.wx-slider-track{height:2px;border-radius:5px;background:var(--track)}
.wx-slider-done{position:absolute;left:0;top:14px;height:2px;border-radius:5px;background:var(--done)}
.wx-slider-block{position:absolute;top:50%;border-radius:50%;background:var(--block);box-shadow:0 0 4px rgba(0,0,0,.2);transform:translate(-50%,-50%);outline-offset:2px}
.wx-slider-value{width:3ch;margin-left:1em;color:#888;font-size:15px;text-align:center}`,
  setup({ element, data, watch, set, emit, on, create }) {
    const box = create('div', 'wx-slider')
    const bar = create('div', 'wx-slider-bar', box)
    create('div', 'wx-slider-track', bar)
    const done = create('div', 'wx-slider-done', bar)
    const block = create('div', 'wx-slider-block', bar)
    const shown = create('div', 'wx-slider-value', box)
    block.setAttribute('role', 'slider')
    const number = (name: string) => Number(data[name])
    watch('value min max showValue disabled', () => {
      const part = (number('value') - number('min')) / (number('max') - number('min') || 1)
      done.style.width = `${part * 100}%`
      block.style.left = `${part * 100}%`
      shown.textContent = String(data.value)
      shown.hidden = !data.showValue
      block.tabIndex = data.disabled ? -1 : 0
      for (const [name, value] of Object.entries({ now: data.value, min: data.min, max: data.max }))
        block.setAttribute(`aria-value${name}`, String(value))
    })
    watch('activeColor backgroundColor color selectedColor blockColor blockSize', () => {
      element.style.setProperty('--done', String(data.selectedColor || data.activeColor))
      element.style.setProperty('--track', String(data.color || data.backgroundColor))
      element.style.setProperty('--block', String(data.blockColor))
      const size = Math.min(28, Math.max(12, number('blockSize')))
      block.style.width = `${size}px`
      block.style.height = `${size}px`
    })
    watch('ariaLabel', () => {
      if (data.ariaLabel) block.setAttribute('aria-label', String(data.ariaLabel))
    })
    const clamp = (value: number) => {
      const step = number('step') || 1
      const stepped = Math.round((value - number('min')) / step) * step + number('min')
      return Math.min(number('max'), Math.max(number('min'), stepped))
    }
    const at = (clientX: number) => {
      const { left, width } = bar.getBoundingClientRect()
      return clamp(
        number('min') + ((clientX - left) / (width || 1)) * (number('max') - number('min')),
      )
    }
    const slideTo = (value: number, event: 'change' | 'changing') => {
      if (data.disabled) return
      set({ value })
      emit(event, { value })
    }
    on('touchmove', ({ touches }) => touches[0] && slideTo(at(touches[0].clientX), 'changing'))
    on(
      'touchend',
      ({ changedTouches }) => changedTouches[0] && slideTo(at(changedTouches[0].clientX), 'change'),
    )
    block.addEventListener('keydown', ({ key }) => {
      const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[key]
      if (direction) slideTo(clamp(number('value') + direction * number('step')), 'change')
    })
    return {
      field: { value: () => number('value'), reset: () => set({ value: data.min }) },
      methods: { slideTo: (value) => slideTo(clamp(Number(value)), 'change') },
    }
  },
}
