import jsqr from 'jsqr'

/** The text of a QR code in a picture, `undefined` when there is none. */
export function readCode(
  picture: CanvasImageSource,
  width: number,
  height: number,
): string | undefined {
  if (width === 0 || height === 0) return undefined
  const largest = Math.min(1, 800 / Math.max(width, height))
  for (const scale of DISTANCES) {
    const code = readAt(picture, width * largest * scale, height * largest * scale)
    if (code !== undefined) return code
  }
  return undefined
}

/**
 * How far away the camera is held, as shares of the picture's size (800 pixels at most, more only costs time). jsqr
 * stumbles over hairlines between modules when it sees them sharply, and needs about three pixels a module.
 */
const DISTANCES = [1, 0.6, 0.4, 0.25]

function readAt(picture: CanvasImageSource, width: number, height: number): string | undefined {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width))
  canvas.height = Math.max(1, Math.round(height))
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return undefined
  context.imageSmoothingQuality = 'high'
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
  return jsqr(pixels.data, pixels.width, pixels.height)?.data
}

/** Nobody could scan a code narrower than this many CSS pixels; icons need not be looked at. */
const SMALLEST = 60

/** The QR codes that can be seen on a page now. */
export function codesOn(page: Document): string[] {
  const codes = new Set<string>()
  for (const node of page.querySelectorAll<HTMLCanvasElement | HTMLImageElement>('canvas, img')) {
    if (node.getBoundingClientRect().width < SMALLEST) continue
    const [width, height] =
      node.tagName === 'IMG'
        ? [(node as HTMLImageElement).naturalWidth, (node as HTMLImageElement).naturalHeight]
        : [node.width, node.height]
    const code = readCode(node, width, height)
    if (code !== undefined && code !== '') codes.add(code)
  }
  return [...codes]
}
