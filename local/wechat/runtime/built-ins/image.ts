import type { BuiltIn } from './define'

/** How the picture fills its box, as CSS knows it. */
const FITS: Record<string, [fit: string, position: string]> = {
  scaleToFill: ['fill', 'center'],
  aspectFit: ['contain', 'center'],
  aspectFill: ['cover', 'center'],
  widthFix: ['fill', 'center'],
  heightFix: ['fill', 'center'],
}

export const image: BuiltIn = {
  tag: 'image',
  properties: {
    src: String,
    mode: { type: String, value: 'scaleToFill' },
    lazyLoad: Boolean,
    fadeIn: Boolean,
    webp: Boolean,
    showMenuByLongpress: Boolean,
    forceHttps: Boolean,
  },
  css: `wx-image{display:inline-block;width:320px;height:240px;overflow:hidden;position:relative}
wx-image>img{display:block;width:100%;height:100%;pointer-events:none}`,
  setup({ element, data, watch, create, emit, asset }) {
    const img = create('img')
    img.draggable = false
    const fix = () => {
      const { naturalWidth, naturalHeight } = img
      if (!naturalWidth || !naturalHeight) return
      if (data.mode === 'widthFix')
        element.style.height = `${(element.offsetWidth * naturalHeight) / naturalWidth}px`
      if (data.mode === 'heightFix')
        element.style.width = `${(element.offsetHeight * naturalWidth) / naturalHeight}px`
    }
    watch('mode', () => {
      // What is not a way of filling is a part of the picture: `top left`, `center` …
      const [fit, position] = FITS[String(data.mode)] ?? ['none', String(data.mode)]
      img.style.objectFit = fit
      img.style.objectPosition = position
      fix()
    })
    watch('lazyLoad', () => {
      img.loading = data.lazyLoad ? 'lazy' : 'eager'
    })
    watch('ariaLabel', () => {
      img.alt = String(data.ariaLabel ?? '')
    })
    img.addEventListener('load', () => {
      fix()
      emit('load', { width: img.naturalWidth, height: img.naturalHeight })
    })
    img.addEventListener('error', () => {
      img.hidden = true
      emit('error', { errMsg: `GET ${img.src} 404 (Not Found)` })
    })
    watch('src', () => {
      const url = asset(data.src)
      img.hidden = !url
      if (url) img.src = url
      else img.removeAttribute('src')
    })
  },
}

export const coverImage: BuiltIn = {
  tag: 'cover-image',
  properties: { src: String, referrerPolicy: String },
  css: 'wx-cover-image{display:inline-block}wx-cover-image>img{display:block;width:100%;height:100%}',
  setup({ data, watch, create, emit, asset }) {
    const img = create('img')
    img.addEventListener('load', () => emit('load', {}))
    img.addEventListener('error', () => emit('error', {}))
    watch('src', () => {
      const url = asset(data.src)
      if (url) img.src = url
      else img.removeAttribute('src')
    })
    watch('ariaLabel', () => {
      img.alt = String(data.ariaLabel ?? '')
    })
  },
}
