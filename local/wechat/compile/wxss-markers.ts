/**
 * The markers compiled WXSS carries for what only the phone knows, and their resolution. Runs in the browser too.
 *
 * | marker            | stands for                                                  |
 * |-------------------|-------------------------------------------------------------|
 * | `\u0001`          | prefix of a class name: `scope--`, or nothing when shared   |
 * | `\u0002` N `\u0003` | N rpx                                                     |
 * | `\u0004`          | name of the component's scope, in `[wx-host="…"]`           |
 * | `\u0005` theme `\u0006` | a media condition: true when the phone has that theme |
 */
export const CLASS_PREFIX = '\u0001'
export const RPX_START = '\u0002'
export const RPX_END = '\u0003'
export const HOST = '\u0004'
export const THEME_START = '\u0005'
export const THEME_END = '\u0006'

/** The CSS variable that holds the phone's own typefaces; the runtime sets it on the root of every page. */
export const SYSTEM_FONT = '--wx-system-font'

const SAFE_AREA = /\benv\(\s*safe-area-inset-(top|right|bottom|left)\s*(,[^()]*)?\)/g

/** A value with the phone's own safe areas, which a browser's `env()` knows nothing of. */
export function withSafeArea(value: string): string {
  return value.replace(
    SAFE_AREA,
    (_, side: string, fallback: string | undefined) =>
      `var(--wx-safe-area-inset-${side}${fallback ?? ',0px'})`,
  )
}

export interface StyleSurroundings {
  /** Prefix of the component's class names (`scope--`); '' for pages, app.wxss and shared styles. */
  classPrefix: string
  /** Value of the `wx-host` attribute of the component's host node. */
  host: string
  /** Width of the page in CSS pixels; 750rpx are that wide. */
  width: number
  theme: 'light' | 'dark'
}

/**
 * CSS of one compiled style sheet on one phone. To be called again when the width or the theme changes.
 * The theme is the phone's, not the browser's, so it cannot be left to `prefers-color-scheme`.
 */
export function resolveStyles(
  css: string,
  { classPrefix, host, width, theme }: StyleSurroundings,
): string {
  return css
    .replaceAll(CLASS_PREFIX, classPrefix)
    .replaceAll(HOST, host)
    .replace(RPX, (_, number: string) => `${rpxToPx(Number(number), width)}px`)
    .replace(THEME, (_, wanted: string) =>
      wanted === theme ? '(min-width:0px)' : '(max-width:0px)',
    )
}

const RPX = new RegExp(`${RPX_START}([^${RPX_END}]*)${RPX_END}`, 'g')
const THEME = new RegExp(`${THEME_START}([^${THEME_END}]*)${THEME_END}`, 'g')

/**
 * CSS pixels of a number of rpx: rounded down, and never thinner than one pixel. Source: the function WeChat's
 * own compiler puts into every style sheet (`Math.floor(rpx / 750 * width + 1e-4)`, 0 becomes 1); from memory, not
 * compared with a device. iOS with a dense screen uses 0.5 instead of 1.
 */
export function rpxToPx(rpx: number, width: number): number {
  if (rpx === 0) return 0
  const pixels = Math.floor((rpx / 750) * width + 1e-4)
  return pixels === 0 ? 1 : pixels
}
