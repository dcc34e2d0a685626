import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Of the files in a data folder. Raised when an older program could not read them. */
const FORMAT = 1

const FORMAT_FILE = 'format.json'
const OWNER_FILE = 'owner.json'
export const DATA_FILE = 'data.mdb'

/** A data folder that is this process's alone. */
export interface Folder {
  readonly path: string
  /** Its documents need not outlive the process. */
  readonly temporary: boolean
  /** Gives the folder free; a temporary one is removed. */
  release(): void
}

/** Folders held by this process: the process number alone could be a dead process's. */
const held = new Set<string>()

/**
 * Takes a data folder, made if missing, or a temporary one.
 *
 * @throws Error, before anything in the folder is changed, when another process uses it, when a newer
 *   version wrote it, or when it holds data but no sign of who wrote them
 */
export function takeFolder(directory: string | undefined): Folder {
  if (directory === undefined) {
    const path = mkdtempSync(join(tmpdir(), 'local-cloud-database-'))
    return { path, temporary: true, release: () => rmSync(path, { recursive: true, force: true }) }
  }
  const path = resolve(directory)
  checkFormat(path)
  mkdirSync(path, { recursive: true })
  occupy(path)
  writeFileSync(join(path, FORMAT_FILE), `${JSON.stringify({ format: FORMAT })}\n`)
  return {
    path,
    temporary: false,
    release() {
      held.delete(path)
      rmSync(join(path, OWNER_FILE), { force: true })
    },
  }
}

function checkFormat(path: string): void {
  const file = join(path, FORMAT_FILE)
  if (!existsSync(file)) {
    if (existsSync(join(path, DATA_FILE)))
      throw new Error(
        `The folder ${path} holds data, but no ${FORMAT_FILE}: not a data folder of this program.`,
      )
    return
  }
  const format = readJson(file)?.format
  if (typeof format !== 'number')
    throw new Error(`The file ${file} is damaged; the folder is left as it is.`)
  if (format > FORMAT)
    throw new Error(
      `The data folder ${path} was written by a newer version (format ${format}; this version reads up to ${FORMAT}).`,
    )
}

/** Writes this process's name on the folder, unless a living process's stands there. */
function occupy(path: string): void {
  const file = join(path, OWNER_FILE)
  const owner = { process: process.pid, started: startOf(process.pid) }
  if (existsSync(file)) {
    const other = readJson(file)
    const pid = other?.process
    if (held.has(path) || (typeof pid === 'number' && isAlive(pid, other?.started)))
      throw new Error(`The data folder ${path} is in use by process ${String(pid)}.`)
    rmSync(file, { force: true })
  }
  try {
    writeFileSync(file, `${JSON.stringify(owner)}\n`, { flag: 'wx' })
  } catch (error) {
    throw new Error(`The data folder ${path} was taken by another process just now.`, {
      cause: error,
    })
  }
  held.add(path)
}

function isAlive(pid: number, started: unknown): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const start = startOf(pid)
  return start === null || typeof started !== 'string' || start === started
}

/**
 * When a process began, so that a number given anew is not taken for the old process. Linux tells in
 * `/proc`; elsewhere `null`.
 */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold spaces; the 20th field after it is the start, in clock ticks.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${boot}/${ticks}`
  } catch {
    return null
  }
}

function readJson(file: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
