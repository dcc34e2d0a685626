/**
 * The code of the mini-program as the browser receives it: `__mp.setConfig` and `__mp.addPackage` collect what
 * the packages' scripts hand over, `createModules` runs the JS modules among it as WeChat's `require` does.
 */
import type { AppConfig, PackageContent } from '../../bundle'
import { scriptFunction } from './text-code'

interface BundleRegistry {
  setConfig(config: AppConfig): void
  addPackage(name: string, content: PackageContent): void
  /** What modules see in place of the browser's own. */
  Function: FunctionConstructor
}

let config: AppConfig | undefined
const packages = new Map<string, PackageContent>()
const waiting = new Set<(name: string, content: PackageContent) => void>()

const registry: BundleRegistry = {
  Function: scriptFunction,
  setConfig: (given) => {
    config = given
  },
  addPackage(name, content) {
    packages.set(name, content)
    for (const listener of waiting) listener(name, content)
  },
}
Object.assign(globalThis, { __mp: registry })

/** The app's configuration; only there once the main package's script ran. */
export function bundleConfig(): AppConfig {
  if (!config) throw new Error('the main package has not been loaded')
  return config
}

/** Calls back for every package that is there or comes. */
export function onPackage(listener: (name: string, content: PackageContent) => void): void {
  for (const [name, content] of packages) listener(name, content)
  waiting.add(listener)
}

const loading = new Map<string, Promise<void>>()

/** Fetches a subpackage's script on its first use; '' is the main package, always there. */
export function loadPackage(name: string): Promise<void> {
  if (packages.has(name)) return Promise.resolve()
  const known = loading.get(name)
  if (known) return known
  const promise = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script')
    script.src = `/bundle/${encodeURIComponent(name)}.js`
    script.onload = () => {
      if (packages.has(name)) resolve()
      else reject(new Error(`loadSubpackage:fail, subpackage "${name}" is broken`))
    }
    script.onerror = () => {
      loading.delete(name)
      script.remove()
      reject(new Error(`loadSubpackage:fail, load subpackage "${name}" fail`))
    }
    document.head.append(script)
  })
  loading.set(name, promise)
  return promise
}

/** `require` with what WeChat hangs on it. */
type Require = ((path: string, done?: (exports: unknown) => void) => unknown) & {
  async(path: string): Promise<unknown>
}

export interface Modules {
  /** Runs a module once and returns its exports. Path without leading slash and without `.js`. */
  require(path: string): unknown
  has(path: string): boolean
  /** The component or page whose file is being run: what `Component()` and `Page()` register. */
  readonly current: string
}

/**
 * @param isComponent whether a module is the file of a page or component.
 * @param packageOf name of the package a path lies in, for `require.async`.
 */
export function createModules(
  isComponent: (path: string) => boolean,
  packageOf: (path: string) => string,
): Modules {
  const definitions = new Map<string, PackageContent['modules'][string]>()
  const cache = new Map<string, { exports: unknown }>()
  let current = ''
  onPackage((_, content) => {
    for (const [path, module] of Object.entries(content.modules)) definitions.set(path, module)
  })

  function run(path: string, asked = path): unknown {
    const known = cache.get(path)
    if (known) return known.exports
    const definition = definitions.get(path)
    if (!definition)
      throw new Error(`module '${path}.js' is not defined, require args is '${asked}'`)
    const module = { exports: {} as unknown }
    cache.set(path, module)
    const before = current
    if (isComponent(path)) current = path
    try {
      definition.run(requireFrom(definition.dependencies), module, module.exports)
    } catch (error) {
      cache.delete(path)
      throw error
    } finally {
      current = before
    }
    return module.exports
  }

  function requireFrom(dependencies: Record<string, string>): Require {
    const resolve = (asked: string) =>
      dependencies[asked] ?? asked.replace(/^\//, '').replace(/\.js$/, '')
    const later = async (asked: string) => {
      const path = resolve(asked)
      await loadPackage(packageOf(path))
      return run(path, asked)
    }
    const require = (asked: string, done?: (exports: unknown) => void) => {
      if (typeof asked !== 'string') throw new Error('require args must be a string')
      if (!done) return run(resolve(asked), asked)
      void later(asked).then(done, (error: unknown) => {
        throw error
      })
      return undefined
    }
    return Object.assign(require, { async: later })
  }

  return {
    require: (path) => run(path),
    has: (path) => definitions.has(path),
    get current() {
      return current
    },
  }
}
