/**
 * Draws the pictures of shared cards, one per kind of thing: `npm run pictures`. WeChat shows them 5:4 and takes
 * PNG or JPEG; 500 × 400 is sharp in a chat on every phone. No words in them: the card's title says what is asked.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import icons from '@iconify-json/tdesign/icons.json'
import { startBrowser } from '../browser/start'

const WIDTH = 500
const HEIGHT = 400

/** TDesign's names, by kind. */
const SHAPES = {
  notice: 'notification',
  meeting: 'calendar-event',
  study: 'book-open',
  join: 'usergroup-add',
} as const

/** A sheet of paper on the app's ground: the sign in the brand's colour, and lines that stand for writing. */
function drawing(body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 500 400">
    <rect width="500" height="400" fill="#f3ebe4"/>
    <rect x="70" y="56" width="360" height="344" fill="#ffffff"/>
    <rect x="70" y="56" width="360" height="8" fill="#c7000b"/>
    <circle cx="250" cy="190" r="84" fill="#fdecec"/>
    <svg x="196" y="136" width="108" height="108" viewBox="0 0 24 24" color="#c7000b">${body}</svg>
    <rect x="140" y="312" width="220" height="14" rx="7" fill="#e3e6ea"/>
    <rect x="180" y="344" width="140" height="14" rx="7" fill="#e3e6ea"/>
  </svg>`
}

async function main(): Promise<void> {
  const folder = join(process.cwd(), 'miniprogram', 'images', 'cards')
  await mkdir(folder, { recursive: true })
  const started = await startBrowser()
  try {
    const page = await started.browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } })
    for (const [kind, shape] of Object.entries(SHAPES)) {
      await page.setContent(
        `<style>*{margin:0}svg{display:block}</style>${drawing(icons.icons[shape].body)}`,
      )
      await writeFile(join(folder, `${kind}.png`), await page.screenshot())
    }
  } finally {
    await started.close()
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
