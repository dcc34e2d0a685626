import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Makes a folder hold exactly these files. Only what differs is written, so that a watcher downstream sees what
 * changed; files of an earlier build and folders left empty are removed.
 */
export function writeFolder(
  folder: string,
  files: ReadonlyMap<string, Buffer>,
): { written: string[]; removed: string[] } {
  const written: string[] = []
  for (const [path, content] of files) {
    const file = join(folder, path)
    if (existsSync(file) && readFileSync(file).equals(content)) continue
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    written.push(path)
  }
  return { written, removed: existsSync(folder) ? sweep(folder, '', files) : [] }
}

function sweep(root: string, folder: string, files: ReadonlyMap<string, Buffer>): string[] {
  const removed: string[] = []
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (entry.isDirectory()) {
      removed.push(...sweep(root, path, files))
      if (readdirSync(join(root, path)).length === 0) rmdirSync(join(root, path))
    } else if (!files.has(path)) {
      rmSync(join(root, path))
      removed.push(path)
    }
  }
  return removed
}
