/** Lengths and styles whose values are known only on the phone: rpx in inline styles and in properties. */
import { rpxToPx } from '../../compile/wxss-markers'

const INLINE_RPX = /(?<![\w-])(-?(?:\d+\.?\d*|\.\d+))rpx\b/gi

/** rpx in an inline style or in a property such as `scroll-top`. */
export function inlineRpx(text: string, screenWidth: number): string {
  return text.includes('rpx')
    ? text.replace(INLINE_RPX, (_, number: string) => `${rpxToPx(Number(number), screenWidth)}px`)
    : text
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
