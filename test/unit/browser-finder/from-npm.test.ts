import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from '../../../local/wechat/browser/find'
import { browserFromNpm } from '../../../local/wechat/browser/from-npm'
import { startBrowser } from '../../../local/wechat/browser/start'

/** The package holds a browser for these machines only. */
const here = process.platform === 'linux' && process.arch === 'x64' ? test : test.skip

describe('the browser that comes from npm', () => {
  let cacheFolder: string
  beforeAll(() => {
    cacheFolder = mkdtempSync(join(tmpdir(), 'browser-from-npm-'))
  })
  afterAll(() => rmSync(cacheFolder, { recursive: true, force: true }))

  here(
    'is unpacked once, whoever asks at the same time',
    async () => {
      const found = await Promise.all([browserFromNpm(cacheFolder), browserFromNpm(cacheFolder)])
      expect(found[0]).toEqual(found[1])
      expect(readdirSync(cacheFolder)).toHaveLength(1)
      expect(found[0]!.env.LD_LIBRARY_PATH).toContain(cacheFolder)
    },
    60_000,
  )

  here(
    'starts and shows a page',
    async () => {
      const found = await findBrowser({ explicit: 'npm', cacheFolder })
      expect(found.source).toBe('npm')
      const { browser, close } = await startBrowser({ explicit: 'npm', cacheFolder })
      try {
        const page = await browser.newPage()
        await page.setContent('<h1>到了</h1>')
        expect(await page.textContent('h1')).toBe('到了')
        expect(found.version).toContain(browser.version().split('.')[0]!)
      } finally {
        await close()
      }
    },
    60_000,
  )

  here('is started again when it crashes on its start', async () => {
    const found = await findBrowser({ explicit: 'npm', cacheFolder })
    const starts = join(cacheFolder, 'starts')
    const crashing = (times: number) => {
      writeFileSync(starts, '')
      const path = join(cacheFolder, `crashing-${times}`)
      const lines = [
        '#!/bin/sh',
        '[ "$1" = --version ] && echo "Chromium 1.2.3.4" && exit',
        `echo >> '${starts}'`,
        `[ $(wc -l < '${starts}') -le ${times} ] && kill -SEGV $$`,
        `LD_LIBRARY_PATH='${found.env.LD_LIBRARY_PATH}' exec '${found.path}' "$@"`,
      ]
      writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o755 })
      return startBrowser({ explicit: path })
    }
    const { browser, close } = await crashing(1)
    expect(browser.isConnected()).toBe(true)
    await close()
    await expect(crashing(9)).rejects.toThrow('SIGSEGV')
    expect(readFileSync(starts, 'utf8')).toHaveLength(3)
  })

  here(
    'comes before an installed one for those who want it first',
    async () => {
      const env = { PATH: '/usr/bin' }
      const found = await findBrowser({ packedFirst: true, cacheFolder, env })
      expect(found.source).toBe('npm')

      const installed = join(cacheFolder, 'google-chrome-stable')
      writeFileSync(installed, '#!/bin/sh\necho "Google Chrome 156.0.1.2"\n', { mode: 0o755 })
      const elsewhere = { platform: 'aix', arch: 'ppc64', env: { PATH: cacheFolder } } as const
      expect(await findBrowser({ packedFirst: true, ...elsewhere })).toMatchObject({
        path: installed,
        source: 'installed',
      })
    },
    60_000,
  )

  test('is not there for other machines', async () => {
    expect(await browserFromNpm(cacheFolder, { platform: 'win32', arch: 'x64' })).toBeUndefined()
    expect(await browserFromNpm(cacheFolder, { platform: 'linux', arch: 'arm64' })).toBeUndefined()
  })
})
