import icons from '@iconify-json/tdesign/icons.json'
import postcss, { type Rule } from 'postcss'

/**
 * TDesign draws its icons with a font from Tencent's CDN, 2,352 glyphs. Where there is no network, they are boxes,
 * and the names alone weigh 110 KB. A shipped style sheet gets only the icons that are named somewhere, drawn as
 * masks: the shape comes from the icon's SVG in a `data:` URL, the colour from the text around it. The SVGs are
 * TDesign's own (MIT), from the package `@iconify-json/tdesign`.
 */
const FONT_HOST = 'tdesign.gtimg.com/icon'
const GLYPH = /^\.t-icon-([\w-]+):before$/

const BODIES: Readonly<Record<string, { body: string } | undefined>> = icons.icons

/** Whether a style sheet takes its icons from the CDN. */
export function hasIconFont(css: string): boolean {
  return css.includes(FONT_HOST)
}

/** The style sheet without the font and with masks for the icons of `names`. */
export function withoutIconFont(css: string, names: ReadonlySet<string>): string {
  const root = postcss.parse(css)
  root.walkAtRules('font-face', (rule) => {
    if (rule.toString().includes(FONT_HOST)) rule.remove()
  })
  const drawn: string[] = []
  let place: Rule | undefined
  root.walkRules((rule) => {
    const name = GLYPH.exec(rule.selector)?.[1]
    if (name === undefined) return
    place ??= rule.cloneBefore({ selectors: [], nodes: [] })
    const body = names.has(name) ? BODIES[name]?.body : undefined
    if (body === undefined) {
      rule.remove()
      return
    }
    drawn.push(rule.selector)
    rule.removeAll()
    rule.append({ prop: '-webkit-mask-image', value: `url("${dataUrl(body)}")` })
  })
  if (place && drawn.length > 0) {
    place.selectors = drawn
    place.append(
      { prop: 'content', value: "''" },
      { prop: 'display', value: 'inline-block' },
      { prop: 'vertical-align', value: 'top' },
      { prop: 'width', value: '1em' },
      { prop: 'height', value: '1em' },
      { prop: 'background-color', value: 'currentColor' },
      { prop: '-webkit-mask-size', value: '100% 100%' },
    )
  } else place?.remove()
  return root.toString()
}

/** WXSS takes SVG in this form; WeUI's own icons are written so. */
function dataUrl(body: string): string {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>${body.replaceAll('"', "'")}</svg>`
  return `data:image/svg+xml,${svg.replace(/[%#<>]/g, (sign) => encodeURIComponent(sign))}`
}

/** Icon names that stand in a text as a word of their own between quotes: `name="close"`, `{{'search'}}`, `'add'`. */
export function iconNamesIn(text: string): Set<string> {
  const names = new Set<string>()
  for (const [, word = ''] of text.matchAll(/(?<=["'`])([a-z][a-z0-9-]*)(?=["'`])/g)) {
    if (word in BODIES) names.add(word)
  }
  // Ready-made names that components put together: 'check-' + icon + '-filled'.
  for (const [, start = '', end = ''] of text.matchAll(COMPOSED)) {
    for (const name of Object.keys(BODIES)) {
      if (name.startsWith(start) && name.endsWith(end) && SHAPES.has(middle(name, start, end))) {
        names.add(name)
      }
    }
  }
  return names
}

const COMPOSED = /["'`]([a-z][a-z-]*-)["'`]\s*\+\s*\w+\s*\+\s*["'`](-[a-z-]+)["'`]/g
const SHAPES = new Set(['circle', 'rectangle', 'line'])

function middle(name: string, start: string, end: string): string {
  return name.slice(start.length, name.length - end.length)
}
