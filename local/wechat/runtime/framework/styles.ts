/** Lengths and styles whose values are known only on the phone: in inline styles and in properties. */
import { withSystemFont } from '../../compile/wxss-fonts'
import { rpxToPx, withSafeArea } from '../../compile/wxss-markers'

const INLINE_RPX = /(?<![\w-])(-?(?:\d+\.?\d*|\.\d+))rpx\b/gi

/** rpx in an inline style or in a property such as `scroll-top`. */
function inlineRpx(text: string, screenWidth: number): string {
  return text.includes('rpx')
    ? text.replace(INLINE_RPX, (_, number: string) => `${rpxToPx(Number(number), screenWidth)}px`)
    : text
}

const INLINE_FONT = /((?:^|;)\s*font(?:-family)?\s*:\s*)([^;]*[^;\s])/gi

/** An inline style as the style sheets are: rpx, the phone's safe areas, its own typefaces behind the named ones. */
export function inlineStyle(text: string, screenWidth: number): string {
  const fonts = /font/i.test(text)
    ? text.replace(INLINE_FONT, (_, start: string, value: string) => start + inlineFont(value))
    : text
  return withSafeArea(inlineRpx(fonts, screenWidth))
}

function inlineFont(value: string): string {
  const [, fonts = value, important = ''] = /^(.*?)(\s*!\s*important)?$/is.exec(value) ?? []
  return withSystemFont(fonts) + important
}

/** A length as properties take it: a number is px, `20rpx` and `20px` are what they say. */
export function lengthInPx(value: unknown, screenWidth: number): number {
  const number = Number.parseFloat(inlineRpx(String(value ?? ''), screenWidth))
  return Number.isFinite(number) ? number : 0
}

/** A name that may stand in a class and in an attribute, unique for a component's path. */
export function scopeName(path: string): string {
  return path.replace(/[^\w-]/g, '-').replace(/^(\d)/, '_$1')
}
