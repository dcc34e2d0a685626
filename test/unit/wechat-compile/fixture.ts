import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { runInNewContext } from 'node:vm'
import type { AppConfig, Bundle, PackageContent } from '../../../local/wechat/bundle'
import { compile } from '../../../local/wechat/compile/compile'
import { packageUrl } from '../../../local/wechat/compile/package-script'
import { formatProblem } from '../../../local/wechat/compile/problems'

const FIXTURES = resolve(__dirname, '../../data/mini-programs')

/** Files to write over a fixture; `null` removes one. */
export type Changes = Record<string, string | Buffer | null>

const made: string[] = []

/** A copy of a fixture in a folder of its own, changed. */
export function copyOf(fixture: 'shipped' | 'project', changes: Changes = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'mini-program-'))
  made.push(root)
  cpSync(join(FIXTURES, fixture), root, { recursive: true })
  change(root, changes)
  return root
}

export function change(root: string, changes: Changes): void {
  for (const [path, content] of Object.entries(changes)) {
    const file = join(root, path)
    if (content === null) rmSync(file)
    else {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
    }
  }
}

/** To be called after each test. */
export function removeCopies(): void {
  for (const root of made.splice(0)) rmSync(root, { recursive: true })
}

/** What a developer is told about the `shipped` fixture with these changes, one line a problem. */
export async function problemsOf(changes: Changes): Promise<string[]> {
  const { problems } = await compile(copyOf('shipped', changes))
  return problems.map(formatProblem)
}

export interface LoadedBundle {
  config: AppConfig | undefined
  packages: Record<string, PackageContent>
  /** Runs a module and returns its exports. */
  require(path: string): unknown
  /** What `App`, `Page` and `Component` were called with, in order. */
  registered: unknown[]
}

/** Runs the scripts of a bundle as a page would, in a world that has a `window` and a `document`. */
export function load(bundle: Bundle): LoadedBundle {
  const loaded: LoadedBundle = { config: undefined, packages: {}, registered: [], require }
  const register = (options: unknown) => loaded.registered.push(options)
  const world = {
    window: {},
    document: {},
    App: register,
    Page: register,
    Component: register,
    __mp: {
      setConfig: (config: AppConfig) => {
        loaded.config = config
      },
      addPackage: (name: string, content: PackageContent) => {
        loaded.packages[name] = content
      },
    },
  }
  // The name a browser takes from the script's own last line.
  for (const { name, code } of bundle.packages) {
    runInNewContext(code, world, { filename: packageUrl(name) })
  }
  const cache = new Map<string, { exports: unknown }>()
  function require(path: string): unknown {
    const known = cache.get(path)
    if (known) return known.exports
    const found = Object.values(loaded.packages).find((content) => content.modules[path])
    const definition = found?.modules[path]
    if (!definition) throw new Error(`no module ${path}`)
    const module = { exports: {} as unknown }
    cache.set(path, module)
    const inner = (reference: string) => require(definition.dependencies[reference] ?? reference)
    definition.run(inner, module, module.exports)
    return module.exports
  }
  return loaded
}
