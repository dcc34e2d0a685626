/**
 * The type size chosen in WeChat, as a factor: 1 is normal, 1.4 is 关怀模式. WeChat has no event for a change, so
 * it is read when a page is shown. Every font size in the style sheets is multiplied by `--type`.
 */
export function pageStyle(): string {
  const { fontSizeScaleFactor = 1 } = wx.getAppBaseInfo()
  return `--type: ${fontSizeScaleFactor}`
}
