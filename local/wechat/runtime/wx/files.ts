import { ApiFailure } from './apis'
import type { Kept, StoredFile } from './phone-store'

/** The folder a mini-program may write to; `wx.env.USER_DATA_PATH`. */
export const USER_DATA_PATH = 'wxfile://usr'
const TEMPORARY = 'wxfile://tmp_'
const SAVED = 'wxfile://store_'

/** Saved files and the user's folder together. */
const TOTAL_LIMIT = 200 * 1024 * 1024

/**
 * The phone's files: temporary ones until the app is killed, those below `wxfile://usr` and `wxfile://store_…`
 * for good. All bytes are in memory, because the synchronous calls need them.
 */
export class Files {
  readonly #temporary = new Map<string, StoredFile>()
  readonly #urls = new Map<string, string>()
  #count = 0

  constructor(private readonly kept: Kept<StoredFile>) {}

  get(path: string): StoredFile | undefined {
    if (path === USER_DATA_PATH) return { bytes: new Uint8Array(), isDirectory: true, modified: 0 }
    return this.#temporary.get(path) ?? this.kept.get(path)
  }

  bytes(path: string): Uint8Array | undefined {
    const file = this.get(path)
    return file && !file.isDirectory ? file.bytes : undefined
  }

  /** A name nobody else has, with the extension of `likeName`. */
  addTemporary(bytes: Uint8Array, likeName: string): string {
    const path = `${TEMPORARY}${this.newName(likeName)}`
    this.#temporary.set(path, { bytes, isDirectory: false, modified: Date.now() })
    return path
  }

  /** A file that a sheet handed over. */
  addBase64(file: { name: string; base64: string }): string {
    return this.addTemporary(fromBase64(file.base64), file.name)
  }

  /** Writes below the user's folder, or a saved file. @throws ApiFailure beyond 200 MB. */
  put(path: string, bytes: Uint8Array): void {
    const before = this.kept.get(path)?.bytes.length ?? 0
    if (this.size() - before + bytes.length > TOTAL_LIMIT) {
      throw new ApiFailure('the maximum size of the file storage limit is exceeded', {
        errno: 1_300_202,
      })
    }
    this.kept.set(path, { bytes, isDirectory: false, modified: Date.now() })
    this.forgetUrl(path)
  }

  putDirectory(path: string): void {
    this.kept.set(path, { bytes: new Uint8Array(), isDirectory: true, modified: Date.now() })
  }

  remove(path: string): void {
    this.#temporary.delete(path)
    this.kept.delete(path)
    this.forgetUrl(path)
  }

  newSavedPath(likeName: string): string {
    return `${SAVED}${this.newName(likeName)}`
  }

  /** Every lasting file and folder below a folder, by whole path. */
  below(folder: string): string[] {
    const prefix = `${folder.replace(/\/$/, '')}/`
    return this.kept.keys().filter((path) => path.startsWith(prefix))
  }

  savedFiles(): string[] {
    return this.kept.keys().filter((path) => path.startsWith(SAVED))
  }

  /** A URL the browser can load, `undefined` when there is no such file. */
  url(path: string, type = ''): string | undefined {
    const bytes = this.bytes(path)
    if (!bytes) return undefined
    const key = `${path} ${type}`
    const known = this.#urls.get(key)
    if (known !== undefined) return known
    const made = URL.createObjectURL(new Blob([bytes as BlobPart], { type }))
    this.#urls.set(key, made)
    return made
  }

  private newName(likeName: string): string {
    this.#count += 1
    const extension = /\.\w+$/.exec(likeName)?.[0] ?? ''
    return `${Date.now().toString(36)}${this.#count}${extension}`
  }

  private size(): number {
    return this.kept.values().reduce((sum, { bytes }) => sum + bytes.length, 0)
  }

  private forgetUrl(path: string): void {
    for (const [key, url] of this.#urls) {
      if (!key.startsWith(`${path} `)) continue
      URL.revokeObjectURL(url)
      this.#urls.delete(key)
    }
  }
}

/** The bytes behind base64 text. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}

export function toBase64(bytes: Uint8Array): string {
  let text = ''
  // In pieces, because a call takes only so many arguments.
  for (let index = 0; index < bytes.length; index += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(index, index + 0x8000))
  }
  return btoa(text)
}
