import type { BuiltIn } from './define'

/** Paths in a box of 24, and the colour the icon has by itself. */
const ICONS: Record<string, { path: string; color: string; disc: boolean }> = {
  success: { path: 'M7 12.5l3.5 3.5L17 9', color: '#09bb07', disc: true },
  success_no_circle: { path: 'M4 12.5l5.5 5.5L20 7', color: '#09bb07', disc: false },
  info: { path: 'M12 7v.5M12 10.5V17', color: '#10aeff', disc: true },
  warn: { path: 'M12 6.5v7M12 16.5v.5', color: '#f76260', disc: true },
  waiting: { path: 'M12 6v6.5l4 2.5', color: '#10aeff', disc: true },
  cancel: { path: 'M8.5 8.5l7 7m0-7l-7 7', color: '#f43530', disc: true },
  clear: { path: 'M8.5 8.5l7 7m0-7l-7 7', color: '#b2b2b2', disc: true },
  download: { path: 'M12 6v9m-4-4l4 4 4-4M8 18h8', color: '#09bb07', disc: true },
  search: {
    path: 'M15.5 15.5L20 20M10.5 4.5a6 6 0 100 12 6 6 0 000-12z',
    color: '#b2b2b2',
    disc: false,
  },
}

export const icon: BuiltIn = {
  tag: 'icon',
  properties: { type: String, size: { type: null, value: 23 }, color: String },
  css: 'wx-icon{display:inline-block;font-size:0;box-sizing:border-box}',
  setup({ element, data, watch, px }) {
    const drawing = element.ownerDocument.createElement('span')
    element.append(drawing)
    watch('type size color', () => {
      const found = ICONS[String(data.type)]
      const size = px(data.size)
      const color = String(data.color || found?.color || '#09bb07')
      drawing.innerHTML = found
        ? `<svg width="${size}" height="${size}" viewBox="0 0 24 24" fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${found.disc ? '<circle cx="12" cy="12" r="11"/>' : ''}<path d="${found.path}"/></svg>`
        : ''
      drawing.querySelector('circle')?.setAttribute('fill', color)
      drawing.querySelector('path')?.setAttribute('stroke', found?.disc ? '#fff' : color)
    })
  },
}
