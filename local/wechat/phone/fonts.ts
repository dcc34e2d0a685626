import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

const folder = dirname(require.resolve('@fontsource-variable/noto-sans-sc/index.css'))

/**
 * `/fonts/shipped.css`: the `@font-face` rules of the shipped typeface, one variable font (all weights) in 101 pieces
 * by Unicode range, so that a page loads only the pieces it shows; their addresses are under `/fonts/`. Linked by the
 * phone's document and by every page's frame; `font-display: block`, so that nothing is ever drawn in boxes first.
 */
export function fontFaces(): string {
  return readFileSync(join(folder, 'index.css'), 'utf8')
    .replaceAll('./files/', '/fonts/')
    .replaceAll('font-display: swap', 'font-display: block')
}

/** One piece of the typeface by file name, or undefined when there is no such piece. */
export async function fontPiece(name: string): Promise<Buffer | undefined> {
  if (!/^[\w-]+\.woff2$/.test(name)) return undefined
  return readFile(join(folder, 'files', basename(name))).catch(() => undefined)
}
