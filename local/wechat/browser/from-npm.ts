import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** A browser that was unpacked from a package, and what its process must find in the environment. */
export interface PackedBrowser {
  path: string
  env: Record<string, string>
}

/**
 * Unpacks the Chromium that `@sparticuz/chromium` carries (65 MB packed, 220 MB unpacked, about 2 s; later
 * calls find it unpacked). The package brings the only shared libraries Chromium needs beyond glibc
 * (nss, nspr, expat), so it starts on a Linux without desktop libraries.
 * @param cacheFolder where it stays between runs; several processes may unpack at the same time.
 * @returns undefined where the package has no browser for this machine (it has one for Linux x64).
 * @throws when the package is not installed or cannot be unpacked.
 */
export async function browserFromNpm(
  cacheFolder: string,
  machine: { platform: string; arch: string } = process,
): Promise<PackedBrowser | undefined> {
  if (machine.platform !== 'linux' || machine.arch !== 'x64') return undefined
  const entry = require.resolve('@sparticuz/chromium')
  const folder = join(cacheFolder, `chromium-${await packageVersion(entry)}`)
  if (!(await exists(join(folder, 'chromium')))) await unpack(entry, cacheFolder, folder)
  return {
    path: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
        .filter(Boolean)
        .join(':'),
      FONTCONFIG_FILE: join(folder, FONTS_CONF),
    },
  }
}

const FONTS_CONF = 'fonts/all-fonts.conf'

/**
 * The machine's fonts, if it has any, and the Latin one of the package: with no font at all Chromium draws
 * nothing, not even with web fonts. The package's own configuration knows only the folders of AWS.
 */
const ALL_FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

/**
 * The package unpacks into the temporary folder of its process, and its libraries only where it believes to
 * be on AWS; hence a process of its own with both arranged. The finished folder is moved into place as a
 * whole, so that nobody ever starts half a browser.
 */
async function unpack(entry: string, cacheFolder: string, folder: string): Promise<void> {
  await mkdir(cacheFolder, { recursive: true })
  const working = await mkdtemp(join(cacheFolder, 'unpacking-'))
  const script = `require(${JSON.stringify(entry)}).executablePath().catch((e) => { console.error(e); process.exit(1) })`
  try {
    await promisify(execFile)(process.execPath, ['-e', script], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        TMPDIR: working,
        AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x',
      },
    })
    await writeFile(join(working, FONTS_CONF), ALL_FONTS)
    await rename(working, folder)
  } catch (error) {
    await rm(working, { recursive: true, force: true })
    // Another process was faster; its folder is complete because it was moved as a whole.
    if (!(await exists(join(folder, 'chromium')))) throw error
  }
}

async function packageVersion(entry: string): Promise<string> {
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}')
    const { name, version } = JSON.parse(text) as { name?: unknown; version?: unknown }
    if (name === '@sparticuz/chromium' && typeof version === 'string') return version
  }
  throw new Error(`No package.json of @sparticuz/chromium above ${entry}`)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
