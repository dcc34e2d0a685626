import { pageStyle } from '../theme/type-size'
import { HOME_CARD } from './share'

type DataOption = WechatMiniprogram.Page.DataOption
type CustomOption = WechatMiniprogram.Page.CustomOption

/**
 * `Page()` with what every page has: `pageStyle` for its `<page-meta>`, which carries the person's type size; a
 * card that shares the product and no content unless the page has its own; and pulling down asks anew, by the
 * page's `load`.
 */
export function definePage<Data extends DataOption, Custom extends CustomOption>(
  options: WechatMiniprogram.Page.Options<Data, Custom>,
): void {
  const { data, onShow, onResize, onShareAppMessage, onPullDownRefresh } = options
  const takeOver = (page: { data: DataOption; setData(data: DataOption): void }) => {
    const style = pageStyle()
    if (page.data.pageStyle !== style) page.setData({ pageStyle: style })
  }
  const whole: WechatMiniprogram.Page.Options<DataOption, CustomOption> = {
    ...(options as CustomOption),
    data: { ...data, pageStyle: pageStyle() },
    onShow() {
      takeOver(this)
      onShow?.call(this as never)
    },
    onResize(resize) {
      takeOver(this)
      onResize?.call(this as never, resize)
    },
    async onPullDownRefresh() {
      if (onPullDownRefresh !== undefined) return onPullDownRefresh.call(this as never)
      await this.load?.()
      wx.stopPullDownRefresh()
    },
    onShareAppMessage: (onShareAppMessage as never) ?? (() => HOME_CARD),
  }
  Page(whole)
}
