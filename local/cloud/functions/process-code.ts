import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

const ENTRY = require.resolve('./process/main.ts')

/** Where packages that a function does not bring along are found: the installation this file belongs to. */
export const PACKAGE_ROOT = path.dirname(
  path.dirname(path.dirname(require.resolve('wx-server-sdk/package.json'))),
)

/**
 * Bundles what runs inside a function's process into one plain JavaScript file, so that starting a process
 * costs no compilation. The name carries a hash of the content: any number of clouds can share the file.
 * @returns its path
 */
export async function buildProcessCode(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    write: false,
  })
  const code = outputFiles[0]?.contents
  if (code === undefined) throw new Error(`esbuild made nothing of ${ENTRY}`)
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 16)
  const folder = path.join(PACKAGE_ROOT, 'node_modules', '.cache', 'local-cloud')
  const file = path.join(folder, `function-process-${hash}.cjs`)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    const unfinished = `${file}.${process.pid}`
    writeFileSync(unfinished, code)
    renameSync(unfinished, file)
  }
  return file
}
