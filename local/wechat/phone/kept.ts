import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'

/** Where results are kept between runs. Removing it costs only time. */
const CACHE = resolve(__dirname, '../../../node_modules/.cache/local-wechat')

/**
 * Makes something from files, or takes what an earlier run made from files with the same content.
 * Every test suite starts its own phones; this is what lets them start at once.
 * @param kind names the result, for example `runtime`
 * @param sources folders and files whose names and content decide
 * @returns what `make` returned; it must survive JSON.
 */
export async function kept<T>(
  kind: string,
  sources: readonly string[],
  make: () => Promise<T>,
): Promise<T> {
  const file = join(CACHE, `${kind}-${await contentHash(sources)}.json`)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text !== undefined) return JSON.parse(text) as T
  const made = await make()
  await mkdir(CACHE, { recursive: true })
  // Written aside and moved, because another process may be reading or making the same.
  const aside = `${file}.${process.pid}`
  await writeFile(aside, JSON.stringify(made))
  await rename(aside, file)
  return made
}

async function contentHash(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of await filesBelow(source)) {
      hash
        .update(`${relative(source, file)}\0`)
        .update(await readFile(file))
        .update('\0')
    }
  }
  return hash.digest('hex').slice(0, 24)
}

/** All files below a folder, sorted; a file is its own only member. */
async function filesBelow(source: string): Promise<string[]> {
  const entries = await readdir(source, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return undefined
      throw error
    },
  )
  if (!entries) return [source]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
