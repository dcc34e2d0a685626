import type { BuiltIn } from './define'

export const progress: BuiltIn = {
  tag: 'progress',
  properties: {
    percent: { type: Number, value: 0 },
    showInfo: Boolean,
    borderRadius: { type: null, value: 0 },
    fontSize: { type: null, value: 16 },
    strokeWidth: { type: null, value: 6 },
    color: { type: String, value: '#09BB07' },
    activeColor: { type: String, value: '#09BB07' },
    backgroundColor: { type: String, value: '#EBEBEB' },
    active: Boolean,
    activeMode: { type: String, value: 'backwards' },
    duration: { type: Number, value: 30 },
  },
  css: `wx-progress{display:flex;align-items:center}
.wx-progress{flex:1;overflow:hidden}
.wx-progress>div{height:100%}
.wx-progress-info{margin-left:15px;min-width:2em}`,
  setup({ element, data, watch, create, emit, px }) {
    const bar = create('div', 'wx-progress')
    const done = create('div', '', bar)
    const info = create('div', 'wx-progress-info')
    element.setAttribute('role', 'progressbar')
    element.setAttribute('aria-valuemin', '0')
    element.setAttribute('aria-valuemax', '100')
    done.addEventListener('transitionend', () => emit('activeend', { curPercent: data.percent }))
    watch(
      'percent showInfo borderRadius fontSize strokeWidth color activeColor backgroundColor active',
      () => {
        const percent = Math.min(100, Math.max(0, Number(data.percent)))
        element.setAttribute('aria-valuenow', String(percent))
        bar.style.height = `${px(data.strokeWidth)}px`
        bar.style.borderRadius = `${px(data.borderRadius)}px`
        bar.style.background = String(data.backgroundColor)
        const own = data.color === '#09BB07' ? data.activeColor : data.color
        done.style.background = String(own)
        done.style.transition = data.active
          ? `width ${Number(data.duration) * percent}ms linear`
          : 'none'
        done.style.width = `${percent}%`
        info.hidden = !data.showInfo
        info.style.fontSize = `${px(data.fontSize)}px`
        info.textContent = `${percent}%`
      },
    )
  },
}
