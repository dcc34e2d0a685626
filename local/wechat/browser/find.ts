import { execFile } from 'node:child_process'
import { access, constants, readdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { browserFromNpm } from './from-npm'
import { installedBrowsers } from './installed'

/** A browser that is there and starts. */
export interface FoundBrowser {
  path: string
  /** As the browser says it, for example `156.0.8078.79`. */
  version: string
  source: 'explicit' | 'installed' | 'npm'
  /** What its process needs beside the ordinary environment. */
  env: Record<string, string>
}

/** No browser could be had; `message` is one sentence that says what to install. */
export class NoBrowserError extends Error {
  override readonly name = 'NoBrowserError'
}

export interface FindOptions {
  /**
   * Path of the browser to use and of no other; default `BROWSER_PATH`.
   * The word `npm` asks for the one that comes from npm even where another is installed.
   */
  explicit?: string | undefined
  /**
   * Takes the one from npm before an installed one, where there is one: tests want the same browser everywhere,
   * and without a desktop's baggage it is more than twice as fast.
   */
  packedFirst?: boolean
  platform?: NodeJS.Platform
  arch?: string
  env?: Readonly<Record<string, string | undefined>>
  /** Keeps the browser that came from npm unpacked; default `node_modules/.cache`. */
  cacheFolder?: string
}

/**
 * Finds a Blink browser: the explicit one, else an installed Chrome, Chromium or Edge that really starts
 * (a snap stub does not), else the one that comes from npm.
 * @throws NoBrowserError
 */
export async function findBrowser(options: FindOptions = {}): Promise<FoundBrowser> {
  const platform = options.platform ?? process.platform
  const env = options.env ?? process.env
  const explicit = options.explicit ?? env.BROWSER_PATH
  if (explicit && explicit !== 'npm') {
    const version = await versionOf(explicit, platform, {})
    if (!version) throw new NoBrowserError(`BROWSER_PATH is ${explicit}, which does not start.`)
    return { path: explicit, version, source: 'explicit', env: {} }
  }
  if (options.packedFirst && explicit !== 'npm') {
    const packed = await fromNpm(options, platform).catch((error: unknown) => {
      if (error instanceof NoBrowserError) return undefined
      throw error
    })
    if (packed) return packed
  }
  if (explicit !== 'npm') {
    for (const path of installedBrowsers(platform, env)) {
      const version = await versionOf(path, platform, {})
      if (version) return { path, version, source: 'installed', env: {} }
    }
  }
  return fromNpm(options, platform)
}

const CACHE = resolve(__dirname, '../../../node_modules/.cache')

async function fromNpm(options: FindOptions, platform: NodeJS.Platform): Promise<FoundBrowser> {
  const arch = options.arch ?? process.arch
  let reason = `there is no packed browser for ${platform} ${arch}`
  try {
    const packed = await browserFromNpm(options.cacheFolder ?? CACHE, { platform, arch })
    if (packed) {
      const version = await versionOf(packed.path, platform, packed.env)
      if (version) return { ...packed, version, source: 'npm' }
      reason = 'the one from npm does not start here (it needs glibc 2.34 or newer)'
    }
  } catch (error) {
    reason = `the one from npm could not be unpacked: ${error instanceof Error ? error.message : error}`
  }
  throw new NoBrowserError(
    `No browser found: install Chrome, Chromium or Edge, or set BROWSER_PATH (${reason}).`,
  )
}

/** Undefined: not there, not executable, or does not start. */
async function versionOf(
  path: string,
  platform: NodeJS.Platform,
  env: Record<string, string>,
): Promise<string | undefined> {
  try {
    await access(path, constants.X_OK)
  } catch {
    return undefined
  }
  // On Windows `--version` opens a window; the version names a folder beside the program.
  if (platform === 'win32') {
    const beside = await readdir(dirname(path)).catch(() => [])
    return beside.find((name) => /^\d+(\.\d+){3}$/.test(name))
  }
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], {
      env: { ...process.env, ...env },
      timeout: 20_000,
    })
    return /\d+(\.\d+)+/.exec(stdout)?.[0]
  } catch {
    return undefined
  }
}
