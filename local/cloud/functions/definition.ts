import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Schema } from '../schema'
import { DEFAULT_MEMORY, DEFAULT_TIMEOUT } from './limits'

/** A function as its folder and `cloudbaserc.json` describe it. */
export interface FunctionDefinition {
  name: string
  directory: string
  /** `index.main` → `index` and `main`. */
  file: string
  exportName: string
  /** Seconds. */
  timeout: number
  /** Megabytes. */
  memorySize: number
  envVariables: Readonly<Record<string, string>>
  /** Packages an installation in the cloud would bring. */
  dependencies: readonly string[]
  /** `permissions.openapi` of config.json: what of `cloud.openapi` it may call. Nothing if it does not say. */
  openApis: readonly string[]
  /** Changes when any file of the folder does. */
  version: string
}

/** Function names of the service [doc]; also keeps a name from leaving the folder. */
const NAME = /^[A-Za-z][\w-]{0,59}$/

/** Names of the functions in a folder, sorted. */
export function functionNames(directory: string): string[] {
  return foldersIn(directory)
    .filter((name) => NAME.test(name))
    .sort()
}

/**
 * The function of that name, or nothing if it has no folder. Reads the folder each time: cheap, and never stale.
 * @throws an Error that names package.json or config.json when it is no JSON
 */
export function readDefinition(
  directory: string,
  name: string,
  schema: Schema,
): FunctionDefinition | undefined {
  if (!NAME.test(name)) return undefined
  const folder = path.resolve(directory, name)
  const version = versionOf(folder)
  if (version === undefined) return undefined
  const declared = schema.functions.find((entry) => entry.name === name)
  const [file = 'index', exportName = 'main'] = (declared?.handler ?? 'index.main').split('.')
  return {
    name,
    directory: realpathSync(folder), // as the loader names the files in it
    file,
    exportName,
    timeout: declared?.timeout ?? DEFAULT_TIMEOUT,
    memorySize: declared?.memorySize ?? DEFAULT_MEMORY,
    envVariables: declared?.envVariables ?? {},
    dependencies: dependenciesOf(folder),
    openApis: openApisOf(folder),
    version,
  }
}

/** Without a package.json the SDK is still there, as the console's template declares it. */
function dependenciesOf(folder: string): string[] {
  const file = readJson(path.join(folder, 'package.json')) as
    | { dependencies?: Record<string, string> }
    | undefined
  return file === undefined ? ['wx-server-sdk'] : Object.keys(file.dependencies ?? {})
}

function openApisOf(folder: string): readonly string[] {
  const file = readJson(path.join(folder, 'config.json')) as
    | { permissions?: { openapi?: string[] } }
    | undefined
  return file?.permissions?.openapi ?? []
}

function readJson(file: string): object | undefined {
  if (!existsSync(file)) return undefined
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new Error(`${path.basename(file)}: ${error instanceof Error ? error.message : error}`)
  }
}

/** Names, sizes and times of a folder's files, installed packages aside; nothing if there is no such folder. */
function versionOf(folder: string): string | undefined {
  let entries: ReturnType<typeof entriesOf>
  try {
    entries = entriesOf(folder)
  } catch {
    return undefined
  }
  return entries
    .map((entry) => {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) return `${entry.name}/(${versionOf(file) ?? ''})`
      const stat = statSync(file, { throwIfNoEntry: false })
      return `${entry.name}:${stat?.ino}:${stat?.size}:${stat?.mtimeMs}`
    })
    .join('|')
}

function entriesOf(folder: string) {
  return readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => name !== 'node_modules' && !name.startsWith('.'),
  )
}

function foldersIn(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
  } catch {
    return [] // no folder yet: a project that has not been built has no functions
  }
}
