/**
 * What stays on a phone when the app is killed: storage, files and the person's decisions. Kept in memory, because
 * WeChat's synchronous calls need it at once, and written through to IndexedDB. One database per phone and
 * person: WeChat keeps the storage of two accounts on one phone apart.
 */

const STORES = ['storage', 'files', 'decisions'] as const
type StoreName = (typeof STORES)[number]

/** One object store with its copy in memory. */
export class Kept<T> {
  readonly #values: Map<string, T>

  constructor(
    private readonly database: IDBDatabase,
    private readonly name: StoreName,
    values: Map<string, T>,
    private readonly pending: Set<Promise<void>>,
  ) {
    this.#values = values
  }

  get(key: string): T | undefined {
    return this.#values.get(key)
  }

  has(key: string): boolean {
    return this.#values.has(key)
  }

  keys(): string[] {
    return [...this.#values.keys()]
  }

  values(): T[] {
    return [...this.#values.values()]
  }

  set(key: string, value: T): void {
    this.#values.set(key, value)
    this.write((store) => store.put(value, key))
  }

  delete(key: string): void {
    if (this.#values.delete(key)) this.write((store) => store.delete(key))
  }

  clear(): void {
    this.#values.clear()
    this.write((store) => store.clear())
  }

  /** `commit` hands the write to the browser's storage process now, so that it outlives this page. */
  private write(change: (store: IDBObjectStore) => unknown): void {
    const transaction = this.database.transaction(this.name, 'readwrite')
    const written = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () =>
        reject(transaction.error ?? new Error('a write to the phone was aborted'))
    })
    change(transaction.objectStore(this.name))
    transaction.commit()
    this.pending.add(written)
    written.then(
      () => this.pending.delete(written),
      (error) => console.error('the phone could not keep a value', error),
    )
  }
}

export interface PhoneStore {
  readonly storage: Kept<StoredValue>
  readonly files: Kept<StoredFile>
  /** Permissions, privacy consent, 总是保持 … */
  readonly decisions: Kept<unknown>
  /** Resolves when everything set so far is on disk. */
  settled(): Promise<void>
}

export interface StoredValue {
  type: string
  text: string
  encrypted: boolean
}

export interface StoredFile {
  bytes: Uint8Array
  isDirectory: boolean
  /** Milliseconds since the epoch. */
  modified: number
}

export async function openPhoneStore(name: string): Promise<PhoneStore> {
  const database = await open(name)
  const pending = new Set<Promise<void>>()
  const kept = async <T>(store: StoreName) =>
    new Kept<T>(database, store, await readAll<T>(database, store), pending)
  const [storage, files, decisions] = await Promise.all([
    kept<StoredValue>('storage'),
    kept<StoredFile>('files'),
    kept<unknown>('decisions'),
  ])
  return {
    storage,
    files,
    decisions,
    settled: async () => {
      await Promise.all(pending)
    },
  }
}

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error(`cannot open ${name}`))
  })
}

function readAll<T>(database: IDBDatabase, name: StoreName): Promise<Map<string, T>> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name)
    const store = transaction.objectStore(name)
    const keys = store.getAllKeys()
    const values = store.getAll()
    transaction.oncomplete = () => {
      const all = values.result as T[]
      resolve(new Map(keys.result.map((key, index) => [String(key), all[index] as T])))
    }
    transaction.onabort = () => reject(transaction.error ?? new Error(`cannot read ${name}`))
  })
}
