import { type Browser, chromium } from 'playwright-core'
import { type FindOptions, type FoundBrowser, findBrowser } from './find'

export interface StartedBrowser {
  readonly found: FoundBrowser
  readonly browser: Browser
  close(): Promise<void>
}

/**
 * Finds and starts a browser without a window, with a fresh profile that goes when it closes. It makes no
 * request of its own: updates, sync and telemetry are off.
 * @throws NoBrowserError
 */
export async function startBrowser(options: FindOptions = {}): Promise<StartedBrowser> {
  const found = await findBrowser(options)
  const browser = await chromium.launch({
    executablePath: found.path,
    headless: true,
    env: { ...definedOnly(process.env), ...found.env },
    args: FLAGS,
  })
  return { found, browser, close: () => browser.close() }
}

/**
 * Beyond what Playwright sets (which includes `--no-sandbox`: root and most containers have no sandbox to
 * start in, and the only pages opened are this project's own).
 */
const FLAGS = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
  // The same letter shapes on every machine.
  '--font-render-hinting=none',
]

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
