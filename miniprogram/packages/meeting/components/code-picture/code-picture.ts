import qrcode from 'qrcode-generator'

/**
 * A QR code drawn on the phone, without network: dark on white in both themes, so that every camera reads it. As wide
 * as there is room, drawn anew when the phone is turned or the window changes.
 */
Component({
  properties: {
    text: { type: String, value: '' },
    label: { type: String, value: '二维码' },
  },
  observers: {
    text() {
      if (this.data.ready) this.draw()
    },
  },
  data: { ready: false },
  lifetimes: {
    ready() {
      this.data.ready = true
      this.draw()
    },
  },
  pageLifetimes: {
    resize() {
      this.draw()
    },
    // A canvas may have been emptied while the app was in the background.
    show() {
      if (this.data.ready) this.draw()
    },
  },
  methods: {
    draw(): void {
      const { text } = this.data
      if (text === '') return
      this.createSelectorQuery()
        .select('.picture')
        .fields({ node: true, size: true }, (found) => {
          const { node, width } = found as { node: WechatMiniprogram.Canvas; width: number }
          const side = Math.round(width * wx.getWindowInfo().pixelRatio)
          if (side === 0) return
          node.width = side
          node.height = side
          paint(node.getContext('2d'), text, side)
        })
        .exec()
    },
  },
})

/** Cells around the code that stay white, as its standard asks (ISO/IEC 18004). */
const QUIET = 4

function paint(
  pen: WechatMiniprogram.CanvasRenderingContext.CanvasRenderingContext2D,
  text: string,
  side: number,
): void {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const cells = code.getModuleCount() + 2 * QUIET
  const edge = (cell: number) => Math.round((cell * side) / cells)
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, side, side)
  pen.fillStyle = '#000000'
  for (let row = 0; row < code.getModuleCount(); row += 1) {
    for (let column = 0; column < code.getModuleCount(); column += 1) {
      if (!code.isDark(row, column)) continue
      const [x, y] = [edge(column + QUIET), edge(row + QUIET)]
      pen.fillRect(x, y, edge(column + QUIET + 1) - x, edge(row + QUIET + 1) - y)
    }
  }
}
