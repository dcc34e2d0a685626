// Draws a code module by module, as a page does that must work without a network.
Page({
  data: { picture: '', outcome: '' },
  draw(rows) {
    return new Promise((resolve) => {
      wx.createSelectorQuery()
        .select('#code')
        .fields({ node: true, size: true })
        .exec(([{ node, width }]) => {
          const { pixelRatio } = wx.getWindowInfo()
          node.width = width * pixelRatio
          node.height = width * pixelRatio
          const context = node.getContext('2d')
          context.scale(pixelRatio, pixelRatio)
          context.fillStyle = '#fff'
          context.fillRect(0, 0, width, width)
          context.fillStyle = '#000'
          const side = width / (rows.length + 8)
          rows.forEach((row, y) =>
            [...row].forEach((module, x) => {
              if (module === '1') context.fillRect((x + 4) * side, (y + 4) * side, side, side)
            }),
          )
          this.node = node
          resolve(`${node.width}x${node.height}`)
        })
    })
  },
  save() {
    const part = { x: 0, y: 0, width: 480, height: 480, destWidth: 120, destHeight: 120 }
    return wx.canvasToTempFilePath({ canvas: this.node, ...part }).then(({ tempFilePath }) => {
      this.file = tempFilePath
      this.setData({ picture: tempFilePath })
      return tempFilePath
    })
  },
  send() {
    const told = ({ errMsg }) => this.setData({ outcome: errMsg })
    return wx.shareFileMessage({ filePath: this.file, fileName: '签到码.png' }).then(told, told)
  },
})
