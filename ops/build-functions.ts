/**
 * Builds the cloud functions as they are uploaded: `cloudfunctions/<name>/index.ts` becomes
 * `dist/cloudfunctions/<name>/` with `index.js`, `package.json` and `config.json`.
 *
 *     tsx ops/build-functions.ts [--watch]
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import * as esbuild from 'esbuild'

const ROOT = path.resolve(__dirname, '..')

/** Folders beside the functions that are bundled into them. */
const SHARED = ['kernel', 'rules']

/** Installed in the cloud instead of being bundled. */
const SDK = 'wx-server-sdk'

/** Milliseconds without a change before a build starts: an editor saves in several steps. */
const QUIET = 30

const DEFAULT_CONFIG = { permissions: { openapi: [] }, triggers: [] }

export interface BuildOptions {
  /** Builds again whenever a source file changes. Unchanged files are not written again. */
  watch?: boolean
  /** The project's folder; default: this one. */
  root?: string
  /** Takes one line per function that changed, and per error. Default: nowhere. */
  log?: ((line: string) => void) | undefined
}

export interface BuiltFunction {
  name: string
  /** Bytes of `index.js`. */
  size: number
}

export interface FunctionsBuild {
  /** As of the latest successful build, by name. */
  readonly functions: readonly BuiltFunction[]
  /** Ends the watching. */
  stop(): Promise<void>
}

/**
 * Builds all functions once, and goes on if it is to watch. The same sources give the same bytes. What
 * does not belong to a function any more is removed from its folder.
 *
 * @throws an Error that names file and place when the first build fails; a later one is logged, and leaves
 *   the output of the one before
 */
export async function buildFunctions(options: BuildOptions = {}): Promise<FunctionsBuild> {
  const root = options.root ?? ROOT
  const log = options.log ?? (() => undefined)
  const source = path.join(root, 'cloudfunctions')
  const target = path.join(root, 'dist', 'cloudfunctions')
  let functions: BuiltFunction[] = []
  let bundler: Bundler | undefined

  async function build() {
    const names = functionNames(source)
    if (bundler?.names.join() !== names.join()) {
      await bundler?.context.dispose()
      bundler = { names, context: await esbuild.context(settingsFor(root, names)) }
    }
    const { outputFiles } = await bundler.context.rebuild()
    const sdkVersion = lockedVersion(root, SDK)
    functions = names.map((name) => {
      const folder = path.join(target, name)
      const code = outputFiles.find((file) => file.path === path.join(folder, 'index.js'))
      if (code === undefined) throw new Error(`esbuild made nothing of function '${name}'`)
      const files = {
        'index.js': code.contents,
        'package.json': jsonText({
          name,
          private: true,
          main: 'index.js',
          dependencies: { [SDK]: sdkVersion },
        }),
        'config.json': jsonText(readConfig(path.join(source, name))),
      }
      const size = code.contents.byteLength
      if (putFiles(folder, files)) log(describeSize({ name, size }))
      return { name, size }
    })
    removeOthers(target, names)
  }

  try {
    await build()
  } catch (error) {
    await bundler?.context.dispose()
    throw error
  }
  if (!options.watch) {
    await bundler?.context.dispose()
    return { functions, stop: () => Promise.resolve() }
  }

  let building = Promise.resolve()
  const stopWatching = watchFolder(source, () => {
    building = building
      .then(build)
      .catch((error: unknown) => log(error instanceof Error ? error.message : String(error)))
  })
  return {
    get functions() {
      return functions
    },
    async stop() {
      stopWatching()
      await building
      await bundler?.context.dispose()
    },
  }
}

/** esbuild keeps what it has parsed for the next build of the same functions. */
interface Bundler {
  names: readonly string[]
  context: esbuild.BuildContext<ReturnType<typeof settingsFor>>
}

function settingsFor(root: string, names: readonly string[]) {
  return {
    absWorkingDir: root,
    entryPoints: names.map((name) => ({
      in: path.join('cloudfunctions', name, 'index.ts'),
      out: path.join(name, 'index'),
    })),
    outdir: path.join('dist', 'cloudfunctions'),
    bundle: true,
    platform: 'node',
    target: 'node18', // the newest runtime of the cloud
    format: 'cjs',
    external: [SDK],
    charset: 'utf8',
    write: false,
    logLevel: 'silent',
  } satisfies esbuild.BuildOptions
}

/** Folders with an `index.ts`, sorted, so that output does not depend on the file system. */
function functionNames(source: string): string[] {
  if (!existsSync(source)) return []
  return readdirSync(source)
    .filter((name) => !SHARED.includes(name) && existsSync(path.join(source, name, 'index.ts')))
    .sort()
}

/** Calls back once after each flurry of changes. Returns the undo. */
function watchFolder(folder: string, onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(folder, { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(onChange, QUIET)
  })
  return () => {
    clearTimeout(timer)
    watcher.close()
  }
}

function readConfig(folder: string): unknown {
  const file = path.join(folder, 'config.json')
  if (!existsSync(file)) return DEFAULT_CONFIG
  try {
    return { ...DEFAULT_CONFIG, ...(JSON.parse(readFileSync(file, 'utf8')) as object) }
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`)
  }
}

/** The version that is installed here, so that the cloud runs what was tested. */
function lockedVersion(root: string, name: string): string {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages?: Record<string, { version?: string }>
  }
  const version = lock.packages?.[`node_modules/${name}`]?.version
  if (version === undefined) throw new Error(`package-lock.json does not know ${name}`)
  return version
}

function jsonText(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
}

/** Leaves exactly these files in a folder. False if they were there already: a running function is not reloaded then. */
function putFiles(folder: string, files: Record<string, Uint8Array>): boolean {
  mkdirSync(folder, { recursive: true })
  removeOthers(folder, Object.keys(files))
  const changed = Object.entries(files).filter(([name, content]) => {
    const file = path.join(folder, name)
    return !existsSync(file) || !readFileSync(file).equals(content)
  })
  for (const [name, content] of changed) writeFileSync(path.join(folder, name), content)
  return changed.length > 0
}

function removeOthers(folder: string, wanted: readonly string[]) {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    if (!wanted.includes(name)) rmSync(path.join(folder, name), { recursive: true, force: true })
  }
}

function describeSize({ name, size }: BuiltFunction): string {
  return `cloudfunctions/${name}: ${(size / 1024).toFixed(1)} KB`
}

async function main() {
  const watching = process.argv.includes('--watch')
  try {
    const { functions } = await buildFunctions({
      watch: watching,
      log: watching ? console.log : undefined,
    })
    if (!watching) for (const each of functions) console.log(describeSize(each))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

if (require.main === module) void main()
