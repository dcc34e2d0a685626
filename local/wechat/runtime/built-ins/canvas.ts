import type { BuiltIn } from './define'

/** `type="2d"`: the node that `fields({ node: true })` gives is a canvas, with what WeChat's canvas has besides. */
export const canvas: BuiltIn = {
  tag: 'canvas',
  properties: { type: String, canvasId: String, disableScroll: Boolean },
  css: 'wx-canvas{display:block;position:relative;width:300px;height:150px}wx-canvas>canvas{display:block;width:100%;height:100%}',
  setup({ element, view, document, data, watch, create }) {
    const drawing = create('canvas')
    watch('disableScroll', () => {
      element.style.touchAction = data.disableScroll ? 'none' : ''
    })
    watch('type', () => {
      if (data.type === 'webgl')
        console.error('<canvas type="webgl"> is not supported by the local WeChat')
    })
    const node = Object.assign(drawing, {
      createImage: () => document.createElement('img'),
      createImageData: (width: number, height: number) => new view.ImageData(width, height),
      createPath2D: (path?: string) => new view.Path2D(path),
      requestAnimationFrame: (draw: FrameRequestCallback) => view.requestAnimationFrame(draw),
      cancelAnimationFrame: (id: number) => view.cancelAnimationFrame(id),
    })
    return { node }
  },
}
