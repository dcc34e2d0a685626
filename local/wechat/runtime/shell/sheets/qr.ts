import jsqr from 'jsqr'

/** The text of a QR code in a picture, `undefined` when there is none. */
export function readCode(
  picture: CanvasImageSource,
  width: number,
  height: number,
): string | undefined {
  if (width === 0 || height === 0) return undefined
  // jsqr needs about three pixels per module; more than 800 only costs time.
  const scale = Math.min(1, 800 / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return undefined
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
  return jsqr(pixels.data, pixels.width, pixels.height)?.data
}

/** The QR codes that can be seen on a page now. */
export function codesOn(page: Document): string[] {
  const codes = new Set<string>()
  for (const node of page.querySelectorAll<HTMLCanvasElement | HTMLImageElement>('canvas, img')) {
    if (node.getClientRects().length === 0) continue
    const [width, height] =
      node.tagName === 'IMG'
        ? [(node as HTMLImageElement).naturalWidth, (node as HTMLImageElement).naturalHeight]
        : [node.width, node.height]
    const code = readCode(node, width, height)
    if (code !== undefined && code !== '') codes.add(code)
  }
  return [...codes]
}
