import { join } from 'node:path'
import { open } from 'lmdb'
import { checkDataFile } from '../data-file'

/** Values by key, in the order of the keys. Writes are durable when they return. Keys are at most 500 characters. */
interface Shelf<T> {
  get(key: string): T | undefined
  set(key: string, value: T): void
  delete(key: string): void
  keys(): string[]
  values(): T[]
  clear(): void
}

/** What WeChat's servers remember, in memory or on disk. */
export interface Store {
  /** The shelf of that name; what is on it is what was last put there under the same type. */
  shelf<T>(name: string): Shelf<T>
  close(): Promise<void>
}

/**
 * Without a directory everything is forgotten at `close`.
 *
 * @throws Error when the file in it is damaged
 */
export function openStore(directory: string | undefined): Store {
  return directory === undefined ? inMemory() : onDisk(directory)
}

function inMemory(): Store {
  return {
    shelf<T>(): Shelf<T> {
      // Kept as JSON, so that nobody holds on to what is stored and both stores give the same back.
      const map = new Map<string, string>()
      const keys = () => [...map.keys()].sort()
      const get = (key: string) => {
        const json = map.get(key)
        return json === undefined ? undefined : (JSON.parse(json) as T)
      }
      return {
        get,
        set: (key, value) => void map.set(key, JSON.stringify(value)),
        delete: (key) => void map.delete(key),
        keys,
        values: () => keys().flatMap((key) => get(key) ?? []),
        clear: () => map.clear(),
      }
    },
    close: async () => undefined,
  }
}

function onDisk(directory: string): Store {
  checkDataFile(join(directory, 'data.mdb'))
  const root = open({ path: directory, encoding: 'json', maxDbs: 16 })
  return {
    shelf<T>(name: string): Shelf<T> {
      const table = root.openDB<T, string>({ name, encoding: 'json' })
      return {
        get: (key) => table.get(key),
        set: (key, value) => void table.putSync(key, value),
        delete: (key) => void table.removeSync(key),
        keys: () => [...table.getKeys()],
        values: () => [...table.getRange()].map(({ value }) => value),
        clear: () => void table.clearSync(),
      }
    },
    close: () => root.close(),
  }
}
