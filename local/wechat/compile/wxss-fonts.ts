import type { Declaration } from 'postcss'
import { SYSTEM_FONT } from './wxss-markers'

/** Ends in a family every browser has, so that nothing falls through. */
const GENERIC =
  /(?:^|[\s,])(?:serif|sans-serif|monospace|cursive|fantasy|math|system-ui|ui-[\w-]+)\s*$/i

/** Takes no second family beside it: the keywords of every property, and the names of the system's own fonts. */
const ALONE =
  /(?:^|[\s,(])(?:inherit|initial|unset|revert|revert-layer|caption|icon|menu|message-box|small-caption|status-bar)\s*(?:[),]|$)/i

/**
 * A value of `font` or `font-family` that ends in the phone's own typefaces. A phone draws what none of the named ones can draw in its system
 * typeface, a browser in the one its user chose, which mostly has serifs. TDesign's lists name Chinese ones only.
 */
export function withSystemFont(value: string): string {
  return GENERIC.test(value) || ALONE.test(value) ? value : `${value}, var(${SYSTEM_FONT})`
}

/** The same for a declaration of a style sheet. */
export function endInSystemFont(declaration: Declaration): void {
  const { prop, value, parent } = declaration
  if (!/^font(-family)?$/i.test(prop)) return
  // `@font-face` and its like name a typeface, they do not ask for one.
  if (parent?.type === 'atrule' && /^font-/i.test((parent as { name?: string }).name ?? '')) return
  declaration.value = withSystemFont(value)
}
