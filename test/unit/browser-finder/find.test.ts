import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser, NoBrowserError } from '../../../local/wechat/browser/find'
import { installedBrowsers } from '../../../local/wechat/browser/installed'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'browser-finder-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A program that says a version, or fails as the stub of a missing snap does. */
function program(name: string, says?: string): string {
  const path = join(folder, name)
  writeFileSync(path, says ? `#!/bin/sh\necho "${says}"\n` : '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  return path
}

const onLinux = process.platform === 'linux' ? test : test.skip

describe('where browsers are', () => {
  test('on Linux: every folder of PATH and the usual ones, Chrome before Chromium', () => {
    const paths = installedBrowsers('linux', { PATH: '/a:/usr/bin' })
    expect(paths.indexOf('/a/google-chrome')).toBeLessThan(paths.indexOf('/a/chromium'))
    expect(paths).toContain('/snap/bin/chromium')
    expect(paths).toContain('/usr/bin/microsoft-edge')
    expect(new Set(paths).size).toBe(paths.length)
  })

  test("on macOS: the machine's and the user's own applications", () => {
    const paths = installedBrowsers('darwin', { HOME: '/Users/zhang' })
    expect(paths[0]).toBe('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')
    expect(paths).toContain(
      '/Users/zhang/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    )
  })

  test('on Windows: Chrome and Edge below the program folders there are', () => {
    const paths = installedBrowsers('win32', { PROGRAMFILES: 'C:\\Program Files' })
    expect(paths).toContain('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe')
    expect(paths).toContain('C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe')
    expect(paths).toHaveLength(3)
  })
})

onLinux('the explicit browser is used, and no other', async () => {
  const path = program('mine', 'Mine 12.3.4.5')
  program('chromium', 'Chromium 1.0.0.0')
  const env = { PATH: folder, BROWSER_PATH: path }
  expect(await findBrowser({ env })).toMatchObject({
    path,
    version: '12.3.4.5',
    source: 'explicit',
  })
  const broken = program('broken')
  await expect(findBrowser({ explicit: broken, env })).rejects.toThrow(
    new NoBrowserError(`BROWSER_PATH is ${broken}, which does not start.`),
  )
})

onLinux('an installed one that does not start is passed over', async () => {
  program('google-chrome-stable')
  const next = join(folder, 'next')
  mkdirSync(next)
  const path = program('next/google-chrome-stable', 'Google Chrome 156.0.8078.79')
  expect(await findBrowser({ env: { PATH: `${folder}:${next}` } })).toEqual({
    path,
    version: '156.0.8078.79',
    source: 'installed',
    env: {},
  })
})

test('where there is none, one sentence says what to do', async () => {
  const nothing = {
    platform: 'aix' as const,
    arch: 'ppc64',
    env: { PATH: folder, BROWSER_PATH: 'npm' },
  }
  await expect(findBrowser(nothing)).rejects.toThrow(
    'No browser found: install Chrome, Chromium or Edge, or set BROWSER_PATH (there is no packed browser for aix ppc64).',
  )
})
