import Module from 'node:module'
import path from 'node:path'

/** The one private hook of Node's loader through which every `require` passes; packages like `module-alias` rely on it. */
interface Loader {
  _resolveFilename(
    request: string,
    parent: { filename?: string } | null | undefined,
    isMain: boolean,
    options?: { paths: string[] },
  ): string
}

/**
 * Lets a function's own files require exactly what an installation in the cloud would give them: Node's modules,
 * the function's files, and the packages its package.json declares, from its own node_modules if they are
 * installed there and otherwise from `packageRoot`. Anything else is not found, as in the cloud.
 */
export function installResolver(
  directory: string,
  dependencies: readonly string[],
  packageRoot: string,
) {
  const loader = Module as unknown as Loader
  const original = loader._resolveFilename

  loader._resolveFilename = function resolve(request, parent, isMain, options) {
    const from = parent?.filename
    if (from === undefined || !isOwnFile(from) || !isPackage(request)) {
      return original.call(this, request, parent, isMain, options)
    }
    const own = attempt(() => original.call(this, request, parent, isMain, options))
    if (own?.startsWith(directory + path.sep)) return own
    if (!dependencies.includes(packageName(request))) throw notFound(request, from)
    return original.call(this, request, parent, isMain, { paths: [packageRoot] })
  }

  function isOwnFile(file: string) {
    return (
      file.startsWith(directory + path.sep) &&
      !file.slice(directory.length).includes(`${path.sep}node_modules${path.sep}`)
    )
  }
}

function isPackage(request: string) {
  return !request.startsWith('.') && !path.isAbsolute(request) && !Module.isBuiltin(request)
}

/** `@scope/name/file` → `@scope/name` */
function packageName(request: string) {
  return request
    .split('/')
    .slice(0, request.startsWith('@') ? 2 : 1)
    .join('/')
}

function attempt(find: () => string) {
  try {
    return find()
  } catch {
    return undefined // not installed beside the function: the next place is asked
  }
}

/** Worded as Node words it, which is what developers see in the cloud. */
function notFound(request: string, from: string) {
  const error = new Error(`Cannot find module '${request}'\nRequire stack:\n- ${from}`)
  return Object.assign(error, { code: 'MODULE_NOT_FOUND', requireStack: [from] })
}
