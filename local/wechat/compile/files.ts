import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The files of one mini-program as they ship, by path from its root with `/` and without a leading one. */
export interface ShippedFiles {
  has(path: string): boolean
  /** Bytes; 0 when there is no such file. */
  size(path: string): number
  /** Text without a byte-order mark; `undefined` when there is no such file. */
  text(path: string): string | undefined
  paths(): Iterable<string>
}

/** Lists a folder once; texts are read when asked for and kept. Throws when the folder cannot be read. */
export function readShippedFiles(root: string): ShippedFiles {
  const sizes = new Map<string, number>()
  list(root, '', sizes)
  const texts = new Map<string, string>()
  return {
    has: (path) => sizes.has(path),
    size: (path) => sizes.get(path) ?? 0,
    paths: () => sizes.keys(),
    text(path) {
      if (!sizes.has(path)) return undefined
      let text = texts.get(path)
      if (text === undefined) {
        text = readFileSync(join(root, path), 'utf8').replace(/^\uFEFF/, '')
        texts.set(path, text)
      }
      return text
    },
  }
}

function list(root: string, folder: string, sizes: Map<string, number>): void {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (entry.isDirectory()) list(root, path, sizes)
    else if (entry.isFile()) sizes.set(path, statSync(join(root, path)).size)
  }
}

/**
 * The path a reference means, as WeChat reads it: `/x` from the root, anything else from the folder of `from`.
 * `undefined` when it leaves the mini-program.
 */
export function resolvePath(from: string, reference: string): string | undefined {
  const steps = reference.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const step of reference.split('/')) {
    if (step === '' || step === '.') continue
    if (step !== '..') steps.push(step)
    else if (steps.pop() === undefined) return undefined
  }
  return steps.join('/')
}

/** Folders from the one that holds `path` up to the root, each with a trailing `/` (the root is ''). */
export function foldersUp(path: string): string[] {
  const steps = path.split('/').slice(0, -1)
  return [...steps.map((_, index) => `${steps.slice(0, steps.length - index).join('/')}/`), '']
}
