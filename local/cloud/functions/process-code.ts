import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import type { PackageBundle } from './process/bundle'

const ENTRY = require.resolve('./process/main.ts')
const MESSAGES = require.resolve('./messages.ts')
const SDK = require.resolve('wx-server-sdk')

/** Where packages that a function does not bring along are found: the installation this file belongs to. */
export const PACKAGE_ROOT = path.dirname(
  path.dirname(path.dirname(require.resolve('wx-server-sdk/package.json'))),
)
const CACHE = path.join(PACKAGE_ROOT, 'node_modules', '.cache', 'local-cloud')

/** What a function's process runs. */
export interface ProcessCode {
  /** Path of plain JavaScript, so that starting a process costs no compilation. */
  main: string
  /** The SDK in one file. */
  sdk: PackageBundle
}

/**
 * Bundles what runs inside a function's process, unless an earlier run did. The names carry a hash of what the bundles
 * are made of: any number of clouds can share the files.
 */
export async function buildProcessCode(): Promise<ProcessCode> {
  const folder = path.dirname(ENTRY)
  const sources = [...readdirSync(folder).map((name) => path.join(folder, name)), MESSAGES]
  const installed = path.join(PACKAGE_ROOT, 'node_modules', '.package-lock.json')
  const lock = existsSync(installed) ? [installed] : []
  const [main, sdk] = await Promise.all([
    bundled('function-process', ENTRY, [...sources, ...lock]),
    bundled('wx-server-sdk', SDK, [SDK, ...lock]),
  ])
  return { main, sdk: { stands: SDK, file: sdk } }
}

/** @returns path of the bundle */
async function bundled(name: string, entry: string, sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources.toSorted()) hash.update(readFileSync(source)).update('\0')
  const file = path.join(CACHE, `${name}-${hash.digest('hex').slice(0, 16)}.cjs`)
  if (existsSync(file)) return file
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    write: false,
  })
  const code = outputFiles[0]?.contents
  if (code === undefined) throw new Error(`esbuild made nothing of ${entry}`)
  mkdirSync(CACHE, { recursive: true })
  // Written aside and moved, because another process may be reading or making the same.
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, code)
  renameSync(unfinished, file)
  return file
}
