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
  const browser = await launched(found)
  return { found, browser, close: () => browser.close() }
}

/** Now and then Chromium crashes before it has answered; the next start is another matter. */
const MOST_STARTS = 3

async function launched(found: FoundBrowser, starts = 1): Promise<Browser> {
  try {
    return await chromium.launch({
      executablePath: found.path,
      headless: true,
      env: { ...definedOnly(process.env), ...found.env },
      args: FLAGS,
    })
  } catch (error) {
    const isCrash = error instanceof Error && error.message.includes('signal=SIGSEGV')
    if (!isCrash || starts === MOST_STARTS) throw error
    return launched(found, starts + 1)
  }
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
