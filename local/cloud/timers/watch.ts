import { type FSWatcher, readdirSync, watch } from 'node:fs'
import path from 'node:path'

/** Several files change at once when a project is built. Milliseconds. */
const QUIET = 50

/** Calls back soon after anything changed in a folder or directly in its subfolders. Returns the undo. */
export function watchFolders(directory: string, onChange: () => void): () => void {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined

  function changed() {
    clearTimeout(timer)
    timer = setTimeout(() => {
      follow()
      onChange()
    }, QUIET).unref()
  }

  function follow() {
    const folders = [directory, ...subfolders(directory)]
    for (const [folder, watcher] of watchers) {
      if (folders.includes(folder)) continue
      watcher.close()
      watchers.delete(folder)
    }
    for (const folder of folders) if (!watchers.has(folder)) start(folder)
  }

  function start(folder: string) {
    try {
      const watcher = watch(folder, { persistent: false }, changed)
      watcher.on('error', () => {
        watcher.close()
        watchers.delete(folder)
      })
      watchers.set(folder, watcher)
    } catch {
      // no such folder: it was removed just now, or the project has no functions yet
    }
  }

  follow()
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers.values()) watcher.close()
  }
}

function subfolders(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => path.join(directory, entry.name))
  } catch {
    return [] // as above
  }
}
