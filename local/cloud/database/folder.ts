import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { checkDataFile } from '../data-file'

/** Of the files in a data folder. Raised when an older program could not read them. */
const FORMAT = 1

const FORMAT_FILE = 'format.json'
export const DATA_FILE = 'data.mdb'

/** One of each process that wants the folder; `owner.json` is of earlier versions. */
const CLAIM = /^owner.*\.json$/
/** A claim that is being written, and by which process. */
const UNFINISHED = /^claim-(\d+)-/

/** A data folder that is this process's alone. */
export interface Folder {
  readonly path: string
  /** Its documents need not outlive the process. */
  readonly temporary: boolean
  /** To be called when the data file is there with all that the schema declares: from now on it may not be missing. */
  keep(): void
  /** Gives the folder free; a temporary one is removed. */
  release(): void
}

/** Folders held by this process: the process number alone could be a dead process's. */
const held = new Set<string>()

/**
 * Takes a data folder, made if missing, or a temporary one.
 *
 * @throws Error, before anything in the folder is changed, when another process uses it, when a newer
 *   version wrote it, when its data file is damaged, or when it holds data but no sign of who wrote them
 */
export function takeFolder(directory: string | undefined): Folder {
  if (directory === undefined) {
    const path = mkdtempSync(join(tmpdir(), 'local-cloud-database-'))
    return {
      path,
      temporary: true,
      keep: () => {},
      release: () => rmSync(path, { recursive: true, force: true }),
    }
  }
  checkFormat(resolve(directory))
  mkdirSync(directory, { recursive: true })
  const path = realpathSync(directory)
  const giveUp = occupy(path)
  try {
    prepareData(path)
  } catch (error) {
    giveUp()
    throw error
  }
  return {
    path,
    temporary: false,
    keep: () => writeFormat(path, { format: FORMAT }),
    release: giveUp,
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

/**
 * Sees whether the data file can be opened. Until `keep`, the folder says that it is new: what a start that was
 * cut off has left there holds nothing that was acknowledged, and goes.
 */
function prepareData(path: string): void {
  const data = join(path, DATA_FILE)
  const format = readJson(join(path, FORMAT_FILE))
  if (format === undefined || format.isNew === true) {
    writeFormat(path, { format: FORMAT, isNew: true })
    rmSync(data, { force: true })
    return
  }
  if (!existsSync(data) || statSync(data).size === 0)
    throw new Error(`The data file ${data} is missing or empty; the folder is left as it is.`)
  checkDataFile(data)
}

/** At once or not at all, whatever ends the process; and only if it says something else. */
function writeFormat(path: string, format: { format: number; isNew?: true }): void {
  const file = join(path, FORMAT_FILE)
  const text = `${JSON.stringify(format)}\n`
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  writeFileSync(`${file}.next`, text)
  renameSync(`${file}.next`, file)
}

/**
 * Writes this process's name on the folder, and then looks whether a living process's stands there too. Of two
 * that come at the same moment both may be refused, but never is the folder given to both: no claim of a living
 * process is ever removed, and claims are complete when they can be seen.
 *
 * @returns how to give it up
 */
function occupy(path: string): () => void {
  if (held.has(path)) throw inUse(path, process.pid)
  const id = randomUUID()
  const own = `owner-${id}.json`
  const unfinished = join(path, `claim-${process.pid}-${id}`)
  const giveUp = () => {
    held.delete(path)
    rmSync(join(path, own), { force: true })
  }
  try {
    const claim = { process: process.pid, started: startOf(process.pid) }
    writeFileSync(unfinished, `${JSON.stringify(claim)}\n`)
    renameSync(unfinished, join(path, own))
    for (const name of readdirSync(path)) {
      const [, writer] = UNFINISHED.exec(name) ?? []
      if (writer !== undefined && !isAlive(Number(writer), null))
        rmSync(join(path, name), { force: true })
      if (name === own || !CLAIM.test(name)) continue
      const { process: pid, started } = readJson(join(path, name)) ?? {}
      if (typeof pid === 'number' && isAlive(pid, started)) throw inUse(path, pid)
      rmSync(join(path, name), { force: true })
    }
  } catch (error) {
    rmSync(unfinished, { force: true })
    giveUp()
    throw error
  }
  held.add(path)
  return giveUp
}

function inUse(path: string, pid: number): Error {
  return new Error(`The data folder ${path} is in use by process ${pid}.`)
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
