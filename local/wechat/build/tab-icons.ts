/**
 * Draws the tab bar's icons: `npm run icons`. WeChat takes PNG or JPEG only, 81 × 81 pixels is what its reference
 * recommends. Each tab has four: ordinary and chosen, for the light and the dark theme; colours are those of
 * theme.json.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import icons from '@iconify-json/tdesign/icons.json'
import { startBrowser } from '../browser/start'

const SIZE = 81

/** TDesign's names, by tab. */
const SHAPES = {
  today: 'assignment-checked',
  study: 'book-open',
  branch: 'usergroup',
  me: 'user',
} as const

type Theme = Record<'tabText' | 'accent', string>

async function main(): Promise<void> {
  const source = join(process.cwd(), 'miniprogram')
  const folder = join(source, 'images', 'tabs')
  await mkdir(folder, { recursive: true })
  const themes = JSON.parse(await readFile(join(source, 'theme.json'), 'utf8')) as {
    light: Theme
    dark: Theme
  }
  const started = await startBrowser()
  try {
    const page = await started.browser.newPage({ viewport: { width: SIZE, height: SIZE } })
    for (const [tab, shape] of Object.entries(SHAPES)) {
      for (const [theme, suffix] of [
        [themes.light, ''],
        [themes.dark, '-dark'],
      ] as const) {
        for (const [name, color, svg] of [
          [tab, theme.tabText, icons.icons[shape].body],
          [`${tab}-on`, theme.accent, icons.icons[`${shape}-filled`].body],
        ] as const) {
          await page.setContent(
            `<style>*{margin:0}svg{display:block;width:${SIZE}px;height:${SIZE}px;color:${color}}</style>` +
              `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 28 28">${svg}</svg>`,
          )
          const picture = await page.screenshot({ omitBackground: true })
          await writeFile(join(folder, `${name}${suffix}.png`), picture)
        }
      }
    }
  } finally {
    await started.close()
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
