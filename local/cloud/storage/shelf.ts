import { createHash, randomBytes, randomUUID } from 'node:crypto'
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { copyFile, type FileHandle, mkdir, open, rename, rm, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * The files of one environment on disk:
 *
 *     files/<aa>/<hash>-<name>   one per path; the hash is of the whole path, the name is only for people
 *     incoming/<random>          uploads under way, swept at the next start
 *     secret                     signs the addresses, so that they stay good over a restart
 *
 * A file appears, and replaces its predecessor, by one rename of a complete and flushed upload: there is never
 * half a file, and of several uploads to one path the last to finish stays, whole.
 */
export interface Shelf {
  readonly secret: Buffer
  /** Stores everything `source` gives under `path`. If the source fails, nothing has changed. */
  put(path: string, source: Readable): Promise<void>
  /** Opens the file for reading, or `undefined` when there is none. The caller closes it. */
  open(path: string): Promise<FileHandle | undefined>
  has(path: string): Promise<boolean>
  /** False when there was none. */
  remove(path: string): Promise<boolean>
  /** False when there is no file at `from`. */
  copy(from: string, to: string): Promise<boolean>
  clear(): Promise<void>
  /** Removes everything if the shelf was temporary. */
  close(): void
}

const SECRET_BYTES = 32

/** Without a directory the files live in a temporary one until `close`. */
export function openShelf(directory: string | undefined): Shelf {
  const root = directory ?? mkdtempSync(join(tmpdir(), 'local-cloud-storage-'))
  const files = join(root, 'files')
  const incoming = join(root, 'incoming')
  rmSync(incoming, { recursive: true, force: true })
  mkdirSync(incoming, { recursive: true })

  const place = (path: string) => {
    const hash = createHash('sha256').update(path).digest('hex').slice(0, 40)
    return join(files, hash.slice(0, 2), `${hash}-${readable(path)}`)
  }

  /** Runs `fill` on a fresh name and moves the result into place. */
  async function install(path: string, fill: (part: string) => Promise<void>) {
    const part = join(incoming, randomUUID())
    const target = place(path)
    try {
      await fill(part)
      await mkdir(dirname(target), { recursive: true })
      await rename(part, target)
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
  }

  async function openFile(path: string): Promise<FileHandle | undefined> {
    try {
      return await open(place(path))
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  return {
    secret: readSecret(join(root, 'secret')),
    put: (path, source) =>
      install(path, (part) =>
        pipeline(source, createWriteStream(part, { flags: 'wx', flush: true })),
      ),
    open: openFile,
    async has(path) {
      const file = await openFile(path)
      await file?.close()
      return file !== undefined
    },
    async remove(path) {
      try {
        await unlink(place(path))
        return true
      } catch (error) {
        if (isMissing(error)) return false
        throw error
      }
    },
    async copy(from, to) {
      try {
        await install(to, (part) => copyFile(place(from), part))
        return true
      } catch (error) {
        if (isMissing(error)) return false
        throw error
      }
    },
    clear: () => rm(files, { recursive: true, force: true }),
    close() {
      if (directory === undefined) rmSync(root, { recursive: true, force: true })
    },
  }
}

/** At most 40 characters of the file's name that every file system takes, for someone who looks into the folder. */
function readable(path: string): string {
  const name = basename(path).replace(/[^\p{L}\p{N}._-]/gu, '_')
  return [...name].slice(-40).join('')
}

/** One that a crash or a full disk cut off would be easy to guess, so it is made anew. */
function readSecret(file: string): Buffer {
  const kept = existsSync(file) ? readFileSync(file) : undefined
  if (kept?.length === SECRET_BYTES) return kept
  const secret = randomBytes(SECRET_BYTES)
  writeFileSync(file, secret, { mode: 0o600 })
  return secret
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'
}
